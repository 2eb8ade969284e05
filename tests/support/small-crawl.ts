import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { exampleRecords } from '../../examples/crawl/records.ts';
import type { Recipe } from '../../src/recipe.ts';
import { addFile, createCorpus, fileKey, readCorpus } from '../../src/runs/corpora.ts';
import type { Run } from '../../src/runs/store.ts';
import type { Storage } from '../../src/storage/storage.ts';

/** The first records of the example crawl as gzip members: some of everything, small enough to run many times. */
export function smallCrawl(records: number): Buffer {
  return Buffer.concat(
    exampleRecords()
      .slice(0, records)
      .map((record) => gzipSync(record, { level: 1 })),
  );
}

/** Puts files into a corpus as an upload does. */
export async function uploadFiles(
  storage: Storage,
  corpus: string,
  files: Record<string, Uint8Array>,
): Promise<Run['corpora'][number]> {
  await createCorpus(storage, { name: corpus });
  for (const [name, bytes] of Object.entries(files)) {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await storage.put(fileKey(corpus, sha256), bytes);
    await addFile(storage, corpus, { name, sha256, size: bytes.byteLength });
  }
  return readCorpus(storage, corpus);
}

/** A run as the planner takes it. */
export const runOver = (recipe: Recipe, ...corpora: Run['corpora']): Pick<Run, 'corpora' | 'recipe'> => ({
  corpora,
  recipe,
});
