import { beforeAll, describe, expect, it } from 'vitest';
import { resolveRecipe } from '../../src/recipe.ts';
import { executePlan } from '../../src/runs/execute.ts';
import type { Job } from '../../src/runs/job.ts';
import { makePlan } from '../../src/runs/plan.ts';
import { readBytes, type Storage } from '../../src/storage/storage.ts';
import { runJob } from '../../workers/job.ts';
import { type Fault, FaultyStorage } from '../support/faulty-storage.ts';
import { MemoryStorage } from '../support/memory-storage.ts';
import { runOver, smallCrawl, uploadFiles } from '../support/small-crawl.ts';

const recipe = resolveRecipe({ preset: 'default', partBytes: 12_000 });
const file = smallCrawl(26);

async function execute(storage: Storage, run: Parameters<typeof executePlan>[1]): Promise<string> {
  const plan = await makePlan(storage, run);
  const { signal } = new AbortController();
  const manifest = await executePlan(storage, run, plan, {
    concurrency: 1,
    runJob: async (job: Job) => {
      await runJob(job, storage, { signal, progress: () => undefined });
    },
  });
  return manifest.dataset;
}

/** Everything a user can take away, byte for byte. */
async function dataset(storage: Storage, name: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for await (const { key } of storage.list(`datasets/${name}/`))
    files[key] = (await readBytes(storage, key)).toString('base64');
  return files;
}

describe('a run whose storage fails', () => {
  let undisturbed: Record<string, string>;
  let operations: number;

  beforeAll(async () => {
    const storage = new MemoryStorage();
    const counting = new FaultyStorage(storage, Number.POSITIVE_INFINITY, 'once');
    const run = runOver(recipe, await uploadFiles(storage, 'news', { 'a.warc.gz': file }));
    undisturbed = await dataset(storage, await execute(counting, run));
    operations = counting.operations;
  });

  it.each<Fault>(['once', 'for-good', 'dies-after'])(
    'at any operation (%s) never reads a half-written output, and gives the same dataset when run again',
    async (fault) => {
      expect(Object.keys(undisturbed).length).toBeGreaterThan(2);
      expect(operations).toBeGreaterThan(30);
      for (let at = 1; at <= operations; at += 1) {
        const storage = new MemoryStorage();
        const run = runOver(recipe, await uploadFiles(storage, 'news', { 'a.warc.gz': file }));
        const faulty = new FaultyStorage(storage, at, fault);
        const first = await execute(faulty, run).catch((error: unknown) => error);
        // The very last operation may be done before the process dies.
        if (fault !== 'dies-after' || at < operations)
          expect(first, `operation ${at}`).toMatchObject({ code: 'storage-failed' });
        expect(await dataset(storage, await execute(storage, run)), `operation ${at}`).toEqual(undisturbed);
      }
    },
    900_000,
  );
});
