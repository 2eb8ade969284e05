import { cuts, writeCutFeatures } from '../features/cut-features.ts';
import { cutStride } from '../kernel/layout.ts';
import type { Page } from '../scan/page.ts';
import type { Expectation } from './expectation.ts';
import type { ExtractModel } from './model-file.ts';
import { scoreCuts, strideFor } from './trees.ts';

/**
 * The cut that promises the page the highest F1. By the scores alone F1 is best where a block is kept that is at least
 * half as likely main text as the F1 that can be had (Lipton, Elkan and Naryanaswamy 2014, "Optimal Thresholding of
 * Classifiers to Maximize F1 Measure"), but the blocks of a page are right or wrong together: the rows of a listing are
 * all main text, what is unsure around a short article is all something else. So trees that learned from other pages'
 * F1 at every cut choose. A cut's neighbours have a say, for single ones are noisy.
 */
export function chooseCut(model: ExtractModel, page: Page, expected: Expectation): number {
  writeCutFeatures(expected, strideFor(page.blocks));
  const margins = scoreCuts(model, cutStride);
  let chosen = 0;
  let highest = Number.NEGATIVE_INFINITY;
  for (let cut = 0; cut < cuts.length; cut++) {
    const own = margins[cut]!;
    const sum = (margins[cut - 1] ?? own) + 2 * own + (cut + 1 < cuts.length ? margins[cut + 1]! : own);
    if (sum <= highest) continue;
    highest = sum;
    chosen = cut;
  }
  return cuts[chosen]!;
}
