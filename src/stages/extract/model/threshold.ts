import type { Page } from '../scan/page.ts';

/** Probabilities are told apart in this many steps. */
const steps = 128;
const words = new Float64Array(steps);
const likelyWords = new Float64Array(steps);

/** What a page's scores let expect. */
export interface Expectation {
  /** Words of main text. */
  mainWords: number;
  /** The highest F1 that keeping all blocks from some probability on gives, 0 to 1; 0 for a page without text. */
  bestF1: number;
}

/** A block's probability stands for the share of its words that are main text. */
export function whatToExpect(page: Page, probability: Float64Array): Expectation {
  words.fill(0);
  likelyWords.fill(0);
  let main = 0;
  for (let block = 0; block < page.blocks; block++) {
    const count = page.blockWords[block]!;
    const likely = count * probability[block]!;
    const step = (probability[block]! * (steps - 1)) | 0;
    words[step]! += count;
    likelyWords[step]! += likely;
    main += likely;
  }
  let kept = 0;
  let right = 0;
  let best = 0;
  for (let step = steps - 1; step >= 0; step--) {
    kept += words[step]!;
    right += likelyWords[step]!;
    if (kept > 0) best = Math.max(best, (2 * right) / (kept + main));
  }
  return { mainWords: main, bestF1: best };
}

/** Expected F1 at which the model's threshold is right as it is. */
const usualF1 = 0.85;
const lowest = 0.15;
const highest = 0.6;

/**
 * The threshold for one page. F1 is best where a block is kept that is at least half as likely main text as the F1 that
 * can be had (Lipton, Elkan and Naryanaswamy 2014, "Optimal Thresholding of Classifiers to Maximize F1 Measure"): what
 * is unsure as a whole keeps more. Twice that slope was best on pages not trained on, for the scores of unsure pages are
 * too low.
 */
export function thresholdFor(bestF1: number, threshold: number): number {
  return Math.min(highest, Math.max(lowest, threshold + bestF1 - usualF1));
}
