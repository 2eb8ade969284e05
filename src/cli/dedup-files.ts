import { closeSync, openSync, writeSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { groupColumns } from '../../workers/dedup/buckets.ts';
import { annotatePart, decide } from '../../workers/dedup/clusters.ts';
import { EXACT, GROUPS, IDS, SHINGLES, SIGNATURES, type SignedPart, TOKENS } from '../../workers/dedup/files.ts';
import { createSignatureWriter } from '../../workers/dedup/signature.ts';
import type { Verdicts } from '../../workers/dedup/verdicts.ts';
import type { Attributes } from '../document.ts';
import { columnCount } from '../stages/dedup/banding.ts';
import { dedupStage } from '../stages/dedup/dedup.ts';
import type { DedupParameters } from '../stages/dedup/parameters.ts';
import { FolderStorage } from '../storage/folder.ts';
import { readTexts } from './dedup-input.ts';

/** Where attributes lines go. */
export interface Lines {
  line(attributes: Attributes): Promise<void>;
  /** Whether somebody still reads. */
  open(): boolean;
}

/** The three dedup jobs in one process, over one part in an empty folder: one attributes line a document, in order. */
export async function dedupFiles(
  paths: readonly string[],
  parameters: DedupParameters,
  folder: string,
  output: Lines,
): Promise<Verdicts['counts']> {
  const storage = new FolderStorage(folder);
  await mkdir(join(folder, PART));
  const part = await signFiles(paths, parameters, folder);
  const groups = { exact: createFile(folder, EXACT), groups: createFile(folder, GROUPS) };
  const range = { from: 0, to: columnCount(parameters) };
  const counts = await groupColumns(storage, [part], parameters, range, groups);
  groups.exact.close();
  groups.groups.close();
  const bucket = { prefix: PART, counts };
  const { signal } = new AbortController();
  const verdicts = await decide(storage, [part], [bucket], parameters, signal);
  for await (const batch of annotatePart(storage, part, parameters, verdicts)) {
    for (const attributes of batch) await output.line(attributes);
    if (!output.open()) break;
  }
  return verdicts.counts;
}

/** Sketches every document. A line that holds none is named on standard error and makes the exit code 1. */
async function signFiles(paths: readonly string[], parameters: DedupParameters, folder: string): Promise<SignedPart> {
  const sketch = dedupStage.create(parameters, new Map());
  const ids = createFile(folder, IDS);
  const files = {
    signatures: createFile(folder, SIGNATURES),
    shingles: createFile(folder, SHINGLES),
    tokens: parameters.editSimilarity === null ? undefined : createFile(folder, TOKENS),
  };
  const signatures = createSignatureWriter(parameters, files);
  let lines = '';
  let documents = 0;
  for (const path of paths)
    await readTexts(
      path,
      (line) => {
        if ('error' in line) {
          process.exitCode = 1;
          console.error(`winnow: ${path}:${line.line}: ${line.error}`);
          return false;
        }
        const { id, text, quality } = line;
        lines += `${JSON.stringify(id)}\n`;
        if (lines.length > BLOCK) {
          ids.write(Buffer.from(lines));
          lines = '';
        }
        documents += 1;
        return signatures.add({ index: documents - 1, length: text.length, quality }, sketch(text));
      },
      signatures.drain,
    );
  await signatures.finish();
  ids.write(Buffer.from(lines));
  for (const file of [ids, files.signatures, files.shingles, files.tokens]) file?.close();
  const path = join(folder, PART, IDS);
  return { prefix: PART, ids: () => readIds(path), first: 0, documents, looked: documents };
}

const BLOCK = 1 << 18;
/** Folder of the part's files in the temporary storage. */
const PART = 'part';

/** A file written with synchronous calls: nothing else goes on in this process meanwhile. */
function createFile(folder: string, name: string) {
  const descriptor = openSync(join(folder, PART, name), 'wx');
  return {
    write(bytes: Uint8Array): void {
      for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
    },
    close: (): void => closeSync(descriptor),
  };
}

async function* readIds(path: string): AsyncIterable<string[]> {
  const file = await open(path);
  try {
    let rest = '';
    for await (const chunk of file.createReadStream({ encoding: 'utf8', highWaterMark: BLOCK })) {
      const lines = (rest + String(chunk)).split('\n');
      rest = lines.pop() ?? '';
      yield lines;
    }
  } finally {
    await file.close();
  }
}
