import type { Page } from '../scan/page.ts';
import { flag } from '../scan/tags.ts';

/** A page that keeps fewer words than this (or, being short, than this share of them) gets a lower threshold. */
const fewWords = 25;
const fewShare = 0.3;
const fallbackShare = 0.5;
const lowestThreshold = 0.02;

export interface DecideOptions {
  threshold: number;
  /** Keep what is hidden from readers. */
  keepHidden: boolean;
}

/** Marks the blocks to keep. */
export function decide(page: Page, probability: Float64Array, keep: Uint8Array, options: DecideOptions): void {
  const { blocks, blockWords, blockElement, flags } = page;
  const { threshold, keepHidden } = options;
  let kept = 0;
  let total = 0;
  let highest = 0;
  for (let block = 0; block < blocks; block++) {
    if (!keepHidden && (flags[blockElement[block]!]! & flag.hidden) !== 0) probability[block] = 0;
    const isKept = probability[block]! >= threshold;
    keep[block] = isKept ? 1 : 0;
    total += blockWords[block]!;
    if (isKept) kept += blockWords[block]!;
    if (probability[block]! > highest) highest = probability[block]!;
  }
  if (kept >= Math.min(fewWords, fewShare * total)) return;
  const lower = Math.min(threshold, Math.max(highest * fallbackShare, lowestThreshold));
  for (let block = 0; block < blocks; block++) keep[block] = probability[block]! >= lower ? 1 : 0;
}
