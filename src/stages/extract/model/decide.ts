import type { Page } from '../scan/page.ts';
import { flag } from '../scan/tags.ts';
import { chooseCut } from './choose-cut.ts';
import { whatToExpect } from './expectation.ts';
import type { ExtractModel } from './model-file.ts';

/** A page that keeps fewer words than this (or, being short, than this share of them) gets a lower threshold. */
const fewWords = 25;
const fewShare = 0.3;
const fallbackShare = 0.5;
const lowestThreshold = 0.02;
/**
 * A page of this many blocks none of which is at least this likely main text is all menu: it has no main text. Nor has
 * one that lets expect so few words of it, and those so unsurely.
 */
const menuBlocks = 10;
const menuHighest = 0.15;
const menuWords = 20;
const menuF1 = 0.4;

/** Blocks that are likely main text, as far as hiding goes. */
const likely = 0.42;

/** A block between two that are kept needs so much less: headings, captions and short lines inside a text score low. */
const betweenKept = 0.1;

export interface DecideOptions {
  /** Probability from which on a block is kept; the page's own by the model, when not given. */
  threshold: number | undefined;
  /** Keep what is hidden from readers. */
  keepHidden: boolean;
}

/**
 * Takes hidden blocks' probability away, unless the page hides more main text than it shows: such pages show themselves
 * by a script once they are loaded, and their readers see all of it.
 */
export function dropHidden(page: Page, probability: Float64Array): void {
  const { blocks, blockWords, blockElement, flags } = page;
  let hidden = 0;
  let shown = 0;
  for (let block = 0; block < blocks; block++) {
    if (probability[block]! < likely) continue;
    if ((flags[blockElement[block]!]! & flag.hidden) !== 0) hidden += blockWords[block]!;
    else shown += blockWords[block]!;
  }
  if (hidden === 0 || hidden > shown) return;
  for (let block = 0; block < blocks; block++)
    if ((flags[blockElement[block]!]! & flag.hidden) !== 0) probability[block] = 0;
}

/** Whether the page speaks to readers alone whose browser runs no scripts. */
function isNotice({ blocks, blockElement, flags }: Page): boolean {
  for (let block = 0; block < blocks; block++) if ((flags[blockElement[block]!]! & flag.noscript) === 0) return false;
  return blocks > 0;
}

/** Also marks blocks that are nearly as likely as the threshold asks and stand between two that were kept. */
function keepBetween(blocks: number, probability: Float64Array, keep: Uint8Array, threshold: number): void {
  let before = keep[0]!;
  for (let block = 1; block < blocks - 1; block++) {
    const own = keep[block]!;
    if (own === 0 && before === 1 && keep[block + 1] === 1 && probability[block]! >= threshold - betweenKept)
      keep[block] = 1;
    before = own;
  }
}

/** Marks the blocks to keep of a page whose features and probabilities the kernel holds; uses the features up. */
export function decide(
  model: ExtractModel,
  page: Page,
  probability: Float64Array,
  keep: Uint8Array,
  options: DecideOptions,
): void {
  const { blocks, blockWords } = page;
  if (!options.keepHidden) dropHidden(page, probability);
  const expected = whatToExpect(page, probability);
  const threshold = options.threshold ?? chooseCut(model, page, expected);
  let kept = 0;
  let total = 0;
  let highest = 0;
  for (let block = 0; block < blocks; block++) {
    const isKept = probability[block]! >= threshold;
    keep[block] = isKept ? 1 : 0;
    total += blockWords[block]!;
    if (isKept) kept += blockWords[block]!;
    if (probability[block]! > highest) highest = probability[block]!;
  }
  const isMenu =
    blocks >= menuBlocks && (highest < menuHighest || (expected.mainWords < menuWords && expected.bestF1 < menuF1));
  if (isMenu || (total < fewWords && isNotice(page))) {
    keep.fill(0, 0, blocks);
    return;
  }
  if (kept >= Math.min(fewWords, fewShare * total)) {
    keepBetween(blocks, probability, keep, threshold);
    return;
  }
  const lower = Math.min(threshold, Math.max(highest * fallbackShare, lowestThreshold));
  for (let block = 0; block < blocks; block++) keep[block] = probability[block]! >= lower ? 1 : 0;
}
