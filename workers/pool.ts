import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { CancelledError, OutOfMemoryError, StageError, WinnowError } from '../src/errors.ts';
import type { Job, JobContext } from '../src/runs/job.ts';
import type { ModelRequest } from '../src/runs/models.ts';
import { packageRoot } from '../src/runs/package-root.ts';
import type { StorageSpec } from '../src/storage/open.ts';
import type { ChildMessage, ChildResult, ChildTask } from './child.ts';

export interface JobPool {
  /** Does a job; fails with a `WinnowError` of the code it failed with. Aborting the signal ends it within moments and throws `CancelledError`. */
  run(job: Job, options?: Partial<Pick<JobContext, 'signal' | 'progress'>>): Promise<'done' | 'reused'>;
  /** Merges a collection's segments. */
  merge(collection: string): Promise<'done' | 'reused'>;
  /** Trains a quality classifier. */
  model(request: ModelRequest): Promise<void>;
  /** Ends what is under way. */
  close(): Promise<void>;
}

/** Old-generation heap of one job's process, in MB. */
const DEFAULT_HEAP_MB = 1024;
/** How long a process without work stays for the next, which then needs not load modules and models. */
const IDLE_MS = 30_000;
/** Characters of standard error that are kept for the message of a process that died. */
const STDERR = 8000;

interface Child {
  handle: ChildProcess;
  stderr: string;
  idle: NodeJS.Timeout | undefined;
}

/**
 * Child processes that do jobs, so that the event loop stays free for queue locks and HTTP. Not threads: V8 ends the whole
 * process where one thread's heap overflows by a large allocation.
 */
export function createPool(storage: StorageSpec, options: { concurrency: number; heapMb?: number }): JobPool {
  const { concurrency, heapMb = DEFAULT_HEAP_MB } = options;
  const children = new Set<Child>();
  const idle: Child[] = [];
  const waiting: (() => void)[] = [];
  let running = 0;

  async function runTask(work: ChildTask['work'], { signal, progress }: Parameters<JobPool['run']>[1] = {}) {
    if (running === concurrency) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      if (signal?.aborted === true) throw new CancelledError('cancelled before it began');
      return await runIn(idle.pop() ?? start(), { work, storage }, signal, progress);
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  }

  function start(): Child {
    // Through the command, so that the runtime is set up alike; from the sources too, the build is what runs.
    const command = fileURLToPath(new URL('bin/winnow.js', packageRoot));
    const execArgv = [`--max-old-space-size=${heapMb}`];
    const stdio: ('ignore' | 'pipe' | 'ipc')[] = ['ignore', 'ignore', 'pipe', 'ipc'];
    const child: Child = {
      handle: fork(command, ['do-tasks'], { execArgv, stdio, serialization: 'advanced' }),
      stderr: '',
      idle: undefined,
    };
    child.handle.stderr?.setEncoding('utf8').on('data', (text: string) => {
      child.stderr = (child.stderr + text).slice(-STDERR);
    });
    child.handle.once('exit', () => {
      children.delete(child);
      const at = idle.indexOf(child);
      if (at >= 0) idle.splice(at, 1);
      clearTimeout(child.idle);
    });
    // A process that could not be started or told its task has no 'exit' of its own that tells why.
    child.handle.on('error', (error) => {
      child.stderr += error.message;
      child.handle.kill('SIGKILL');
    });
    children.add(child);
    return child;
  }

  async function runIn(
    child: Child,
    task: ChildTask,
    signal: AbortSignal | undefined,
    progress: JobContext['progress'] | undefined,
  ): Promise<'done' | 'reused'> {
    clearTimeout(child.idle);
    const kill = (): void => void child.handle.kill('SIGKILL');
    signal?.addEventListener('abort', kill, { once: true });
    let listen: (message: unknown) => void = () => undefined;
    let closed = (): void => undefined;
    try {
      const result = await new Promise<ChildResult | undefined>((resolve) => {
        listen = (message) => {
          // The child sends nothing else.
          const said = message as ChildMessage;
          if ('progress' in said) progress?.(said.progress);
          else resolve(said.result);
        };
        closed = () => resolve(undefined);
        child.handle.on('message', listen).once('close', closed);
        child.handle.send(task, () => undefined);
      });
      if (result === undefined) throw signal?.aborted === true ? new CancelledError('cancelled') : died(child, heapMb);
      keep(child);
      if (result.outcome === 'failed')
        throw new WinnowError(result.code, result.message, { details: { stack: result.stack } });
      return result.outcome;
    } finally {
      signal?.removeEventListener('abort', kill);
      child.handle.off('message', listen).off('close', closed);
    }
  }

  function keep(child: Child): void {
    child.idle = setTimeout(() => child.handle.kill('SIGKILL'), IDLE_MS);
    child.idle.unref();
    idle.push(child);
  }

  return {
    run: (job, asked) => runTask({ job }, asked),
    merge: (merge) => runTask({ merge }),
    async model(model) {
      await runTask({ model });
    },
    async close() {
      await Promise.all(
        [...children].map(async ({ handle }) => {
          const gone = once(handle, 'exit');
          handle.kill('SIGKILL');
          await gone;
        }),
      );
    },
  };
}

/** Why a process ended that was not told to. */
function died({ handle, stderr }: Child, heapMb: number): WinnowError {
  const { signalCode } = handle;
  const how = signalCode === null ? `exit code ${handle.exitCode}` : signalCode;
  if (/heap out of memory|heap limit/i.test(stderr)) return new OutOfMemoryError(`its heap of ${heapMb} MB was full`);
  // The kernel picks the largest process where memory runs out.
  if (signalCode === 'SIGKILL') return new OutOfMemoryError('the system killed it, as it does when memory runs out');
  return new StageError(`its process ended with ${how}: ${stderr.trim().split('\n').at(-1) || 'it said nothing'}`);
}
