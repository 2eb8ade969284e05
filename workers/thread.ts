import type { MessagePort } from 'node:worker_threads';
import { type ErrorCode, WinnowError } from '../src/errors.ts';
import type { Job } from '../src/runs/job.ts';
import { keepRecent } from '../src/runs/recent.ts';
import { openStorage, type StorageSpec } from '../src/storage/open.ts';
import type { Storage } from '../src/storage/storage.ts';
import { runJob } from './job.ts';
import { mergeAndSweep } from './merge.ts';

export interface ThreadTask {
  /** What to do: a job of a run, or a collection whose segments are to be merged. */
  work: { job: Job } | { merge: string };
  storage: StorageSpec;
  /** Where progress is told, at most ten times a second. */
  port: MessagePort | null;
}

/** An error's class and code do not survive the way between threads, so they travel as data. */
export type ThreadResult =
  | { outcome: 'done' | 'reused' }
  | { outcome: 'failed'; code: ErrorCode; message: string; stack: string | undefined };

const TELL_MS = 100;
let opened: { spec: string; storage: Storage } | undefined;

/** Entry of a worker thread: does one piece of work. Cancelling ends the whole thread, so no signal is needed in here. */
export default async function work({ work, storage: spec, port }: ThreadTask): Promise<ThreadResult> {
  const key = JSON.stringify(spec);
  let due = 0;
  try {
    if (opened?.spec !== key) {
      opened = { spec: key, storage: await openStorage(spec) };
      keepRecent(opened.storage);
    }
    if ('merge' in work) return { outcome: await mergeAndSweep(opened.storage, work.merge) };
    const outcome = await runJob(work.job, opened.storage, {
      signal: new AbortController().signal,
      progress(done) {
        if (port === null || performance.now() < due) return;
        due = performance.now() + TELL_MS;
        port.postMessage(done);
      },
    });
    return { outcome };
  } catch (error) {
    const code = error instanceof WinnowError ? error.code : 'stage-failed';
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    return { outcome: 'failed', code, message, stack };
  }
}
