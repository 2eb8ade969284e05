import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { QueueError } from '../../src/errors.ts';
import { lockFolder } from '../../src/queue/folder-lock.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'winnow-lock-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A process that holds the lock until it is killed. */
async function holder(target: string) {
  const module = new URL('../../dist/src/queue/folder-lock.js', import.meta.url).href;
  const code = `const { lockFolder } = await import('${module}'); await lockFolder('${target}'); console.log('held'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

describe('lockFolder', () => {
  it('lets one at a time in, and the next when it is released', async () => {
    const target = join(folder, 'a');
    const lock = await lockFolder(target);
    await expect(lockFolder(target)).rejects.toBeInstanceOf(QueueError);
    lock.release();
    (await lockFolder(target)).release();
    await expect(stat(`${target}.lock`)).rejects.toThrow('ENOENT');
  });

  it('names a living process that has it, and takes over from one that was killed', async () => {
    const target = join(folder, 'b');
    const child = await holder(target);
    await expect(lockFolder(target)).rejects.toThrow(`in use by process ${child.pid}`);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const lock = await lockFolder(target);
    expect(await readFile(`${target}.lock`, 'utf8')).toContain(`${process.pid} `);
    lock.release();
  });

  it('takes over from a process whose id another one has now', async () => {
    const target = join(folder, 'c');
    // As after a boot, or in a container, where ids repeat: alive, but started at another time.
    await writeFile(`${target}.lock`, `${process.ppid} 1`);
    (await lockFolder(target)).release();
    await writeFile(`${target}.lock`, `${process.pid} 1`);
    (await lockFolder(target)).release();
    await writeFile(`${target}.lock`, 'no number');
    (await lockFolder(target)).release();
  });

  it('lets one of two in that find a stale lock at once', async () => {
    const target = join(folder, 'd');
    await writeFile(`${target}.lock`, '999999999 1');
    const outcomes = await Promise.allSettled([holderOnce(target), holderOnce(target)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

/** Takes the lock in another process and keeps it for a moment; fails where the lock is refused. */
async function holderOnce(target: string): Promise<void> {
  const module = new URL('../../dist/src/queue/folder-lock.js', import.meta.url).href;
  const code = `const { lockFolder } = await import('${module}'); await lockFolder('${target}'); setTimeout(() => process.exit(0), 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'ignore' });
  const [exit]: unknown[] = await once(child, 'exit');
  if (exit !== 0) throw new Error('refused');
}
