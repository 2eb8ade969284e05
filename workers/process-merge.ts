import type { QueueJob, Queues } from '../src/queue/connection.ts';
import { enqueueMerge, type Retries } from '../src/queue/enqueue.ts';
import { mergePayloadSchema } from '../src/queue/jobs.ts';
import { chooseMerge } from '../src/runs/collections/merge.ts';
import { readState, serviceCollection } from '../src/runs/collections/state.ts';
import type { Run } from '../src/runs/store.ts';
import type { Storage } from '../src/storage/storage.ts';
import type { JobPool } from './pool.ts';

/** Merges a collection's segments. */
export async function processMerge(job: QueueJob, { pool }: { pool: JobPool }): Promise<string> {
  const { collection } = mergePayloadSchema.parse(job.data);
  return pool.merge(collection);
}

/** Queues a merge where the run has left so many segments that one is worth it; a lost one follows the next addition. */
export async function mergeAfter(
  run: Pick<Run, 'collection'>,
  { storage, queues, retries }: { storage: Storage; queues: Queues; retries: Retries },
): Promise<void> {
  if (run.collection === null) return;
  const { name } = run.collection;
  const state = await readState(serviceCollection(storage, name));
  if (chooseMerge(state) !== undefined) await enqueueMerge(queues, { name, state: state.number }, retries);
}
