import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { CancelledError, WinnowError } from '../src/errors.ts';
import type { Job, JobContext } from '../src/runs/job.ts';
import { packageRoot } from '../src/runs/package-root.ts';
import type { StorageSpec } from '../src/storage/open.ts';
import type { ThreadResult, ThreadTask } from './thread.ts';

export interface JobPool {
  /** Does a job in a thread; fails with a `WinnowError` of the code it failed with. Aborting the signal ends the thread within moments and throws `CancelledError`. */
  run(job: Job, options?: Partial<Pick<JobContext, 'signal' | 'progress'>>): Promise<'done' | 'reused'>;
  /** Merges a collection's segments in a thread. */
  merge(collection: string): Promise<'done' | 'reused'>;
  close(): Promise<void>;
}

/** Old-generation heap of one thread; a job over it fails with ERR_WORKER_OUT_OF_MEMORY and the process stays up. */
const DEFAULT_HEAP_MB = 1024;

/** Worker threads that do jobs, so that the event loop stays free for queue locks and HTTP. */
export function createPool(storage: StorageSpec, options: { concurrency: number; heapMb?: number }): JobPool {
  const pool = new Piscina({
    // Threads load JavaScript: from the sources too, the build is what runs in them.
    filename: new URL('dist/workers/thread.js', packageRoot).href,
    minThreads: 0,
    maxThreads: options.concurrency,
    concurrentTasksPerWorker: 1,
    idleTimeout: 30_000,
    resourceLimits: { maxOldGenerationSizeMb: options.heapMb ?? DEFAULT_HEAP_MB },
  });
  return {
    async run(job, { signal, progress } = {}) {
      const { port1, port2 } = new MessageChannel();
      if (progress !== undefined) port1.on('message', progress);
      port1.unref();
      try {
        const task: ThreadTask = { work: { job }, storage, port: port2 };
        return await outcomeOf(pool.run(task, { transferList: [port2], ...(signal !== undefined && { signal }) }));
      } catch (cause) {
        if (signal?.aborted === true) throw new CancelledError(`${job.kind} job ${job.key} was cancelled`, { cause });
        throw cause;
      } finally {
        port1.close();
      }
    },
    merge(collection) {
      const task: ThreadTask = { work: { merge: collection }, storage, port: null };
      return outcomeOf(pool.run(task));
    },
    close: () => pool.destroy(),
  };
}

async function outcomeOf(running: Promise<unknown>): Promise<'done' | 'reused'> {
  // The thread's entry returns nothing else.
  const result = (await running) as ThreadResult;
  if (result.outcome === 'failed')
    throw new WinnowError(result.code, result.message, { details: { stack: result.stack } });
  return result.outcome;
}
