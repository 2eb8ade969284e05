import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StorageError } from '../../src/errors.ts';
import { FolderStorage } from '../../src/storage/folder.ts';
import { describeStorage } from '../suites/storage.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'winnow-folder-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

describeStorage('folder', async () => new FolderStorage(join(root, 'suite')));

describe('FolderStorage', () => {
  it('leaves no temporary file behind, whether a put ends well or not', async () => {
    const storage = new FolderStorage(join(root, 'clean'));
    await storage.put('a/b', 'x');
    await storage.copy('a/b', 'a/c');
    async function* failing(): AsyncIterable<Uint8Array> {
      yield Buffer.from('x');
      throw new Error('no');
    }
    await storage.put('a/d', failing()).catch(() => undefined);
    expect(await readdir(join(root, 'clean', '.tmp'))).toEqual([]);
  });

  it('takes writes of many threads at once', async () => {
    const folder = join(root, 'threads');
    const code = `
      const { FolderStorage } = await import(${JSON.stringify(new URL('../../dist/src/storage/folder.js', import.meta.url).href)});
      const storage = new FolderStorage(${JSON.stringify(folder)});
      for (let n = 0; n < 50; n += 1) await storage.put('key/' + n, 'x'.repeat(1000));`;
    const threads = Array.from({ length: 4 }, () => new Worker(code, { eval: true }));
    await Promise.all(threads.map((thread) => once(thread, 'exit')));
    const sizes: number[] = [];
    for await (const { size } of new FolderStorage(folder).list('key/')) sizes.push(size);
    expect(sizes).toEqual(Array.from({ length: 50 }, () => 1000));
    expect(await readdir(join(folder, '.tmp'))).toEqual([]);
  });

  it('sweeps what a dead process left, and nothing that is under way', async () => {
    const storage = new FolderStorage(join(root, 'sweep'));
    const temporary = join(root, 'sweep', '.tmp');
    await mkdir(temporary, { recursive: true });
    await writeFile(join(temporary, 'old'), 'x');
    await utimes(join(temporary, 'old'), new Date(0), new Date(0));
    await writeFile(join(temporary, 'new'), 'x');
    await storage.sweep(60_000);
    expect(await readdir(temporary)).toEqual(['new']);
    await expect(new FolderStorage(join(root, 'nowhere')).sweep(0)).resolves.toBeUndefined();
  });

  it('names what the disk refused', async () => {
    await writeFile(join(root, 'file'), 'x');
    const storage = new FolderStorage(join(root, 'file'));
    const error: unknown = await storage.put('a', 'x').catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(StorageError);
    expect(error).toMatchObject({ code: 'storage-failed', details: { reason: 'ENOTDIR' } });
    expect(String(error)).toContain('put a');
  });

  it('puts into a folder that was removed since it was made', async () => {
    const storage = new FolderStorage(join(root, 'gone'));
    await storage.put('x/a', '1');
    await rm(join(root, 'gone', 'x'), { recursive: true });
    await storage.put('x/b', '2');
    expect(await storage.head('x/b')).toEqual({ key: 'x/b', size: 1 });
  });
});
