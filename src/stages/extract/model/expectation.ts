import { exports, float64Array } from '../kernel/kernel.ts';

/** What a page's scores let expect. */
export interface Expectation {
  /** Words of main text. */
  mainWords: number;
  /** The highest F1 that keeping all blocks from some probability on gives, 0 to 1; 0 for a page without text. */
  bestF1: number;
  /** That probability. */
  bestCut: number;
}

const expected = float64Array('expected');

/** What the page in work lets expect: a block's probability stands for the share of its words that are main text. */
export function whatToExpect(): Expectation {
  exports.expect();
  return { mainWords: expected[0]!, bestF1: expected[1]!, bestCut: expected[2]! };
}
