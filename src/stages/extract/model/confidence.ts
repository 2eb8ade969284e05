import { exports } from '../kernel/kernel.ts';

/**
 * F1 that the scores of the page in work themselves let expect: words kept that are main text, over words kept and words
 * that are main text, with each block's probability for the share of its words that are.
 */
export const expectedF1 = (): number => exports.expectedF1();

/** Looks a value up in a table of ascending pairs, straight lines between them. */
export function interpolate(table: readonly (readonly [number, number])[], value: number): number {
  let before = table[0];
  if (before === undefined) return value;
  for (const pair of table) {
    if (value <= pair[0]) {
      const width = pair[0] - before[0];
      return width > 0 ? before[1] + ((pair[1] - before[1]) * (value - before[0])) / width : pair[1];
    }
    before = pair;
  }
  return before[1];
}
