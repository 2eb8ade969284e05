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
  /** That probability. */
  bestCut: number;
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
  let bestStep = 0;
  for (let step = steps - 1; step >= 0; step--) {
    kept += words[step]!;
    right += likelyWords[step]!;
    const f1 = kept > 0 ? (2 * right) / (kept + main) : 0;
    if (f1 > best) {
      best = f1;
      bestStep = step;
    }
  }
  return { mainWords: main, bestF1: best, bestCut: bestStep / (steps - 1) };
}
