import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openQueues } from '../../src/queue/connection.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'winnow-pglite-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
const open = (name: string) => openQueues({ kind: 'embedded', folder: join(folder, name) }, () => undefined);

describe('the embedded queue', () => {
  it('forgets the jobs of the process before: they are planned again from storage', async () => {
    const first = await open('jobs');
    await first.queue('extract').add('extract', { any: 1 });
    await expect(open('jobs')).rejects.toThrow('in use by process');
    await first.close();
    const second = await open('jobs');
    expect(await second.queue('extract').getJobCounts('waiting', 'active', 'failed')).toEqual({
      waiting: 0,
      active: 0,
      failed: 0,
    });
    await second.queue('extract').add('extract', { any: 2 });
    expect(await second.queue('extract').getJobCounts('waiting')).toEqual({ waiting: 1 });
    await second.close();
  });

  it('is made anew where its files do not open', async () => {
    await mkdir(join(folder, 'broken'), { recursive: true });
    await writeFile(join(folder, 'broken', 'PG_VERSION'), 'not a version');
    await writeFile(join(folder, 'broken', 'postgresql.conf'), '\0\0');
    const queues = await open('broken');
    await queues.ping();
    await queues.close();
  });

  it('leaves timers their turn while one producer adds without a pause', async () => {
    const queues = await open('jobs');
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    for (let batch = 0; batch < 50; batch += 1) await queues.queue('export').add('export', { batch });
    clearInterval(timer);
    await queues.close();
    expect(turns).toBeGreaterThan(10);
  });
});
