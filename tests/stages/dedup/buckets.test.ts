import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupEqual } from '../../../src/stages/dedup/buckets.ts';

function groups(words: number[][], documents?: number[]): number[][] {
  const columns = words.map((word) => Uint32Array.from(word));
  const numbers = Uint32Array.from(documents ?? words[0]?.keys() ?? []);
  const packed = groupEqual({ words: columns, documents: numbers });
  const found: number[][] = [];
  for (let at = 0; at < packed.length; at += packed[at]! + 1)
    found.push(Array.from(packed.subarray(at + 1, at + 1 + packed[at]!)));
  return found;
}

describe('groupEqual', () => {
  it('groups documents equal in all words, and leaves out those alone', () => {
    expect(
      groups(
        [
          [7, 1, 7, 2, 7],
          [0, 0, 0, 0, 1],
        ],
        [10, 11, 12, 13, 14],
      ),
    ).toEqual([[10, 12]]);
  });
  it('is the same as grouping by a map', () => {
    const small = fc.array(fc.tuple(fc.nat(3), fc.nat(2), fc.constantFrom(0, 0xffffffff)), { maxLength: 60 });
    fc.assert(
      fc.property(small, (rows) => {
        const expected = new Map<string, number[]>();
        rows.forEach((row, i) => {
          expected.set(row.join(), [...(expected.get(row.join()) ?? []), i]);
        });
        const found = groups([rows.map((r) => r[2]), rows.map((r) => r[0]), rows.map((r) => r[1])]);
        const byFirst = (a: number[], b: number[]): number => a[0]! - b[0]!;
        expect(found.sort(byFirst)).toEqual([...expected.values()].filter(({ length }) => length > 1).sort(byFirst));
      }),
      { seed: 3 },
    );
  });
  it('takes no documents', () => {
    expect(groups([[]])).toEqual([]);
  });
  it('keeps a million equal documents as one group', () => {
    const [group] = groups([new Array(1_000_000).fill(5), new Array(1_000_000).fill(6)]);
    expect(group?.length).toBe(1_000_000);
    expect(group?.[999_999]).toBe(999_999);
  });
});
