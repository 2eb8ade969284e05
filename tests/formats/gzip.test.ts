import { deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { gzipBody, isGzipHeader, MemberInflater } from '../../src/formats/gzip-member.ts';
import { arc, arcHeader, bytesOf, html, http, labels, members, page, read, texts, warc } from './build.ts';

/** A page whose words do not compress, so that its member is about as large. */
function bulky(name: string, size: number): Buffer {
  let seed = name.length;
  const words = Array.from({ length: size >> 3 }, () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed.toString(36).padStart(8, '0');
  });
  return warc(http(html(name).replace('<p>', `<p>${words.join('')}`)), { url: `http://a/${name}` });
}

describe('gzip with one member a record', () => {
  it('places records at their members', async () => {
    const first = members(page('a'));
    const records = await read(bytesOf(first, members(page('b'))));
    expect(records.map(({ position }) => position)).toEqual(['0', String(first.length)]);
  });

  it('places further records of a member by their offset in it', async () => {
    const first = members(page('a'));
    const records = await read(bytesOf(first, members(bytesOf(page('b'), page('c')))));
    expect(records.map(({ position }) => position)).toEqual([
      '0',
      `${first.length}`,
      `${first.length}+${page('b').length}`,
    ]);
  });

  it('reads ARC and WET alike', async () => {
    const wet = (text: string) => warc(text, { type: 'conversion' });
    expect(await texts(members(wet('one'), wet('two')), { name: 'a.warc.wet.gz' })).toEqual(['one', 'two']);
    expect(await texts(members(arcHeader(), arc(http(html('a'))), arc(http(html('b')))))).toEqual(['a', 'b']);
  });

  it('reads members with extra fields, names and comments in their headers', async () => {
    const plain = members(page('b'));
    const head = Buffer.from('1f8b081e000000000003' + '0400534c0000' + '612e6700' + '6300' + '0000', 'hex');
    const file = bytesOf(members(page('a')), head, plain.subarray(10), members(page('c')));
    expect(await texts(file)).toEqual(['a', 'b', 'c']);
  });

  it('lets a record go on in the next member', async () => {
    const record = page('b');
    const file = members(page('a'), page('x'), record.subarray(0, 200), record.subarray(200), page('c'));
    expect(await texts(file)).toEqual(['a', 'x', 'b', 'c']);
  });

  it('reads members larger than the window that is inflated at once', async () => {
    const large = bulky('large', 11 << 20);
    const records = await read(members(page('a'), page('b'), large, page('c')));
    expect(records.map((record) => [record.kind, record.url])).toEqual([
      ['page', 'http://example.com/a'],
      ['page', 'http://example.com/b'],
      ['page', 'http://a/large'],
      ['page', 'http://example.com/c'],
    ]);
    expect(records[2]).toMatchObject({ kind: 'page', body: { length: expect.any(Number) } });
  });

  it('ignores empty members and padding with zeros', async () => {
    const file = bytesOf(
      members(page('a'), '', page('b'), '\r\n\r\n'),
      Buffer.alloc(600),
      members(page('c')),
      Buffer.alloc(20),
    );
    expect(await labels(file)).toEqual(['page', 'page', 'page']);
  });
});

describe('gzip that is one stream', () => {
  it('reads one member for all records, at their offsets in the stream', async () => {
    const records = await read(gzipSync(bytesOf(page('a'), page('b'))));
    expect(records.map(({ position }) => position)).toEqual(['0', String(page('a').length)]);
  });

  it('reads members that do not begin with records', async () => {
    const stream = bytesOf(page('a'), page('b'), page('c'));
    const file = members(stream.subarray(0, 100), stream.subarray(100, 500), stream.subarray(500));
    expect(await texts(file)).toEqual(['a', 'b', 'c']);
  });
});

describe('damaged gzip', () => {
  const names = ['a', 'b', 'c', 'd'];
  const parts = names.map((name) => members(page(name)));
  const offset = (index: number) => parts.slice(0, index).reduce((sum, part) => sum + part.length, 0);

  it('reports bytes between members and goes on behind them', async () => {
    const records = await read(bytesOf(parts[0]!, parts[1]!, 'garbage!', parts[2]!));
    expect(records.map(({ kind }) => kind)).toEqual(['page', 'page', 'reject', 'page']);
    expect(records[2]).toMatchObject({ code: 'not-gzip', position: String(offset(2)) });
  });

  it('reports junk at the end of the file once', async () => {
    expect(await labels(bytesOf(parts[0]!, parts[1]!, 'x'.repeat(5000)))).toEqual(['page', 'page', 'reject not-gzip']);
  });

  it('rejects a record whose member does not fit its checksum', async () => {
    const bad = Buffer.from(parts[1]!);
    bad.writeUInt32LE(1, bad.length - 8);
    const records = await read(bytesOf(parts[0]!, bad, parts[2]!, parts[3]!));
    expect(records.map(({ kind }) => kind)).toEqual(['page', 'reject', 'page', 'page']);
    expect(records[1]).toMatchObject({
      code: 'member-checksum',
      position: String(offset(1)),
      url: 'http://example.com/b',
    });
  });

  it('keeps the records of a member with several, and says that its checksum is wrong', async () => {
    const bad = members(bytesOf(page('b'), page('c')));
    bad.writeUInt32LE(1, bad.length - 8);
    const found = await labels(bytesOf(parts[0]!, parts[1]!, bad, parts[3]!));
    expect(found).toEqual(['page', 'page', 'page', 'page', 'reject member-checksum', 'page']);
  });

  it('rejects a member that breaks in its middle and goes on with the next', async () => {
    const large = members(bulky('b', 40_000));
    large.fill(0, 9000, 9064);
    const records = await read(bytesOf(parts[0]!, parts[2]!, large, parts[3]!));
    expect(records.map(({ kind }) => kind)).toEqual(['page', 'page', 'reject', 'page']);
    expect(records[2]).toMatchObject({ position: String(parts[0]!.length + parts[2]!.length), url: 'http://a/b' });
  });

  it('keeps the whole records in front of the damage', async () => {
    const several = members(bytesOf(page('b'), page('c'), bulky('d', 40_000)));
    const records = await read(bytesOf(parts[0]!, parts[1]!, several.subarray(0, 9000), parts[3]!));
    expect(records.map(({ kind }) => kind)).toEqual(['page', 'page', 'page', 'page', 'reject', 'page']);
  });

  it('rejects a member that is cut off', async () => {
    const file = bytesOf(parts[0]!, parts[1]!, members(bulky('c', 5000)).subarray(0, 2000));
    const records = await read(file);
    expect(records.map(({ kind }) => kind)).toEqual(['page', 'page', 'reject']);
    expect(records[2]).toMatchObject({ message: expect.stringContaining('unexpected end of file') });
  });

  it('reads a member whose last bytes are cut off as damaged, not as whole', async () => {
    const file = bytesOf(parts[0]!, parts[1]!, parts[2]!.subarray(0, -3));
    expect((await labels(file)).slice(0, 2)).toEqual(['page', 'page']);
    expect((await labels(file)).at(-1)).toMatch(/^reject member-truncated/);
  });

  it('keeps what a single stream held before it was cut off', async () => {
    const stream = gzipSync(bytesOf(page('a'), page('b'), bulky('c', 200_000)));
    const found = await labels(stream.subarray(0, stream.length >> 1));
    expect(found).toEqual(['page', 'page', expect.stringMatching(/^reject/)]);
  });

  it('goes on at the next member where the first is damaged', async () => {
    const bad = members(bulky('x', 20_000));
    bad.fill(0, 400, 464);
    expect(await texts(bytesOf(bad, ...parts), { name: 'a.warc.gz' })).toEqual(names);
  });
});

describe('gzip headers', () => {
  it('knows them by magic, method and flags', () => {
    expect(isGzipHeader(Buffer.from([0x1f, 0x8b, 8, 0]), 0)).toBe(true);
    expect(isGzipHeader(Buffer.from([0x1f, 0x8b, 8, 0x20]), 0)).toBe(false);
    expect(isGzipHeader(Buffer.from([0x1f, 0x8b, 7, 0]), 0)).toBe(false);
  });

  it('finds no body behind a header that is cut off', () => {
    expect(gzipBody(Buffer.from('1f8b0800000000000003', 'hex'), 0)).toBe(10);
    expect(gzipBody(Buffer.from('1f8b08000000000000', 'hex'), 0)).toBeUndefined();
    expect(gzipBody(Buffer.from('1f8b08080000000000036162', 'hex'), 0)).toBeUndefined();
    expect(gzipBody(Buffer.from('1f8b0804000000000003ff0000', 'hex'), 0)).toBeUndefined();
  });
});

describe('streams whose size is stated', () => {
  const text = Buffer.from('one page '.repeat(100));
  const stream = deflateRawSync(text);
  const inflater = new MemberInflater();

  it('are inflated, whatever stands behind them', () => {
    for (const behind of ['', 'more']) {
      const found = inflater.inflate(bytesOf(stream, behind), text.length);
      expect(found).toEqual({ data: text, used: stream.length });
    }
  });

  it.each([
    ['has one byte less', stream, text.length + 1],
    ['has one byte more', stream, text.length - 1],
    ['is cut off', stream.subarray(0, -1), text.length],
    ['is damaged', Buffer.concat([Buffer.from([7]), stream]), text.length],
  ])('are left to others where one %s, and the next is inflated again', (_, input, size) => {
    expect(inflater.inflate(input, size)).toBeUndefined();
    expect(inflater.inflate(stream, text.length)?.data).toEqual(text);
  });

  it('may be empty', () => {
    const empty = deflateRawSync('');
    expect(inflater.inflate(empty, 0)).toEqual({ data: Buffer.alloc(0), used: empty.length });
  });
});
