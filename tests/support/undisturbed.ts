import type { Recipe } from '../../src/recipe.ts';
import { executePlan } from '../../src/runs/execute.ts';
import type { Manifest } from '../../src/runs/manifest.ts';
import { makePlan } from '../../src/runs/plan.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { runJob } from '../../workers/job.ts';
import { MemoryStorage } from './memory-storage.ts';
import { runOver, uploadFiles } from './small-crawl.ts';

/** The dataset that a run makes when nothing happens to it: in this process, one job after the other. */
export async function undisturbed(
  recipe: Recipe,
  files: Record<string, Uint8Array>,
): Promise<{ manifest: Manifest; storage: Storage }> {
  const storage = new MemoryStorage();
  const run = runOver(recipe, await uploadFiles(storage, 'news', files));
  const { signal } = new AbortController();
  const manifest = await executePlan(storage, run, await makePlan(storage, run), {
    concurrency: 1,
    runJob: async (job) => {
      await runJob(job, storage, { signal, progress: () => undefined });
    },
  });
  return { manifest, storage };
}
