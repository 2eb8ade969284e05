import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Config } from '../../src/config.ts';
import { CancelledError, StorageError, WinnowError } from '../../src/errors.ts';
import { openQueues, type Queues } from '../../src/queue/connection.ts';
import { enqueueRun, removeWaiting } from '../../src/queue/enqueue.ts';
import { queueNames } from '../../src/queue/jobs.ts';
import { reconcile } from '../../src/queue/reconcile.ts';
import { executePlan } from '../../src/runs/execute.ts';
import type { Job, JobKind } from '../../src/runs/job.ts';
import { makePlan } from '../../src/runs/plan.ts';
import { isEnded, type Run, readRun, requestCancel, requestResume } from '../../src/runs/store.ts';
import { FolderStorage } from '../../src/storage/folder.ts';
import { runJob } from '../../workers/job.ts';
import { startWorkers, type Workers } from '../../workers/main.ts';
import type { JobPool } from '../../workers/pool.ts';
import { makeRun } from '../support/runs.ts';
import { until } from '../support/until.ts';

const retries = { attempts: 3, backoffMs: 20 };
const log = pino({ level: 'silent' });

/** Does jobs on this thread, after `before` has had its way with them. */
function poolOf(storage: FolderStorage, before: (job: Job, signal: AbortSignal) => Promise<void>) {
  const started: JobKind[] = [];
  const pool: JobPool = {
    async run(job, { signal = new AbortController().signal } = {}) {
      started.push(job.kind);
      await before(job, signal);
      return runJob(job, storage, { signal, progress: () => undefined });
    },
    merge: async () => 'reused',
    model: async () => undefined,
    close: async () => undefined,
  };
  return { pool, started };
}

/** What every queue promises; `open` says where it is. */
export function describeQueue(
  name: string,
  open: () => Promise<{ config: Config['queue']; close(): Promise<void> }>,
): void {
  describe(`runs over ${name}`, () => {
    let server: Awaited<ReturnType<typeof open>>;
    let queues: Queues;
    let folder: string;
    let storage: FolderStorage;
    let run: Run;
    let expected: string;
    let workers: Workers | undefined;

    beforeAll(async () => {
      server = await open();
      queues = await openQueues(server.config, () => undefined);
      folder = await mkdtemp(join(tmpdir(), 'winnow-queue-'));
      const undisturbed = new FolderStorage(join(folder, 'undisturbed'));
      const plain = await makeRun(undisturbed);
      const plan = await makePlan(undisturbed, plain);
      const signal = new AbortController().signal;
      const { sha256 } = await executePlan(undisturbed, plain, plan, {
        concurrency: 1,
        runJob: async (job) => void (await runJob(job, undisturbed, { signal, progress: () => undefined })),
      });
      expected = sha256;
    }, 120_000);
    afterAll(async () => {
      await queues?.close();
      await server?.close();
      await rm(folder, { recursive: true, force: true });
    });

    let number = 0;
    beforeEach(async () => {
      number += 1;
      storage = new FolderStorage(join(folder, String(number)));
      run = await makeRun(storage);
    });
    afterEach(async () => {
      await workers?.close(true);
      workers = undefined;
      for (const queue of queues.all) await queue.obliterate({ force: true });
    });

    async function work(
      before: (job: Job, signal: AbortSignal) => Promise<void> = async () => undefined,
      concurrency = 2,
    ): Promise<JobKind[]> {
      const { pool, started } = poolOf(storage, before);
      const config: Pick<Config, 'storage' | 'workers' | 'training'> = {
        storage: { kind: 'folder', root: storage.root },
        training: { folder: storage.root, python: undefined, environment: storage.root },
        workers: { queues: queueNames, concurrency, jobHeapMb: 256, ...retries },
      };
      workers = await startWorkers({ config, storage, queues, log, pool });
      return started;
    }
    const ended = (): Promise<Run> =>
      until(async () => {
        const now = await readRun(storage, run.id);
        return isEnded(now) ? now : undefined;
      });
    async function datasetHash(dataset: string | null): Promise<unknown> {
      const { readJson } = await import('../../src/storage/storage.ts');
      const manifest = await readJson(storage, `datasets/${dataset}/manifest.json`);
      return typeof manifest === 'object' && manifest !== null && 'sha256' in manifest ? manifest.sha256 : undefined;
    }

    it.each([1, 4])('makes the dataset of an undisturbed process with %i jobs at a time', async (concurrency) => {
      await enqueueRun(queues, run, retries);
      const started = await work(undefined, concurrency);
      const { status, dataset, cause } = await ended();
      expect({ status, cause }).toEqual({ status: 'done', cause: null });
      expect(await datasetHash(dataset)).toBe(expected);
      // Every job once: nothing is done twice where nothing goes wrong.
      const plan = await makePlan(storage, run);
      expect(started.filter((kind) => kind === 'extract')).toHaveLength(plan.parts.length);
      expect(started.filter((kind) => kind === 'export')).toHaveLength(plan.exports.length);
    });

    it('tries a job again that failed, and keeps what the others did', async () => {
      await enqueueRun(queues, run, retries);
      let failures = 0;
      await work(async (job) => {
        if (job.kind !== 'signature' || failures >= 2) return;
        failures += 1;
        throw new StorageError('the disk is away for a moment');
      });
      const { status, dataset } = await ended();
      expect(status).toBe('done');
      expect(failures).toBe(2);
      expect(await datasetHash(dataset)).toBe(expected);
    });

    it('fails a run by a job that fails for good, names it, and goes on from there when resumed', async () => {
      await enqueueRun(queues, run, retries);
      let broken = true;
      const started = await work(async (job) => {
        if (broken && job.kind === 'extract' && job.part.start > 0)
          throw new WinnowError('limit-exceeded', 'extract: expected at most 1 MB, found 2 MB');
      });
      const failed = await ended();
      expect(failed.status).toBe('failed');
      expect(failed.cause).toMatchObject({ stage: 'extract', code: 'limit-exceeded' });
      expect(failed.cause?.part).toMatch(/^books\/books\.jsonl bytes \d+-\d+$/);
      const done = started.filter((kind) => kind === 'extract').length;
      broken = false;
      run = await requestResume(storage, run.id);
      await enqueueRun(queues, run, retries);
      const { status, dataset } = await ended();
      expect(status).toBe('done');
      expect(await datasetHash(dataset)).toBe(expected);
      const plan = await makePlan(storage, run);
      // Only the parts that failed are extracted again.
      const again = started.filter((kind) => kind === 'extract').length - done;
      expect(again).toBe(plan.parts.filter(({ part }) => part.start > 0).length);
    });

    it('stops a cancelled run within seconds, whichever process was asked', async () => {
      await enqueueRun(queues, run, retries);
      let working = 0;
      await work(async (job, signal) => {
        if (job.kind !== 'extract') return;
        working += 1;
        await new Promise<void>((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new CancelledError('stopped')));
        });
      });
      await until(async () => (working >= 2 ? true : undefined));
      // The API's process holds no worker: it writes the run's state and takes out what waits.
      await requestCancel(storage, run.id);
      await removeWaiting(queues, run.id);
      await until(async () => {
        const counts = await queues.queue('extract').getJobCounts('active', 'waiting', 'delayed');
        return Object.values(counts).every((count) => count === 0) ? true : undefined;
      }, 5000);
      expect((await readRun(storage, run.id)).status).toBe('cancelled');
      expect(working).toBeLessThanOrEqual(4);
      await workers?.close(true);
      run = await requestResume(storage, run.id);
      await enqueueRun(queues, run, retries);
      await work();
      expect(await datasetHash((await ended()).dataset)).toBe(expected);
    });

    it('goes on from storage when the queue has lost everything', async () => {
      await enqueueRun(queues, run, retries);
      let emptied = false;
      await work(async (job) => {
        if (emptied || job.kind !== 'signature') return;
        emptied = true;
        for (const queue of queues.all) await queue.obliterate({ force: true });
      });
      await until(async () => (emptied ? true : undefined));
      const looking = setInterval(() => void reconcile(storage, queues, retries).catch(() => undefined), 300);
      try {
        const { status, dataset } = await ended();
        expect(status).toBe('done');
        expect(await datasetHash(dataset)).toBe(expected);
      } finally {
        clearInterval(looking);
      }
    });

    it('gives a run up whose jobs end without their output', async () => {
      await enqueueRun(queues, run, retries);
      const { pool } = poolOf(storage, async () => undefined);
      const lazy: JobPool = {
        ...pool,
        run: async (job, options) => (job.kind === 'export' ? 'done' : pool.run(job, options)),
      };
      const config = {
        storage: { kind: 'folder', root: storage.root },
        training: { folder: storage.root, python: undefined, environment: storage.root },
        workers: { queues: queueNames, concurrency: 2, jobHeapMb: 256, ...retries },
      } as const;
      workers = await startWorkers({ config, storage, queues, log, pool: lazy });
      const { status, cause } = await ended();
      expect(status).toBe('failed');
      expect(cause).toMatchObject({ stage: 'export', code: 'input-missing' });
    });

    it('changes nothing when a run is queued again, under way or done', async () => {
      await enqueueRun(queues, run, retries);
      await enqueueRun(queues, run, retries);
      const started = await work();
      await ended();
      const jobs = started.length;
      await enqueueRun(queues, run, retries);
      await until(async () => {
        const counts = await queues.queue('run').getJobCounts('active', 'waiting', 'waiting-children');
        return Object.values(counts).every((count) => count === 0) ? true : undefined;
      });
      expect(started).toHaveLength(jobs);
    });
  });
}
