import { UnrecoverableError } from 'bullmq';
import type { Logger } from 'pino';
import type { QueueJob } from '../src/queue/connection.ts';
import { modelPayloadSchema } from '../src/queue/jobs.ts';
import { endModel, readModel } from '../src/runs/models.ts';
import type { Storage } from '../src/storage/storage.ts';
import { causeOf, isLastTry, isPassing } from './cause.ts';
import type { JobPool } from './pool.ts';

/** Trains a classifier; a failure for good is recorded in storage. */
export async function processModel(
  job: QueueJob,
  { storage, pool, log }: { storage: Storage; pool: JobPool; log: Logger },
): Promise<string> {
  const payload = modelPayloadSchema.parse(job.data);
  const {
    status,
    cause: _cause,
    endedAt: _endedAt,
    report: _report,
    ...request
  } = await readModel(storage, payload.model);
  if (status !== 'queued' || request.attempt !== payload.attempt) return 'skipped';
  try {
    await pool.model(request);
  } catch (error) {
    const { code, message } = causeOf(error, 'model', null);
    log.error({ model: request.name, code }, message);
    if (isLastTry(job, error)) await endModel(storage, request, { status: 'failed', cause: { code, message } });
    throw isPassing(error) ? new Error(message, { cause: error }) : new UnrecoverableError(message);
  }
  await endModel(storage, request, { status: 'done', cause: null });
  return 'done';
}
