import { deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readRecords } from '../../src/formats/read.ts';
import { type ByteSource, type CrawlRecord, defaultLimits } from '../../src/formats/record.ts';
import { arcHeader, bytesOf, html, http, label, labels, members, page, texts, warc } from './build.ts';

const MB = 1 << 20;

/** A file of `size` bytes that is never held: `head`, then `fill` over and over. */
function endless(size: number, head: Uint8Array, fill: string): ByteSource & { served: number } {
  const chunk = Buffer.alloc(MB, fill);
  return {
    size,
    served: 0,
    async *read({ start, end }) {
      for (let at = start; at < Math.min(end, size); at += MB) {
        const bytes = Buffer.from(chunk.subarray(0, Math.min(end, size) - at));
        if (at < head.length) bytes.set(head.subarray(at, at + bytes.length));
        this.served += bytes.length;
        yield bytes;
      }
    },
  };
}

async function readAll(source: ByteSource, name = 'file'): Promise<CrawlRecord[]> {
  const records: CrawlRecord[] = [];
  const options = { name, range: { start: 0, end: source.size }, limits: defaultLimits };
  for await (const batch of readRecords(source, options)) records.push(...batch);
  return records;
}

describe('sizes over the limits', () => {
  it('a record of 500 MB is rejected by name and never held', async () => {
    const head = bytesOf(
      page('a'),
      'WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://b/\r\nContent-Length: 524000000\r\n\r\n',
    );
    const before = process.memoryUsage().arrayBuffers;
    let peak = 0;
    const source = endless(500 * MB, head, 'x');
    const watched: ByteSource = {
      size: source.size,
      async *read(range) {
        for await (const chunk of source.read(range)) {
          peak = Math.max(peak, process.memoryUsage().arrayBuffers - before);
          yield chunk;
        }
      },
    };
    const records = await readAll(watched);
    expect(records.map(label)).toEqual(['page', 'reject record-too-large']);
    expect(records[1]).toMatchObject({
      url: 'http://b/',
      message: expect.stringMatching(/at most 67108864 bytes, found 524000000/),
    });
    // The window and its doubling, and what the collector has not taken yet.
    expect(peak).toBeLessThan(400 * MB);
  });

  it('a record over the limit is passed over, and the next is read', async () => {
    const large = warc(http(html('x'.repeat(5000))), { url: 'http://large/' });
    expect(await labels(bytesOf(page('a'), large, page('b')), { limits: { maxRecordBytes: 2000 } })).toEqual([
      'page',
      'reject record-too-large',
      'page',
    ]);
    expect(await labels(members(page('a'), large, page('b')), { limits: { maxRecordBytes: 2000 } })).toEqual([
      'page',
      'reject record-too-large',
      'page',
    ]);
  });

  it('a header without end is rejected, and the next record is read', async () => {
    const header = bytesOf('WARC/1.0\r\nWARC-Type: response\r\n', 'X-Y: z\r\n'.repeat(200_000));
    const found = await labels(bytesOf(page('a'), header, '\r\n\r\n', page('b')));
    expect(found[0]).toBe('page');
    expect(found).toContain('reject header-too-large');
    expect(found.at(-1)).toBe('page');
  });

  it('an HTTP header without end is no reason to hang', async () => {
    expect(await labels(warc(bytesOf('HTTP/1.1 200 OK\r\n', 'X: y\r\n'.repeat(300_000))))).toHaveLength(1);
  });

  it('one line of 300 MB is one reject', async () => {
    const source = endless(300 * MB, Buffer.from('{"text": "a"}\n{"text": "'), 'x');
    expect((await readAll(source)).map(label)).toEqual(['text', 'reject record-too-large']);
  });

  it('a text of 300 MB is rejected once its size is over the limit, not after it was read', async () => {
    const source = endless(300 * MB, Buffer.from('words'), 'x');
    expect((await readAll(source)).map(label)).toEqual(['reject record-too-large']);
    expect(source.served).toBeLessThan(70 * MB);
  });

  it('a member that unpacks a thousandfold is stopped, and the next is read', async () => {
    const bomb = bytesOf(
      Buffer.from('1f8b0800000000000003', 'hex'),
      deflateRawSync(Buffer.alloc(64 * MB)),
      Buffer.alloc(8),
    );
    const file = bytesOf(members(page('a'), page('b')), bomb, members(page('c')));
    const limits = { maxDecompressionRatio: 500 };
    expect(await labels(file, { limits })).toEqual(['page', 'page', 'reject decompression-ratio', 'page']);
    expect(await labels(gzipSync(bytesOf(page('a'), Buffer.alloc(64 * MB))), { limits })).toEqual([
      'page',
      'reject decompression-ratio',
    ]);
  });
});

/** Each would take hours if any byte were searched anew for each place in front of it. */
describe('bytes made to keep readers busy', () => {
  const fill = (pattern: string | Uint8Array, size = MB): Buffer => Buffer.alloc(size, bytesOf(pattern));
  const member = '1f8b0800000000000003';

  it.each<[string, Buffer, string]>([
    ['record headers without an end', fill('WARC/1.0\r\nWARC-Type: x\r\n'), 'skip other-record-type'],
    ['lengths that reach over many records', fill(warc('x', { length: 60 * MB, type: 'metadata' })), 'skip metadata'],
    ['records without lengths', fill(warc('x', { length: null, type: 'metadata' })), 'skip metadata'],
    ['line ends', bytesOf(page('a'), fill('\r\n')), 'page'],
    ['magic alone', bytesOf(page('a'), fill('WARC/1.0\r\na: b')), 'page'],
    ['ARC lines that go on', bytesOf(arcHeader(), fill('http://a/ 192.0.2.1 20010101000000 ')), 'skip warcinfo'],
    ['gzip magic', bytesOf(members(page('a'), page('b')), fill(Buffer.from(member, 'hex'))), 'page'],
    [
      'gzip members inside each other',
      bytesOf(
        members(page('a'), page('b')),
        fill(bytesOf(Buffer.from(`${member}00ffff0000`, 'hex'), 'WARC/1.0\r\nWARC-Type: x\r\n')),
      ),
      'page',
    ],
    ['tiny members', bytesOf(members(page('a'), page('b')), fill(gzipSync('x'), MB >> 2)), 'page'],
    ['zip headers', fill('PK\x03\x04'), 'reject zip-directory'],
    ['nested JSON', bytesOf('{"text": "a"}\n{"text": "b", "c":', fill('[')), 'text'],
  ])('%s are read in a moment', async (_, bytes, first) => {
    expect((await labels(bytes))[0]).toBe(first);
  });

  it('a chain of cut records still shows the sound ones behind it', async () => {
    const cut = Buffer.concat(Array.from({ length: 2000 }, () => page('x').subarray(0, 150)));
    expect((await texts(bytesOf(cut, '\r\n', page('last')))).at(-1)).toBe('last');
  });
});
