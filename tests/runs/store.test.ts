import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Cause,
  endRun,
  isUnderWay,
  listRuns,
  listUnfinished,
  markStarted,
  type Run,
  readFailures,
  readRun,
  recordFailure,
  requestCancel,
  requestResume,
} from '../../src/runs/store.ts';
import { FolderStorage } from '../../src/storage/folder.ts';
import { makeRun } from '../support/runs.ts';

const cause: Cause = { stage: 'extract', part: null, code: 'storage-failed', message: 'no' };
const done = { status: 'done', dataset: 'abc', cause: null } as const;
const failed = { status: 'failed', dataset: null, cause } as const;

describe('the state of a run', () => {
  let folder: string;
  let storage: FolderStorage;
  let run: Run;
  let number = 0;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'winnow-store-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  beforeEach(async () => {
    number += 1;
    storage = new FolderStorage(join(folder, String(number)));
    run = await makeRun(storage, 1);
  });

  it('goes from queued over running to done', async () => {
    expect(await readRun(storage, run.id)).toEqual(run);
    expect(run).toMatchObject({ status: 'queued', attempt: 1, startedAt: null });
    await markStarted(storage, run);
    expect(await readRun(storage, run.id)).toMatchObject({ status: 'running', startedAt: expect.any(String) });
    expect(await listUnfinished(storage)).toEqual([{ id: run.id, attempt: 1 }]);
    expect(await endRun(storage, run, done)).toMatchObject({ ...done, endedAt: expect.any(String) });
    expect(await listUnfinished(storage)).toEqual([]);
    expect(await listRuns(storage)).toEqual([await readRun(storage, run.id)]);
  });

  it('stays cancelled, whatever a worker that has not seen it writes', async () => {
    await requestCancel(storage, run.id);
    await markStarted(storage, run);
    expect(await endRun(storage, run, failed)).toMatchObject({ status: 'cancelled', cause: null });
    expect(await readRun(storage, run.id)).toMatchObject({ status: 'cancelled', attempt: 1 });
    expect(await isUnderWay(storage, run.id, 1)).toBe(false);
  });

  it('is not taken back by workers of an earlier attempt', async () => {
    await requestCancel(storage, run.id);
    await requestResume(storage, run.id);
    await markStarted(storage, run);
    await endRun(storage, run, done);
    await recordFailure(storage, run, 'late', cause);
    const resumed = await readRun(storage, run.id);
    expect(resumed).toMatchObject({ status: 'queued', attempt: 2, dataset: null, startedAt: null });
    expect(await readFailures(storage, resumed)).toEqual([]);
    expect(await readFailures(storage, run)).toEqual([cause]);
    expect(await isUnderWay(storage, run.id, 2)).toBe(true);
    expect(await isUnderWay(storage, run.id, 1)).toBe(false);
  });

  it('is resumed once by two requests at a time', async () => {
    await endRun(storage, run, failed);
    const [one, two] = await Promise.all([requestResume(storage, run.id), requestResume(storage, run.id)]);
    expect([one.attempt, two.attempt]).toEqual([2, 2]);
  });

  it('counts attempts beyond nine', async () => {
    for (let attempt = 1; attempt < 12; attempt += 1) {
      await endRun(storage, { id: run.id, attempt }, failed);
      expect(await requestResume(storage, run.id)).toMatchObject({ attempt: attempt + 1, status: 'queued' });
    }
  });
});
