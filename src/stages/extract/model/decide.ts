import { exports, float64Array, kept } from '../kernel/kernel.ts';
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
/** So few words that are all links and end no sentence are a menu too, however likely: a page without anything else. */
const menuLinks = 100;

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
 * Takes the probability away of links within `nav` (of those that would be kept, one in eight is main text) and, unless
 * they are to be kept, of hidden blocks. A page that hides more main text than it shows keeps these: it shows itself by a
 * script once it is loaded, and its readers see all of it.
 */
export function dropUnread(keepHidden = false): void {
  if (!keepHidden) exports.dropHidden(likely);
  exports.dropNavigation();
}

/** Whether the page speaks to readers alone whose browser runs no scripts. */
function isNotice({ blocks, blockElement, flags }: Page): boolean {
  for (let block = 0; block < blocks; block++) if ((flags[blockElement[block]!]! & flag.noscript) === 0) return false;
  return blocks > 0;
}

/** Words that are kept, words of all blocks, the highest probability, kept words that are no links, kept sentences. */
const decided = float64Array('decided');

/** Marks in `kept` what to keep of a page whose features and probabilities the kernel holds; uses the features up. */
export function decide(model: ExtractModel, page: Page, options: DecideOptions): void {
  const { blocks } = page;
  dropUnread(options.keepHidden);
  const expected = whatToExpect();
  const threshold = options.threshold ?? chooseCut(model, page, expected);
  exports.keepFrom(threshold);
  const [words, allWords, highest] = [decided[0]!, decided[1]!, decided[2]!];
  const isLinks = words > 0 && words < menuLinks && decided[3] === 0 && decided[4] === 0;
  const isMenu =
    blocks >= menuBlocks && (highest < menuHighest || (expected.mainWords < menuWords && expected.bestF1 < menuF1));
  if (isMenu || isLinks || (allWords < fewWords && isNotice(page))) {
    kept.fill(0, 0, blocks);
    return;
  }
  if (words >= Math.min(fewWords, fewShare * allWords)) {
    exports.keepBetween(threshold - betweenKept);
    return;
  }
  exports.keepFrom(Math.min(threshold, Math.max(highest * fallbackShare, lowestThreshold)));
}
