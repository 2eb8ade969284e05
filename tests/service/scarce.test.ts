import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type RunState, runStateSchema } from '../../src/http/run-state.ts';
import { temporaryFolder } from '../support/folder.ts';
import { ask, startTestService, type TestService } from '../support/service.ts';
import { until } from '../support/until.ts';

const RECIPE = { preset: 'default', quality: null, safety: null, dedup: null };
let service: TestService | undefined;
afterEach(async () => {
  await service?.close();
  service = undefined;
});

const put = (address: string, name: string, body: string) =>
  ask(address, 'PUT', `/v1/corpora/books/files/${name}`, { body });

async function startRun(address: string): Promise<string> {
  const made = await ask(address, 'POST', '/v1/runs', { json: { corpora: ['books'], recipe: RECIPE } });
  expect(made.status).toBe(201);
  return String(made.body['id']);
}

const ended = (address: string, id: string): Promise<RunState> =>
  until(async () => {
    const run = runStateSchema.parse((await ask(address, 'GET', `/v1/runs/${id}`)).body);
    return run.status === 'queued' || run.status === 'running' ? undefined : run;
  });

describe('a worker that runs out of memory', () => {
  it('fails its run with that cause; the service stays up, and resume goes on with more', async () => {
    const storage = await temporaryFolder();
    service = await startTestService({
      WINNOW_STORAGE: storage,
      WINNOW_JOB_HEAP_MB: '64',
      WINNOW_JOB_ATTEMPTS: '2',
      WINNOW_JOB_BACKOFF_MS: '10',
    });
    await ask(service.address, 'POST', '/v1/corpora', { json: { name: 'books' } });
    // One string that is larger than what is left of the heap: V8 ends the process then, without a word to JavaScript.
    await put(service.address, 'a.jsonl', `${JSON.stringify({ text: '風'.repeat(12_000_000) })}\n`);
    const id = await startRun(service.address);
    const run = await ended(service.address, id);
    expect(run).toMatchObject({
      status: 'failed',
      cause: { stage: 'extract', code: 'out-of-memory', message: expect.stringContaining('WINNOW_JOB_HEAP_MB') },
    });
    expect(run.cause?.part).toContain('books/a.jsonl');
    expect((await ask(service.address, 'GET', '/readyz')).status).toBe(200);
    await service.close();

    service = await startTestService({ WINNOW_STORAGE: storage });
    expect((await ask(service.address, 'POST', `/v1/runs/${id}/resume`)).body).toMatchObject({ attempt: 2 });
    expect(await ended(service.address, id)).toMatchObject({ status: 'done' });
  }, 120_000);
});

/** A file system of a few megabytes, where this machine lets the tests mount one. */
const disk = mkdtempSync(join(tmpdir(), 'winnow-disk-'));
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk]).status === 0;
afterAll(() => {
  if (mounted) spawnSync('umount', ['-l', disk]);
  rmSync(disk, { recursive: true, force: true });
});

describe.skipIf(!mounted)('a disk that fills', () => {
  it('fails upload and run with that cause; the service stays up, and resume goes on once there is room', async () => {
    service = await startTestService({ WINNOW_STORAGE: disk, WINNOW_JOB_ATTEMPTS: '2', WINNOW_JOB_BACKOFF_MS: '10' });
    const { address } = service;
    await ask(address, 'POST', '/v1/corpora', { json: { name: 'books' } });
    const refused = await put(address, 'large.txt', 'x'.repeat(9 << 20));
    expect(refused).toMatchObject({ status: 507, body: { code: 'storage-failed' } });
    expect(String(refused.body['detail'])).toContain('no space is left on the disk');

    // Nothing stays of it, and what does not shrink when packed fills the disk soon.
    const line = JSON.stringify({ text: randomBytes(1 << 20).toString('base64') });
    expect((await put(address, 'a.jsonl', `${line}\n`)).status).toBe(201);
    const { bavail, bsize } = await statfs(disk);
    const ballast = join(disk, 'ballast');
    await writeFile(ballast, Buffer.alloc(bavail * bsize - (512 << 10)));
    const id = await startRun(address);
    expect(await ended(address, id)).toMatchObject({
      status: 'failed',
      cause: { stage: 'extract', code: 'storage-failed', message: expect.stringContaining('no space is left') },
    });
    expect((await ask(address, 'GET', '/readyz')).status).toBe(200);

    await rm(ballast);
    await ask(address, 'POST', `/v1/runs/${id}/resume`);
    expect(await ended(address, id)).toMatchObject({ status: 'done', attempt: 2 });
  }, 120_000);
});
