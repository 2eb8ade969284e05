import { WaitingChildrenError, type WorkerOptions } from 'bullmq';
import type { Logger } from 'pino';
import type { Config } from '../src/config.ts';
import type { QueueJob, Queues, QueueWorker } from '../src/queue/connection.ts';
import { type QueueName, trainPayloadSchema } from '../src/queue/jobs.ts';
import type { Storage } from '../src/storage/storage.ts';
import { createPool, type JobPool } from './pool.ts';
import { processMerge } from './process-merge.ts';
import { processModel } from './process-model.ts';
import { processRun } from './process-run.ts';
import { processStage } from './process-stage.ts';
import { runTraining } from './train.ts';
import { createRunWatch } from './watch.ts';

/** A worker that dies loses its job to another after this time; the job does not lose its tries by it. */
const STALL: Pick<WorkerOptions, 'lockDuration' | 'stalledInterval' | 'maxStalledCount'> = {
  lockDuration: 10_000,
  stalledInterval: 5000,
  // A job that takes its whole process down again and again must end one day.
  maxStalledCount: 20,
};

/** Run jobs mostly wait for their children, so many fit beside each other. */
const RUNS = 16;

export interface Workers {
  /** Waits for jobs under way, unless forced: then they are left to others. */
  close(force?: boolean): Promise<void>;
}

export interface WorkersContext {
  config: Pick<Config, 'storage' | 'workers' | 'training'>;
  storage: Storage;
  queues: Queues;
  log: Logger;
  /** Does the stages' jobs; child processes where not given. */
  pool?: JobPool;
  /** Told of every job that ended. */
  onJob?: (queue: QueueName, outcome: string, seconds: number) => void;
}

/** Starts the workers of the configured queues in this process; stages work in child processes, so the event loop stays free. */
export async function startWorkers(context: WorkersContext): Promise<Workers> {
  const { config, storage, queues, log } = context;
  const { concurrency, jobHeapMb: heapMb, queues: names } = config.workers;
  const pool = context.pool ?? createPool(config.storage, { concurrency, heapMb });
  const watch = createRunWatch(storage);
  const retries = config.workers;

  const process = (name: QueueName, job: QueueJob, token: string | undefined): Promise<string> => {
    switch (name) {
      case 'run':
        return processRun(job, token, { storage, queues, retries });
      case 'train':
        return runTraining(trainPayloadSchema.parse(job.data).training, {
          storage,
          folder: config.training.folder,
          python: { python: config.training.python, folder: config.training.environment },
          log: (text) => log.info(text),
          onEvent: (event) => void job.updateProgress(event).catch(() => undefined),
        });
      case 'quality':
        if (job.name === 'model') return processModel(job, { storage, pool, log });
        return processStage(job, { storage, pool, watch, log });
      case 'dedup':
        if (job.name === 'merge') return processMerge(job, { pool });
        return processStage(job, { storage, pool, watch, log });
      default:
        return processStage(job, { storage, pool, watch, log });
    }
  };
  const workers = names.map((name) =>
    queues.worker(name, observed(name, process, context), {
      ...STALL,
      // A training takes all cores or the GPU.
      concurrency: name === 'run' ? RUNS : name === 'train' ? 1 : concurrency,
      metrics: { maxDataPoints: 60 },
    }),
  );
  await Promise.all(workers.map((worker: QueueWorker) => worker.waitUntilReady()));
  log.info({ queues: names, concurrency }, 'workers started');
  return {
    async close(force = false) {
      watch.stop();
      await Promise.allSettled(workers.map((worker) => worker.close(force)));
      await pool.close();
    },
  };
}

/** Logs and counts what became of each job. */
function observed(
  name: QueueName,
  process: (name: QueueName, job: QueueJob, token: string | undefined) => Promise<string>,
  { log, onJob }: WorkersContext,
) {
  return async (job: QueueJob, token?: string): Promise<string> => {
    const started = performance.now();
    const seconds = (): number => (performance.now() - started) / 1000;
    try {
      const outcome = await process(name, job, token);
      log.info({ queue: name, ...labels(job), outcome, ms: Math.round(seconds() * 1000) }, 'job ended');
      onJob?.(name, outcome, seconds());
      return outcome;
    } catch (error) {
      if (!(error instanceof WaitingChildrenError)) onJob?.(name, 'failed', seconds());
      throw error;
    }
  };
}

/** Run and part of a job, for its log line. */
function labels({ data }: QueueJob): Record<string, unknown> {
  if (typeof data !== 'object' || data === null) return {};
  const { run, training, model, job } = data as Record<string, unknown>;
  const part = typeof job === 'object' && job !== null && 'part' in job ? job.part : undefined;
  const key = typeof job === 'object' && job !== null && 'key' in job ? job.key : undefined;
  return {
    ...(run !== undefined && { run }),
    ...(training !== undefined && { training }),
    ...(model !== undefined && { model }),
    ...(key !== undefined && { key }),
    ...(typeof part === 'object' && part !== null && 'name' in part && { part: part.name }),
  };
}
