import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRecords } from '../../src/formats/read.ts';
import { type ByteSource, defaultLimits } from '../../src/formats/record.ts';
import { fileSource, memorySource, storageSource } from '../../src/formats/source.ts';
import { FolderStorage } from '../../src/storage/folder.ts';
import { bytesOf, label, members, page } from './build.ts';

const bytes = Buffer.from(Array.from({ length: 3_000_000 }, (_, index) => (index * 31) & 255));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'winnow-source-'));
  await writeFile(join(folder, 'file'), bytes);
});
afterAll(() => rm(folder, { recursive: true }));

describe.each<[string, () => Promise<ByteSource>]>([
  ['memory', async () => memorySource(bytes)],
  ['a file', () => fileSource(join(folder, 'file'))],
  ['a storage', async () => storageSource(new FolderStorage(folder), 'file', bytes.length)],
])('bytes from %s', (_, open) => {
  it.each([
    [0, 3_000_000],
    [0, 1],
    [1_048_575, 2_097_153],
    [2_999_999, 9_000_000],
    [5, 5],
    [4_000_000, 5_000_000],
  ])('are those of the range %i to %i', async (start, end) => {
    const source = await open();
    const chunks: Uint8Array[] = [];
    for await (const chunk of source.read({ start, end })) chunks.push(chunk);
    expect(source.size).toBe(bytes.length);
    expect(Buffer.concat(chunks).equals(bytes.subarray(start, end))).toBe(true);
  });
});

describe('sources', () => {
  it('say which file cannot be opened', async () => {
    await expect(fileSource(join(folder, 'missing'))).rejects.toMatchObject({
      code: 'input-missing',
      message: expect.stringContaining('missing'),
    });
  });

  it('are closed where reading stops early', async () => {
    let closed = 0;
    const file = bytesOf(members(...Array.from({ length: 300 }, (_, index) => page(`${index}`))));
    const source: ByteSource = {
      size: file.length,
      async *read(range) {
        try {
          for (let at = range.start; at < range.end; at += 100) yield file.subarray(at, at + 100);
        } finally {
          closed += 1;
        }
      },
    };
    const options = { name: 'a', range: { start: 0, end: file.length }, limits: defaultLimits };
    let opened = 0;
    const counting: ByteSource = {
      size: file.length,
      read: (range) => {
        opened += 1;
        return source.read(range);
      },
    };
    for await (const batch of readRecords(counting, options)) {
      expect(batch.map(label)).toContain('page');
      break;
    }
    expect(opened).toBeGreaterThan(0);
    expect(closed).toBe(opened);
  });

  it('hand on the errors of what they read from', async () => {
    const failing: ByteSource = {
      size: 100,
      async *read() {
        yield Buffer.from('WARC/1.0\r\n');
        throw new Error('disk on fire');
      },
    };
    const reading = async () => {
      for await (const _ of readRecords(failing, { name: 'a', range: { start: 0, end: 100 }, limits: defaultLimits }));
    };
    await expect(reading()).rejects.toThrow('disk on fire');
  });
});
