import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editSimilar } from '../../../src/stages/dedup/edit-similarity.ts';

/** Levenshtein's distance by the whole table. */
function distance(a: number[], b: number[]): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length]!;
}
const similar = (a: number[], b: number[], least: number) => editSimilar(Int32Array.from(a), Int32Array.from(b), least);

describe('editSimilar', () => {
  it('passes at the limit and fails just below it', () => {
    expect(similar([1, 2, 3, 4, 5], [1, 2, 3, 4, 9], 0.8)).toBe(true);
    expect(similar([1, 2, 3, 4, 5], [1, 2, 3, 8, 9], 0.8)).toBe(false);
    expect(similar([1, 2, 3, 4], [1, 2, 3, 9], 0.8)).toBe(false);
  });
  it('finds two empty sequences similar', () => {
    expect(similar([], [], 0.8)).toBe(true);
    expect(similar([], [1], 0.8)).toBe(false);
  });
  it('is the same as by the whole table', () => {
    const tokens = fc.array(fc.nat(3), { maxLength: 20 });
    fc.assert(
      fc.property(tokens, tokens, fc.constantFrom(0.3, 0.5, 0.75, 0.8, 0.9, 1), (a, b, least) => {
        const allowed = (1 - least) * Math.max(a.length, b.length);
        expect(similar(a, b, least)).toBe(distance(a, b) <= allowed + 1e-9);
      }),
      { numRuns: 2000, seed: 4 },
    );
  });
});
