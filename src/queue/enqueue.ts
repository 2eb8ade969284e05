import type { FlowJob, JobsOptions } from 'bullmq';
import type { Job } from '../runs/job.ts';
import type { Queues } from './connection.ts';
import {
  type MergePayload,
  type ModelPayload,
  queueNames,
  queueOf,
  type RunPayload,
  runJobId,
  type StagePayload,
  stageJobId,
  type TrainPayload,
} from './jobs.ts';

export interface Retries {
  /** Tries of a job in all. */
  attempts: number;
  /** Wait before the second try; doubles with each further one. */
  backoffMs: number;
}

/** Finished jobs stay visible on the board for a day. */
const KEEP = { age: 24 * 3600, count: 2000 };

export const jobOptions = ({ attempts, backoffMs }: Retries): JobsOptions => ({
  attempts,
  backoff: { type: 'exponential', delay: backoffMs },
  removeOnComplete: KEEP,
  removeOnFail: KEEP,
});

/** Makes sure that a run's job is in the queue and not over; doing it again changes nothing. */
export async function enqueueRun(
  queues: Queues,
  { id, attempt }: { id: string; attempt: number },
  retries: Retries,
): Promise<void> {
  const payload: RunPayload = { run: id, attempt, pass: 0 };
  await ensure(queues.queue('run'), 'run', runJobId(id, attempt), payload, retries);
}

/** Makes sure that a training's job is in the queue and not over; doing it again changes nothing. */
export async function enqueueTraining(
  queues: Queues,
  { id, attempt }: { id: string; attempt: number },
  retries: Retries,
): Promise<void> {
  const payload: TrainPayload = { training: id, attempt };
  await ensure(queues.queue('train'), 'train', `${id}.${attempt}`, payload, retries);
}

/** Makes sure that a classifier's job is in the queue and not over; doing it again changes nothing. */
export async function enqueueModel(
  queues: Queues,
  { name, attempt }: { name: string; attempt: number },
  retries: Retries,
): Promise<void> {
  const payload: ModelPayload = { model: name, attempt };
  await ensure(queues.queue('quality'), 'model', `model.${name}.${attempt}`, payload, retries);
}

/** Makes sure that a merge of a collection in this state is in the queue and not over. */
export async function enqueueMerge(
  queues: Queues,
  { name, state }: { name: string; state: number },
  retries: Retries,
): Promise<void> {
  const payload: MergePayload = { collection: name };
  await ensure(queues.queue('dedup'), 'merge', `merge.${name}.${state}`, payload, retries);
}

async function ensure(
  queue: ReturnType<Queues['queue']>,
  name: string,
  jobId: string,
  payload: object,
  retries: Retries,
): Promise<void> {
  const existing = await queue.getJob(jobId);
  if (existing !== undefined) {
    const state = await existing.getState();
    if (state !== 'completed' && state !== 'failed' && state !== 'unknown') return;
    await existing.remove();
  }
  await queue.add(name, payload, { ...jobOptions(retries), jobId });
}

/** Chains that are added at once; each costs about a kilobyte in the queue. */
const CHAINS = 200;

/**
 * Adds chains of jobs as children of a run's job. In a chain each job waits for the one before it; a job that fails
 * does not fail those that wait for it, so that the run's job always comes back and says what is missing.
 */
export async function enqueueChains(
  queues: Queues,
  parent: { id: string; queue: string; payload: RunPayload },
  chains: readonly Job[][],
  retries: Retries,
): Promise<void> {
  const { payload } = parent;
  const options = { ...jobOptions(retries), ignoreDependencyOnFailure: true };
  const flows = chains.map((chain): FlowJob => {
    const nodes = chain.map((job) => {
      const data: StagePayload = { run: payload.run, attempt: payload.attempt, job };
      return {
        name: job.kind,
        queueName: queueOf(job),
        data,
        opts: { ...options, jobId: stageJobId(payload, job.key) },
      };
    });
    const root = nodes.reduce<FlowJob | undefined>(
      (before, node) => (before === undefined ? node : { ...node, children: [before] }),
      undefined,
    );
    if (root === undefined) throw new RangeError('a chain has at least one job');
    return { ...root, opts: { ...root.opts, parent: { id: parent.id, queue: parent.queue } } };
  });
  for (let start = 0; start < flows.length; start += CHAINS)
    await queues.flows.addBulk(flows.slice(start, start + CHAINS));
}

/** Takes a run's waiting jobs out of the queues. Jobs under way end by themselves when they see that the run ended. */
export async function removeWaiting(queues: Queues, run: string): Promise<void> {
  for (const name of queueNames) {
    const jobs = await queues.queue(name).getJobs(['waiting', 'delayed', 'prioritized', 'waiting-children']);
    for (const job of jobs) {
      if (job?.id?.startsWith(`${run}.`) !== true) continue;
      // A worker may take it up, or its parent's removal take it along, in this very moment.
      await job.remove().catch(() => undefined);
    }
  }
}
