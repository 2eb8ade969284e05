import { WaitingChildrenError } from 'bullmq';
import type { QueueJob, Queues } from '../src/queue/connection.ts';
import { enqueueChains, type Retries } from '../src/queue/enqueue.ts';
import { type RunPayload, runPayloadSchema, stageJobId } from '../src/queue/jobs.ts';
import type { Job } from '../src/runs/job.ts';
import { type Cause, endRun, type Run, readRun, recordFailure } from '../src/runs/store.ts';
import type { Storage } from '../src/storage/storage.ts';
import { causeOf, isLastTry } from './cause.ts';
import { mergeAfter } from './process-merge.ts';
import { advanceRun } from './run.ts';

/** Rounds of jobs that end without their output and without a failure, before the run is given up. */
const PASSES = 3;

/**
 * Takes a run as far as it goes: asks storage what is missing, adds it as children, waits for them, and asks again.
 * It holds no state but the number of the pass, so it may be stopped and started anywhere.
 */
export async function processRun(
  job: QueueJob,
  token: string | undefined,
  { storage, queues, retries }: { storage: Storage; queues: Queues; retries: Retries },
): Promise<string> {
  let payload = runPayloadSchema.parse(job.data);
  const run = await readRun(storage, payload.run);
  if (run.attempt !== payload.attempt) return 'superseded';
  try {
    let before = '';
    for (;;) {
      const step = await advanceRun(storage, payload.run);
      if (step.kind === 'ended') {
        if (step.run.status === 'done') await mergeAfter(step.run, { storage, queues, retries }).catch(() => undefined);
        return step.run.status;
      }
      const missing = step.chains.flat();
      if (await recordLost(job, payload, missing, storage)) continue;
      const keys = missing.map(({ key }) => key).join();
      if (keys === before) {
        // The jobs of this pass are over and what they should have made is still missing.
        payload = { ...payload, pass: payload.pass + 1 };
        if (payload.pass >= PASSES) {
          await recordMissing(payload, missing[0]!, storage);
          continue;
        }
        await job.updateData(payload);
      }
      before = keys;
      await enqueueChains(queues, { id: job.id ?? '', queue: job.queueQualifiedName, payload }, step.chains, retries);
      if (await job.moveToWaitingChildren(token ?? '')) throw new WaitingChildrenError();
    }
  } catch (error) {
    if (error instanceof WaitingChildrenError) throw error;
    if (isLastTry(job, error)) await failRun(storage, run, causeOf(error, 'run', null)).catch(() => undefined);
    throw error;
  }
}

/** Children that failed without a record in storage: taken from their worker too often, or storage was away. */
async function recordLost(
  job: QueueJob,
  payload: RunPayload,
  missing: readonly Job[],
  storage: Storage,
): Promise<boolean> {
  const failures = Object.entries(await job.getIgnoredChildrenFailures());
  let found = false;
  for (const { kind, key } of missing) {
    const lost = failures.find(([child]) => child.endsWith(`:${stageJobId(payload, key)}`));
    if (lost === undefined) continue;
    found = true;
    await recordFailure(storage, { id: payload.run, attempt: payload.attempt }, key, {
      stage: kind,
      part: null,
      code: 'stage-failed',
      message: lost[1],
    });
  }
  return found;
}

async function recordMissing({ run: id, attempt }: RunPayload, { kind, key }: Job, storage: Storage): Promise<void> {
  const message = `${kind}: output ${key} is missing although its job ended ${PASSES} times`;
  await recordFailure(storage, { id, attempt }, key, { stage: kind, part: null, code: 'input-missing', message });
}

async function failRun(storage: Storage, run: Run, cause: Cause): Promise<void> {
  await endRun(storage, run, { status: 'failed', dataset: null, cause });
}
