import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import { NotFoundError, StorageError } from '../../src/errors.ts';
import { readBytes, readJson, type Storage, writeJson } from '../../src/storage/storage.ts';

async function* chunks(count: number, bytes: number): AsyncIterable<Uint8Array> {
  for (let index = 0; index < count; index += 1) yield Buffer.alloc(bytes, index % 251);
}

async function keys(storage: Storage, prefix: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { key } of storage.list(prefix)) found.push(key);
  return found;
}

/** What every storage promises; `open` gives an empty one. */
export function describeStorage(name: string, open: () => Promise<Storage>): void {
  describe(`${name} storage`, () => {
    let storage: Storage;
    beforeAll(async () => {
      storage = await open();
    });

    it('gives back what was put: text, bytes, a stream and nothing at all', async () => {
      expect(await storage.put('put/text', 'ä\0漢')).toEqual({ key: 'put/text', size: 6 });
      expect((await readBytes(storage, 'put/text')).toString()).toBe('ä\0漢');
      expect(await storage.put('put/bytes', new Uint8Array([0, 255, 1]))).toEqual({ key: 'put/bytes', size: 3 });
      expect([...(await readBytes(storage, 'put/bytes'))]).toEqual([0, 255, 1]);
      expect(await storage.put('put/stream', chunks(3, 1000))).toEqual({ key: 'put/stream', size: 3000 });
      expect(await readBytes(storage, 'put/stream')).toEqual(await buffer(Readable.from(chunks(3, 1000))));
      expect(await storage.put('put/empty', chunks(0, 1))).toEqual({ key: 'put/empty', size: 0 });
      expect(await readBytes(storage, 'put/empty')).toHaveLength(0);
      expect(await storage.head('put/empty')).toEqual({ key: 'put/empty', size: 0 });
    });

    it('streams objects larger than any of its buffers', async () => {
      const size = 9 * (5 << 20);
      expect(await storage.put('put/large', chunks(9, 5 << 20))).toEqual({ key: 'put/large', size });
      const tail = await buffer(await storage.get('put/large', { start: size - 3, end: size }));
      expect([...tail]).toEqual([8, 8, 8]);
      let bytes = 0;
      for await (const chunk of await storage.get('put/large')) bytes += (chunk as Buffer).length;
      expect(bytes).toBe(size);
    });

    it('replaces an object as a whole', async () => {
      await storage.put('replace/a', 'the first, longer one');
      await storage.put('replace/a', 'second');
      expect((await readBytes(storage, 'replace/a')).toString()).toBe('second');
    });

    it('creates an object only where there is none: of many at once one succeeds', async () => {
      const bodies = Array.from({ length: 8 }, (_, index) => `writer ${index}`);
      const made = await Promise.all(bodies.map((body) => storage.create('create/a', body)));
      expect(made.filter((one) => one)).toHaveLength(1);
      expect((await readBytes(storage, 'create/a')).toString()).toBe(`writer ${made.indexOf(true)}`);
      expect(await storage.create('create/a', new Uint8Array([1]))).toBe(false);
      await storage.delete('create/a');
      expect(await storage.create('create/a', new Uint8Array([7]))).toBe(true);
      expect([...(await readBytes(storage, 'create/a'))]).toEqual([7]);
      expect(await keys(storage, 'create/')).toEqual(['create/a']);
    });

    it('reads half-open ranges, cut at the end of the object', async () => {
      await storage.put('range/a', '0123456789');
      const read = async (start: number, end: number): Promise<string> =>
        (await buffer(await storage.get('range/a', { start, end }))).toString();
      expect(await read(0, 1)).toBe('0');
      expect(await read(3, 7)).toBe('3456');
      expect(await read(8, 100)).toBe('89');
      expect(await read(10, 20)).toBe('');
      expect(await read(5, 5)).toBe('');
      expect(await read(30, 40)).toBe('');
    });

    it('says what is not there', async () => {
      expect(await storage.head('missing/a')).toBeUndefined();
      await expect(storage.get('missing/a')).rejects.toBeInstanceOf(NotFoundError);
      await expect(storage.get('missing/a', { start: 0, end: 5 })).rejects.toBeInstanceOf(NotFoundError);
      await expect(storage.copy('missing/a', 'missing/b')).rejects.toBeInstanceOf(NotFoundError);
      await expect(storage.delete('missing/a')).resolves.toBeUndefined();
      expect(await keys(storage, 'missing/')).toEqual([]);
      // A prefix of a key is no key.
      await storage.put('folder/inner/a', 'x');
      expect(await storage.head('folder/inner')).toBeUndefined();
      await expect(storage.get('folder/inner')).rejects.toBeInstanceOf(NotFoundError);
    });

    it('lists by prefix, in order of code units, with sizes', async () => {
      for (const key of ['list/b', 'list/a/2', 'list/a/10', 'list/a.x', 'list/A', 'list/a-y', 'listless'])
        await storage.put(key, key);
      const all: { key: string; size: number }[] = [];
      for await (const object of storage.list('list/')) all.push(object);
      expect(all.map(({ key }) => key)).toEqual(['list/A', 'list/a-y', 'list/a.x', 'list/a/10', 'list/a/2', 'list/b']);
      expect(all.every(({ key, size }) => size === key.length)).toBe(true);
      expect(await keys(storage, 'list/a/')).toEqual(['list/a/10', 'list/a/2']);
      expect(await keys(storage, 'list/a')).toEqual(['list/a-y', 'list/a.x', 'list/a/10', 'list/a/2']);
      expect(await keys(storage, 'lis')).toContain('listless');
    });

    it('lists more objects than one page of any store holds', async () => {
      const names = Array.from({ length: 1100 }, (_, index) => `many/${String(index).padStart(5, '0')}`);
      for (let start = 0; start < names.length; start += 50)
        await Promise.all(names.slice(start, start + 50).map((key) => storage.put(key, 'x')));
      expect(await keys(storage, 'many/')).toEqual(names);
    });

    it('deletes and copies', async () => {
      await storage.put('move/from', 'contents');
      await storage.copy('move/from', 'move/deep/er/to');
      await storage.copy('move/from', 'move/from');
      await storage.delete('move/from');
      expect(await storage.head('move/from')).toBeUndefined();
      expect((await readBytes(storage, 'move/deep/er/to')).toString()).toBe('contents');
      // A later put to the source's name must not reach the copy.
      await storage.put('move/from', 'other');
      expect((await readBytes(storage, 'move/deep/er/to')).toString()).toBe('contents');
      await storage.copy('move/from', 'move/deep/er/to');
      expect((await readBytes(storage, 'move/deep/er/to')).toString()).toBe('other');
    });

    it('keeps nothing of a body that fails, and passes its error on', async () => {
      for (const bytes of [10, 20 << 20]) {
        const failure = Object.assign(new Error('client went away'), { code: 'ECONNRESET', syscall: 'read' });
        async function* failing(): AsyncIterable<Uint8Array> {
          yield Buffer.alloc(bytes);
          throw failure;
        }
        await expect(storage.put('fail/a', failing())).rejects.toBe(failure);
        expect(await storage.head('fail/a')).toBeUndefined();
      }
      await storage.put('fail/a', 'before');
      async function* failing(): AsyncIterable<Uint8Array> {
        yield Buffer.from('half of');
        throw new Error('again');
      }
      await expect(storage.put('fail/a', failing())).rejects.toThrow('again');
      expect((await readBytes(storage, 'fail/a')).toString()).toBe('before');
      expect(await keys(storage, 'fail/')).toEqual(['fail/a']);
    });

    it('shows a whole object at every moment while puts race', async () => {
      const bodies = Array.from({ length: 8 }, (_, index) => Buffer.alloc(200_000, index));
      await storage.put('race/a', bodies[0]!);
      const writes = Promise.all(bodies.map((body) => storage.put('race/a', body)));
      for (let reads = 0; reads < 20; reads += 1) {
        const seen = await readBytes(storage, 'race/a');
        expect(seen).toHaveLength(200_000);
        expect(seen.every((byte) => byte === seen[0])).toBe(true);
      }
      await writes;
    });

    it.each([
      '',
      '/',
      'a/',
      '/a',
      'a//b',
      '.',
      '..',
      'a/../b',
      'a/./b',
      '../../etc/passwd',
      'a\\b',
      'a\0b',
      'a b',
      'ä',
      'a/.tmp/b',
      `${'x'.repeat(201)}`,
    ])('refuses the key %j everywhere', async (key) => {
      await expect(storage.put(key, 'x')).rejects.toBeInstanceOf(StorageError);
      await expect(storage.create(key, 'x')).rejects.toBeInstanceOf(StorageError);
      await expect(storage.get(key)).rejects.toBeInstanceOf(StorageError);
      await expect(storage.head(key)).rejects.toBeInstanceOf(StorageError);
      await expect(storage.delete(key)).rejects.toBeInstanceOf(StorageError);
      await expect(storage.copy(key, 'ok')).rejects.toBeInstanceOf(StorageError);
      await expect(storage.copy('ok', key)).rejects.toBeInstanceOf(StorageError);
    });

    it('keeps JSON as it was', async () => {
      const value = { b: 1, a: [null, 'x', { c: 0.1 }] };
      await writeJson(storage, 'json/a.json', value);
      expect(await readJson(storage, 'json/a.json')).toEqual(value);
    });
  });
}
