import { gzipSync } from 'node:zlib';
import { compress } from '@mongodb-js/zstd';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CrawlRecord } from '../../src/formats/record.ts';
import { arc, arcHeader, bytesOf, content, html, http, label, members, page, read, warc, zip } from './build.ts';

const words = fc.string({
  unit: fc.constantFrom('a', ' ', '\n', '\r\n', 'é', '漢', '<p>', '😀', '\n\n'),
  maxLength: 60,
});
const binary = fc.uint8Array({ maxLength: 120 }).map((bytes) => Buffer.from(bytes));

const warcRecord = fc.oneof(
  words.map((text) => page(text.replace(/\s/g, '_'))),
  words.map((text) => warc(http(html(text)), { eol: '\n', version: '0.18' })),
  words.map((text) => warc(text, { type: 'conversion' })),
  words.map((text) => warc(`GET /${text.length} HTTP/1.1\r\n\r\n`, { type: 'request' })),
  binary.map((bytes) => warc(http(bytes, ['Content-Type: image/png']))),
);
/** A crawl file that was crawled: its payload holds record headers. */
const embedded = fc
  .array(warcRecord, { minLength: 1, maxLength: 3 })
  .map((inner) => warc(http(bytesOf(html('outer'), '\n\n', ...inner), ['Content-Type: text/html'])));
const arcRecord = words.map((text) => arc(http(html(text)), `http://a/${text.length}`));

const records = fc.array(warcRecord, { minLength: 1, maxLength: 12 });
const arcs = fc.array(arcRecord, { minLength: 1, maxLength: 10 }).map((list) => [arcHeader(), ...list]);
const lines = fc
  .array(words, { minLength: 1, maxLength: 20 })
  .map((texts) => texts.map((text) => `${JSON.stringify({ text })}\n`));

/** Stored files of every splittable form. */
const splittable = fc.oneof(
  records.map((list) => Buffer.concat(list)),
  arcs.map((list) => Buffer.concat(list)),
  records.map((list) => members(...list)),
  arcs.map((list) => members(...list)),
  fc
    .tuple(records, fc.integer({ min: 1, max: 4 }))
    .map(([list, each]) =>
      members(
        ...Array.from({ length: Math.ceil(list.length / each) }, (_, index) =>
          Buffer.concat(list.slice(index * each, (index + 1) * each)),
        ),
      ),
    ),
  lines.map((list) => bytesOf(...list)),
);
const whole = fc.oneof(
  records.map((list) => gzipSync(Buffer.concat(list))),
  fc.tuple(records, fc.integer({ min: 20, max: 400 })).map(([list, size]) => {
    const stream = Buffer.concat(list);
    return members(
      ...Array.from({ length: Math.ceil(stream.length / size) }, (_, index) =>
        stream.subarray(index * size, (index + 1) * size),
      ),
    );
  }),
  lines.map((list) => gzipSync(list.join(''))),
  lines.map((list) => zip(list.map((data, index) => ({ name: `${index}.txt`, data })))),
  words.map((text) => bytesOf(html(text))),
);

const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 });

const print = (record: CrawlRecord): string => `${label(record)} ${record.url} ${content(record)}`;
const placed = (record: CrawlRecord): string => `${record.position} ${print(record)}`;

async function readInParts(bytes: Buffer, fractions: number[], lookBehind?: number): Promise<string[]> {
  const inner = fractions.map((fraction) => Math.floor(fraction * bytes.length)).sort((a, b) => a - b);
  // An empty file has one part, and no place to cut it at.
  const points = [0, ...(bytes.length === 0 ? [] : inner), bytes.length];
  const found: string[] = [];
  for (let index = 0; index + 1 < points.length; index++) {
    const range = { start: points[index]!, end: points[index + 1]! };
    const part = await read(bytes, lookBehind === undefined ? range : { ...range, lookBehind });
    found.push(...part.map(placed));
  }
  return found;
}

describe('parts of a file', () => {
  it('give together exactly the records of the whole, each once and in order, wherever it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(splittable, whole),
        cuts,
        fc.integer({ min: 0, max: 400 }),
        async (bytes, fractions, lookBehind) => {
          const expected = (await read(bytes)).map(placed);
          expect(await readInParts(bytes, fractions, lookBehind)).toEqual(expected);
          expect(new Set(expected.map((line) => line.split(' ', 1)[0])).size).toBe(expected.length);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('are not led astray by record headers inside records', async () => {
    const mixed = fc.array(fc.oneof(warcRecord, embedded), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(mixed, fc.boolean(), cuts, async (list, stored, fractions) => {
        // Stored deflate blocks show embedded members as they are.
        const bytes = stored
          ? Buffer.concat(list.map((record) => gzipSync(record, { level: 0 })))
          : Buffer.concat(list);
        expect(await readInParts(bytes, fractions)).toEqual((await read(bytes)).map(placed));
      }),
      { numRuns: 60 },
    );
  });

  it('read a compressed file without inner boundaries in its first part alone', async () => {
    const file = await compress(Buffer.concat([page('a'), page('b')]));
    expect(await read(file, { start: 0, end: 10 })).toHaveLength(2);
    expect(await read(file, { start: 10, end: file.length })).toEqual([]);
    expect(await read(file, { start: 0, end: 0 })).toEqual([]);
  });
});

/** Damage: some bytes overwritten, cut out or put in, at a place given as a fraction of the file. */
const damage = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  remove: fc.integer({ min: 0, max: 40 }),
  insert: fc.uint8Array({ maxLength: 40 }),
});

function damaged(bytes: Buffer, { at, remove, insert }: { at: number; remove: number; insert: Uint8Array }) {
  const offset = Math.floor(at * bytes.length);
  return { offset, bytes: bytesOf(bytes.subarray(0, offset), insert, bytes.subarray(offset + remove)) };
}

const storedOffset = (record: CrawlRecord): number => Number(record.position.split('+', 1)[0]);

describe('damaged files', () => {
  it('never make reading throw, and lose no record in front of the damage', async () => {
    await fc.assert(
      fc.asyncProperty(splittable, damage, async (sound, harm) => {
        const before = await read(sound);
        const { offset, bytes } = damaged(sound, harm);
        // A record ends where the next one begins; what begins in the damaged member or behind it may change.
        const safe = before.filter((record, index) => {
          const next = before.slice(index + 1).find((other) => storedOffset(other) > storedOffset(record));
          return next !== undefined && storedOffset(next) <= offset;
        });
        const found = (await read(bytes)).map(print);
        expect(found.slice(0, safe.length)).toEqual(safe.map(print));
      }),
      { numRuns: 300 },
    );
  });

  it('read on with the next sound member behind the damage', async () => {
    await fc.assert(
      fc.asyncProperty(records, damage, async (list, harm) => {
        const sound = members(...list);
        const { offset, bytes } = damaged(sound, harm);
        const end = offset + harm.remove;
        const behind = (await read(sound))
          .filter((record) => storedOffset(record) >= Math.max(end, offset + 1))
          .map(print);
        const found = (await read(bytes, { name: 'a.warc.gz' })).map(print);
        expect(found.slice(found.length - behind.length)).toEqual(behind);
      }),
      { numRuns: 200 },
    );
  });

  it('are read alike in parts and whole', async () => {
    await fc.assert(
      fc.asyncProperty(splittable, damage, cuts, async (sound, harm, fractions) => {
        const { bytes } = damaged(sound, harm);
        expect(await readInParts(bytes, fractions)).toEqual((await read(bytes)).map(placed));
      }),
      { numRuns: 150 },
    );
  });

  it('of any bytes at all are read without throwing', async () => {
    const magic = fc.constantFrom(
      Buffer.alloc(0),
      Buffer.from('1f8b0800000000000003', 'hex'),
      Buffer.from('28b52ffd', 'hex'),
      Buffer.from('PK\x03\x04'),
      Buffer.from('WARC/1.0\r\n'),
      Buffer.from('{"text":'),
      arcHeader(),
    );
    const soup = fc
      .array(fc.oneof(magic, binary, warcRecord, whole), { maxLength: 8 })
      .map((parts) => Buffer.concat(parts));
    await fc.assert(
      fc.asyncProperty(soup, async (bytes) => {
        const found = await read(bytes);
        expect(found.length).toBeGreaterThan(0);
        expect(new Set(found.map(({ position }) => position)).size).toBe(found.length);
      }),
      { numRuns: 300 },
    );
  });
});
