import type { Page } from '../scan/page.ts';

/**
 * F1 that the scores themselves let expect: words kept that are main text, over words kept and words that are main text,
 * with each block's probability for the share of its words that are.
 */
export function expectedF1(page: Page, probability: Float64Array, keep: Uint8Array): number {
  let right = 0;
  let kept = 0;
  let main = 0;
  for (let block = 0; block < page.blocks; block++) {
    const words = page.blockWords[block]!;
    const mainWords = words * probability[block]!;
    main += mainWords;
    if (keep[block] === 0) continue;
    kept += words;
    right += mainWords;
  }
  return kept + main > 0 ? (2 * right) / (kept + main) : 0;
}

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
