import { type ErrorCode, WinnowError } from '../src/errors.ts';
import type { QueueJob } from '../src/queue/connection.ts';
import type { Cause } from '../src/runs/store.ts';

/** Codes that another try may not meet again; every other one would come out the same. */
const passing: ReadonlySet<ErrorCode> = new Set([
  'storage-failed',
  'stage-failed',
  'input-missing',
  'out-of-memory',
  'queue-unavailable',
]);

/** An error's code; errors that are none of ours get theirs here. */
export const codeOf = (error: unknown): ErrorCode => (error instanceof WinnowError ? error.code : 'stage-failed');

export const isPassing = (error: unknown): boolean => passing.has(codeOf(error));

/** Whether the queue will not try the job again after this error. */
export const isLastTry = (job: QueueJob, error: unknown): boolean =>
  !isPassing(error) || job.attemptsMade + 1 >= (job.opts.attempts ?? 1);

/** What a run that failed by this error says. */
export function causeOf(error: unknown, stage: string, part: string | null): Cause {
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  if (code !== 'out-of-memory') return { stage, part, code, message };
  return {
    stage,
    part,
    code,
    message: `${stage}: the job ran out of memory (WINNOW_JOB_HEAP_MB): ${message}`,
  };
}
