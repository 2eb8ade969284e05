import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffSequences, diffTexts } from '../../src/text/diff.ts';

/** Tokens that two sequences have in common in order, by the whole table. */
function commonLength(a: readonly number[], b: readonly number[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const x of a) {
    const next = [0];
    for (let j = 1; j <= b.length; j++) next[j] = x === b[j - 1] ? row[j - 1]! + 1 : Math.max(row[j]!, next[j - 1]!);
    row = next;
  }
  return row[b.length]!;
}

describe('diffSequences', () => {
  it('is a shortest edit script: equal outside its hunks, and as much is equal as can be', () => {
    const tokens = fc.array(fc.nat(3), { maxLength: 25 });
    fc.assert(
      fc.property(tokens, tokens, (a, b) => {
        let atA = 0;
        let atB = 0;
        let same = 0;
        for (const { fromA, toA, fromB, toB } of [
          ...diffSequences(a, b),
          { fromA: a.length, toA: a.length, fromB: b.length, toB: b.length },
        ]) {
          expect(a.slice(atA, fromA)).toEqual(b.slice(atB, fromB));
          same += fromA - atA;
          atA = toA;
          atB = toB;
        }
        expect(same).toBe(commonLength(a, b));
      }),
      { numRuns: 2000, seed: 1 },
    );
  });

  it('takes all between beginning and end as one difference where there are too many', () => {
    const a = [7, ...Array.from({ length: 2000 }, (_, i) => i * 2 + 10), 9];
    const b = [7, ...Array.from({ length: 2000 }, (_, i) => i * 2 + 11), 9];
    expect(diffSequences(a, b)).toEqual([{ fromA: 1, toA: 2001, fromB: 1, toB: 2001 }]);
  });
});

describe('diffTexts', () => {
  it('shows words that differ side by side, and what is equal around them', () => {
    expect(diffTexts('The cat sat on the long mat.', 'The dog sat on the long mat.')).toEqual([
      { same: true, left: 'The ', right: 'The ' },
      { same: false, left: 'cat', right: 'dog' },
      { same: true, left: ' sat on the long mat.', right: ' sat on the long mat.' },
    ]);
  });
  it('shows single Han characters', () => {
    expect(diffTexts('他在看電視', '她在看電視')).toEqual([
      { same: false, left: '他', right: '她' },
      { same: true, left: '在看電視', right: '在看電視' },
    ]);
  });
  it('joins differences with no more than a word between them', () => {
    expect(diffTexts('a x c', 'b x d').map(({ same }) => same)).toEqual([false]);
  });
  it('is empty for two empty texts, and one row for equal ones', () => {
    expect(diffTexts('', '')).toEqual([]);
    expect(diffTexts('a b', 'a b')).toEqual([{ same: true, left: 'a b', right: 'a b' }]);
  });
  it('loses nothing of either text', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', ' ', '\n', '中', '😀', '\ud800', '.', 'e\u0301'))
      .map((all) => all.join(''));
    fc.assert(
      fc.property(text, text, (left, right) => {
        const rows = diffTexts(left, right);
        expect(rows.map((row) => row.left).join('')).toBe(left);
        expect(rows.map((row) => row.right).join('')).toBe(right);
        for (const { same, left: one, right: other } of rows) expect(one === other).toBe(same);
      }),
      { seed: 2 },
    );
  });
});
