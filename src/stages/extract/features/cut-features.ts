import { exports, float64Array, int32Array } from '../kernel/kernel.ts';
import type { Expectation } from '../model/expectation.ts';
import { firstPassFeatures } from './first-pass.ts';

/** Probabilities that a page's blocks may be cut at: from one of them on, a block is main text. */
export const cuts: readonly number[] = [
  ...[0.08, 0.12, 0.16, 0.2, 0.25, 0.3, 0.35],
  ...[0.42, 0.5, 0.58, 0.66, 0.75, 0.85],
];
/** Features of the page that its cuts share. */
const pageFeatures = ['pageLink', 'pageInFurniture', 'pageGraph', 'pageInComments'];

/** What a cut keeps and what the scores say of it; what the page leaves open; what the page is. */
export const cutFeatures: readonly string[] = [
  ...['cut', 'precision', 'recall', 'f1', 'ofBestF1', 'keptShare', 'keptBlocks', 'keptSpread', 'keptParagraphs'],
  ...['bandShare', 'bandWords', 'unsureShare'],
  ...['bestF1', 'bestCut', 'highest', 'unlikelyMain', 'share35', 'share50', 'share93'],
  ...pageFeatures,
];

float64Array('cuts').set(cuts);
int32Array('cutColumns').set(pageFeatures.map((name) => firstPassFeatures.indexOf(name)));

/**
 * Writes the features of all cuts in the place of the blocks' features, which the kernel holds with `stride`, beside their
 * probabilities: feature `f` of cut `k` at `features[f * cutStride + k]`, 0 to 127.
 */
export function writeCutFeatures({ mainWords, bestF1, bestCut }: Expectation, stride: number): void {
  exports.writeCutFeatures(mainWords, bestF1, bestCut, stride);
}
