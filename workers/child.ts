import { type ErrorCode, WinnowError } from '../src/errors.ts';
import type { Job } from '../src/runs/job.ts';
import type { ModelRequest } from '../src/runs/models.ts';
import { keepRecent } from '../src/runs/recent.ts';
import { openStorage, type StorageSpec } from '../src/storage/open.ts';
import type { Storage } from '../src/storage/storage.ts';
import { runJob } from './job.ts';
import { mergeAndSweep } from './merge.ts';
import { trainModel } from './model.ts';

export interface ChildTask {
  /** What to do: a job of a run, a collection whose segments are to be merged, or a classifier to train. */
  work: { job: Job } | { merge: string } | { model: ModelRequest };
  storage: StorageSpec;
}

/** An error's class and code do not survive the way between processes, so they travel as data. */
export type ChildResult =
  | { outcome: 'done' | 'reused' }
  | { outcome: 'failed'; code: ErrorCode; message: string; stack: string | undefined };

/** What a child says: how far it is, then the result. */
export type ChildMessage = { progress: { documents: number; bytes: number } } | { result: ChildResult };

const TELL_MS = 100;
let opened: { spec: string; storage: Storage } | undefined;

/** Does the tasks that the parent process sends, one at a time, until that is gone. */
export function serveTasks(): void {
  // Ctrl-C reaches every process of the terminal; the parent says when to end.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
  process.once('disconnect', () => process.exit());
  const say = (message: ChildMessage): void => void process.send?.(message);
  process.on('message', async (task) => {
    // The parent sends nothing else.
    say({ result: await work(task as ChildTask, say) });
  });
}

/** Does one piece of work. Cancelling ends the whole process, so no signal is needed in here. */
async function work({ work, storage: spec }: ChildTask, say: (message: ChildMessage) => void): Promise<ChildResult> {
  const key = JSON.stringify(spec);
  let due = 0;
  try {
    if (opened?.spec !== key) {
      opened = { spec: key, storage: await openStorage(spec) };
      keepRecent(opened.storage);
    }
    if ('merge' in work) return { outcome: await mergeAndSweep(opened.storage, work.merge) };
    if ('model' in work) return { outcome: await trainModel(opened.storage, work.model) };
    const outcome = await runJob(work.job, opened.storage, {
      signal: new AbortController().signal,
      progress(done) {
        if (performance.now() < due) return;
        due = performance.now() + TELL_MS;
        say({ progress: done });
      },
    });
    return { outcome };
  } catch (error) {
    const code = error instanceof WinnowError ? error.code : 'stage-failed';
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    return { outcome: 'failed', code, message, stack };
  }
}
