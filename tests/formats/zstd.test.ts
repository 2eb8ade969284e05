import { compress } from '@mongodb-js/zstd';
import { describe, expect, it } from 'vitest';
import { frameHeader } from '../../src/formats/zstd.ts';
import { bytesOf, labels, page, read, texts } from './build.ts';

const frame = (bytes: Uint8Array) => compress(Buffer.from(bytes));
const line = (text: string) => Buffer.from(`${JSON.stringify({ text })}\n`);
const skippable = (content: string) => {
  const head = Buffer.from('502a4d1800000000', 'hex');
  head.writeUInt32LE(content.length, 4);
  return bytesOf(head, content);
};

/** Lines that do not compress well, so that damage in a frame's middle meets data. */
function noise(count: number): Buffer {
  let seed = 1;
  const next = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed.toString(36);
  };
  return Buffer.concat(
    Array.from({ length: count }, (_, index) => line(`${index} ${Array.from({ length: 20 }, next).join(' ')}`)),
  );
}

/** A frame of stored blocks: `zstd` leaves out nothing that it needs. Its window is what the descriptor byte says. */
function storedFrame(windowByte: number, blocks: Buffer[], contentSize?: number): Buffer {
  const head = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, contentSize === undefined ? 0 : 0x80, windowByte]);
  const size = Buffer.alloc(contentSize === undefined ? 0 : 4);
  if (contentSize !== undefined) size.writeUInt32LE(contentSize);
  const body = blocks.map((block, index) => {
    const header = Buffer.alloc(3);
    header.writeUIntLE((block.length << 3) | (index === blocks.length - 1 ? 1 : 0), 0, 3);
    return bytesOf(header, block);
  });
  return Buffer.concat([head, size, ...body]);
}

describe('zstd files', () => {
  it('reads one frame and several, with skippable ones between', async () => {
    const file = bytesOf(await frame(line('a')), skippable('seek table'), await frame(bytesOf(line('b'), line('c'))));
    expect(await texts(file)).toEqual(['a', 'b', 'c']);
  });

  it('reads a file that begins with a skippable frame', async () => {
    expect(await texts(bytesOf(skippable(''), await frame(line('a'))))).toEqual(['a']);
  });

  it('reads WARC with records across frames', async () => {
    const stream = bytesOf(page('a'), page('b'));
    const file = bytesOf(await frame(stream.subarray(0, 300)), await frame(stream.subarray(300)));
    const records = await read(file);
    expect(records.map(({ position }) => position)).toEqual(['0', String(page('a').length)]);
  });

  it('reads frames that do not state their size, and long windows', async () => {
    // 0x88: 2^27 bytes, as `zstd --long=27` asks for.
    const file = bytesOf(storedFrame(0x50, [line('a'), line('b')]), storedFrame(0x88, [line('c')]));
    expect(await texts(file, { name: 'a.jsonl.zst' })).toEqual(['a', 'b', 'c']);
  });

  it('refuses a window over the limit and goes on with the next frame', async () => {
    const file = bytesOf(await frame(line('a')), storedFrame(0xf8, [line('b')]), await frame(line('c')));
    expect(await labels(file)).toEqual(['text', 'reject decompression-window', 'text']);
  });

  it('keeps what stands before the damage, reports it, and goes on with the next frame', async () => {
    const bad = Buffer.from(await frame(noise(5000)));
    bad.fill(0xff, bad.length >> 1, (bad.length >> 1) + 50);
    const found = await labels(bytesOf(await frame(line('a')), bad, await frame(line('c'))));
    expect(found[0]).toBe('text');
    expect(found.filter((label) => label.startsWith('reject')).length).toBeGreaterThanOrEqual(1);
    expect(found.at(-1)).toBe('text');
    expect(found.length).toBeGreaterThan(3);
  });

  it('reports a frame that is cut off', async () => {
    const file = bytesOf(await frame(line('a')), (await frame(noise(100))).subarray(0, 900));
    const found = await labels(file);
    expect(found[0]).toBe('text');
    expect(found.at(-1)).toBe('reject frame-truncated');
  });

  it('reports bytes that are no frame once', async () => {
    const file = bytesOf(await frame(line('a')), 'junk '.repeat(500), await frame(line('b')));
    expect(await labels(file)).toEqual(['text', 'reject not-zstd', 'text']);
  });

  it('stops a frame that unpacks beyond the ratio', async () => {
    const bomb = await frame(Buffer.alloc(30 << 20, 'a'));
    expect((await labels(bytesOf(await frame(line('a')), bomb, await frame(line('b'))))).slice(0, 2)).toEqual([
      'text',
      'reject decompression-ratio',
    ]);
  });

  it('reads frame headers with every width of content size', () => {
    const header = (descriptor: number, rest: string) =>
      frameHeader(bytesOf(Buffer.from([0x28, 0xb5, 0x2f, 0xfd, descriptor]), Buffer.from(rest, 'hex')), 0);
    expect(header(0x20, '07')).toEqual({ length: 6, windowSize: 7, contentSize: 7, checksum: false });
    expect(header(0x64, '0100')).toEqual({ length: 7, windowSize: 257, contentSize: 257, checksum: true });
    expect(header(0x80, '0905000000')).toMatchObject({ length: 10, windowSize: 2048 + 256, contentSize: 5 });
    expect(header(0xc1, '00aa0100000001000000')).toMatchObject({ length: 15, contentSize: 2 ** 32 + 1 });
    expect(header(0x80, '09050000')).toBeUndefined();
  });
});
