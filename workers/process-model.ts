import { UnrecoverableError } from 'bullmq';
import type { Logger } from 'pino';
import { Piscina } from 'piscina';
import type { Config } from '../src/config.ts';
import { WinnowError } from '../src/errors.ts';
import type { QueueJob } from '../src/queue/connection.ts';
import { modelPayloadSchema } from '../src/queue/jobs.ts';
import { endModel, readModel } from '../src/runs/models.ts';
import { packageRoot } from '../src/runs/package-root.ts';
import type { Storage } from '../src/storage/storage.ts';
import { causeOf, isLastTry, isPassing } from './cause.ts';
import type { ModelTask } from './model-thread.ts';
import type { ThreadResult } from './thread.ts';

/** Trains a classifier in a thread of its own; a failure for good is recorded in storage. */
export async function processModel(
  job: QueueJob,
  { storage, config, log }: { storage: Storage; config: Pick<Config, 'storage' | 'workers'>; log: Logger },
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
    await runThread({ request, storage: config.storage }, config.workers.threadHeapMb);
  } catch (error) {
    const { code, message } = causeOf(error, 'model', null);
    log.error({ model: request.name, code }, message);
    if (isLastTry(job, error)) await endModel(storage, request, { status: 'failed', cause: { code, message } });
    throw isPassing(error) ? new Error(message, { cause: error }) : new UnrecoverableError(message);
  }
  await endModel(storage, request, { status: 'done', cause: null });
  return 'done';
}

async function runThread(task: ModelTask, heapMb: number): Promise<void> {
  const pool = new Piscina({
    // Threads load JavaScript: from the sources too, the build is what runs in them.
    filename: new URL('dist/workers/model-thread.js', packageRoot).href,
    maxThreads: 1,
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
  });
  try {
    // The thread's entry returns nothing else.
    const result = (await pool.run(task)) as ThreadResult;
    if (result.outcome === 'failed') throw new WinnowError(result.code, result.message);
  } finally {
    await pool.destroy();
  }
}
