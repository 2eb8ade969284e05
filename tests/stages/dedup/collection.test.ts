import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bucketOf,
  countBuckets,
  entryKey,
  highOf,
  joinBucket,
  placeEntries,
  postingPlaces,
  startsOf,
} from '../../../src/stages/dedup/collection/postings.ts';
import { idKey, ROW_WORDS, type Row, readRow, writeRow } from '../../../src/stages/dedup/collection/rows.ts';

const word = fc.integer({ min: 0, max: 0xffffffff });

describe('postings', () => {
  it('keep 40 bits of a key, whatever the number of buckets', () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 8, max: 24 }), (high, low, bits) => {
        const key = entryKey(high, low);
        expect(highOf(bucketOf(high, bits), bits, key)).toBe(high);
        expect(key % 256).toBe(low >>> 24);
      }),
    );
  });

  it('lie one after the other, with buckets that grow with their number', () => {
    const places = postingPlaces([0, 1000, 1 << 24]);
    expect(places.map(({ bits }) => bits)).toEqual([8, 8, 17]);
    expect(places[0]).toEqual({ start: 0, entriesStart: 257 * 4, entries: 0, bits: 8 });
    expect(places[1]!.start).toBe(257 * 4);
    expect(places[2]!.start).toBe(2 * 257 * 4 + 8000);
  });

  it('join a key with the documents that have it, in order, wherever they are cut into passes', () => {
    const few = fc.integer({ min: 0, max: 3 }).map((n) => (n * 0x3fffffff) >>> 0);
    const keys = fc.array(fc.tuple(few, few), { maxLength: 60 });
    fc.assert(
      fc.property(keys, keys, fc.integer({ min: 1, max: 255 }), (stored, asked, cut) => {
        const bits = 8;
        const batch = (list: readonly (readonly [number, number])[]) => ({
          high: Uint32Array.from(list, ([high]) => high),
          key: Uint32Array.from(list, ([high, low]) => entryKey(high, low)),
          documents: Uint32Array.from(list.keys()),
        });
        const counts = new Uint32Array(2 ** bits);
        countBuckets(batch(stored), bits, counts);
        const starts = startsOf(counts);
        const entries = new Uint32Array(stored.length * 2);
        for (const [from, to] of [
          [0, cut],
          [cut, 256],
        ] as const) {
          const first = starts[from]!;
          const next = starts.slice(from, to).map((start) => start - first);
          placeEntries(batch(stored), bits, { from, to }, next, entries.subarray(first * 2, starts[to]! * 2));
        }
        const found: string[] = [];
        for (let bucket = 0; bucket < 256; bucket++) {
          const probes = [...asked.keys()].filter((index) => bucketOf(asked[index]![0], bits) === bucket);
          joinBucket(
            entries.subarray(starts[bucket]! * 2, starts[bucket + 1]! * 2),
            Uint32Array.from(probes, (index) => entryKey(...asked[index]!)),
            (places, documents) => {
              for (const place of places) found.push(`${probes[place]} ${[...documents]}`);
            },
          );
        }
        const same = (a: readonly [number, number], b: readonly [number, number]): boolean =>
          a[0] === b[0] && entryKey(...a) === entryKey(...b);
        const expected = asked.flatMap((key, index) => {
          const documents = [...stored.keys()].filter((document) => same(stored[document]!, key));
          return documents.length === 0 ? [] : [`${index} ${documents}`];
        });
        expect(found.sort()).toEqual(expected.sort());
      }),
    );
  });
});

describe('rows', () => {
  it('give back what was written, and leave their neighbours alone', () => {
    const row: Row = {
      text: Uint32Array.of(1, 2, 3, 0xffffffff),
      compact: Uint32Array.from({ length: 8 }, (_, index) => index * 0x1fffffff),
      shingles: 5_000_000,
      coarse: 3,
      tokens: 7,
      file: 65_535,
      start: 2 ** 40 + 5,
      corpus: 65_535,
      idStart: 0xfffffff0,
      idBytes: 25,
    };
    const rows = new Uint32Array(ROW_WORDS * 3);
    writeRow(rows, 1, row);
    expect(readRow(rows, 1)).toEqual(row);
    expect([...rows.subarray(0, ROW_WORDS), ...rows.subarray(ROW_WORDS * 2)].every((one) => one === 0)).toBe(true);
  });

  it('tell ids apart', () => {
    const ids = Array.from({ length: 20_000 }, (_, index) => `0011223344556677:${index}`);
    expect(new Set(ids.map((id) => idKey(id).join())).size).toBe(ids.length);
  });
});
