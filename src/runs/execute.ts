import type { Storage } from '../storage/storage.ts';
import { finishDataset } from './finish.ts';
import type { Job } from './job.ts';
import type { Manifest } from './manifest.ts';
import { type Plan, planPhases } from './plan.ts';
import type { Run } from './store.ts';

/**
 * Does a whole plan in this process without a queue: phase after phase, the chains of each side by side up to
 * `concurrency`. Stops at the first job that fails; what is done stays in storage.
 */
export async function executePlan(
  storage: Storage,
  run: Pick<Run, 'corpora' | 'recipe'>,
  plan: Plan,
  options: { concurrency: number; runJob: (job: Job) => Promise<void> },
): Promise<Manifest> {
  const { concurrency, runJob } = options;
  for (const phase of planPhases(plan))
    await forEach(phase, concurrency, async (chain) => {
      for (const job of chain) await runJob(job);
    });
  return finishDataset(storage, run, plan);
}

/** Runs `work` over items with at most `concurrency` at a time; the first error stops new ones and is thrown. */
async function forEach<T>(items: readonly T[], concurrency: number, work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  let failed = false;
  const worker = async (): Promise<void> => {
    while (next < items.length && !failed) {
      const item = items[next++]!;
      try {
        await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const results = await Promise.allSettled(Array.from({ length: Math.min(concurrency, items.length) }, worker));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}
