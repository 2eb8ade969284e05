import { UnrecoverableError } from 'bullmq';
import type { Logger } from 'pino';
import { CancelledError } from '../src/errors.ts';
import type { QueueJob } from '../src/queue/connection.ts';
import { type StagePayload, stagePayloadSchema } from '../src/queue/jobs.ts';
import { readPlan } from '../src/runs/status.ts';
import { isUnderWay, readFailures, recordFailure } from '../src/runs/store.ts';
import type { Storage } from '../src/storage/storage.ts';
import { causeOf, codeOf, isLastTry, isPassing } from './cause.ts';
import type { JobPool } from './pool.ts';
import type { RunWatch } from './watch.ts';

/** What became of a job: `skipped` where its run does not want it any more or the job before it failed. */
export type Outcome = 'done' | 'reused' | 'skipped' | 'cancelled';

/** Progress is told to the queue at most this often. */
const PROGRESS_MS = 1000;

/** Does one stage's job of a run in a child process; a failure for good is recorded in storage. */
export async function processStage(
  job: QueueJob,
  { storage, pool, watch, log }: { storage: Storage; pool: JobPool; watch: RunWatch; log: Logger },
): Promise<Outcome> {
  const payload = stagePayloadSchema.parse(job.data);
  const run = { id: payload.run, attempt: payload.attempt };
  if (!(await isUnderWay(storage, run.id, run.attempt))) return 'skipped';
  const { signal, close } = watch.open(payload.run, payload.attempt);
  let due = 0;
  try {
    return await pool.run(payload.job, {
      signal,
      progress(done) {
        if (performance.now() < due) return;
        due = performance.now() + PROGRESS_MS;
        // Shown on the board only; the queue may be away.
        job.updateProgress(done).catch(() => undefined);
      },
    });
  } catch (error) {
    if (error instanceof CancelledError) return 'cancelled';
    // The job before this one failed, and that failure is the run's cause.
    if (codeOf(error) === 'input-missing' && (await readFailures(storage, run)).length > 0) return 'skipped';
    return await fail(job, payload, error, storage, log);
  } finally {
    close();
  }
}

async function fail(
  job: QueueJob,
  { run, attempt, job: { kind, key } }: StagePayload,
  error: unknown,
  storage: Storage,
  log: Logger,
): Promise<never> {
  const last = isLastTry(job, error);
  const part = await partOf(storage, run, key).catch(() => null);
  const cause = causeOf(error, kind, part);
  log.error({ run, stage: kind, part, code: cause.code, try: job.attemptsMade + 1, last }, cause.message);
  if (last) await recordFailure(storage, { id: run, attempt }, key, cause);
  // Kept by the queue as the job's reason.
  throw isPassing(error) ? new Error(cause.message, { cause: error }) : new UnrecoverableError(cause.message);
}

/** File name and byte range of a job's part, as the run's plan has it. */
async function partOf(storage: Storage, run: string, key: string): Promise<string | null> {
  const plan = await readPlan(storage, run);
  const index = plan?.parts.findIndex(({ jobs }) => jobs.some((job) => job.key === key)) ?? -1;
  const part = plan?.parts[index]?.part ?? plan?.exports.find((job) => job.key === key)?.part;
  return part === undefined ? null : `${part.corpus}/${part.name} bytes ${part.start}-${part.end}`;
}
