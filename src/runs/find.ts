import type { Document } from '../document.ts';
import type { Storage } from '../storage/storage.ts';
import { readDocuments } from './input.ts';
import { outputPrefix } from './job.ts';
import { readDone } from './output.ts';
import type { Plan } from './plan.ts';

/** Documents of a run by id; each part that may hold one is read once. Ids that are not there are left out. */
export async function findDocuments(
  storage: Storage,
  plan: Plan,
  ids: readonly string[],
): Promise<Map<string, Document>> {
  const wanted = new Set(ids);
  const found = new Map<string, Document>();
  // From the end: a part's start says what it cannot hold, and only its contents what it does.
  for (const { part, jobs } of [...plan.parts].reverse()) {
    if (wanted.size === 0) break;
    if (![...wanted].some((id) => mayHold(part, id))) continue;
    const { key } = jobs[0];
    if ((await readDone(storage, outputPrefix('extract', key))) === undefined) continue;
    await pick(storage, key, wanted, found);
  }
  return found;
}

/** Whether a part may hold the document with this id: its file's hash, and a position from the part's start on. */
export function mayHold({ sha256, start }: { sha256: string; start: number }, id: string): boolean {
  const [file = '', position = ''] = id.split(':');
  // Whole files that cannot be split have positions of their own, so only a part's start bounds what it can hold.
  return file.length === 16 && sha256.startsWith(file) && (start === 0 || start <= Number.parseInt(position, 10));
}

async function pick(storage: Storage, key: string, wanted: Set<string>, found: Map<string, Document>): Promise<void> {
  for await (const batch of readDocuments(storage, key))
    for (const document of batch) {
      if (!wanted.delete(document.id)) continue;
      found.set(document.id, document);
      if (wanted.size === 0) return;
    }
}
