import { exports, features, uint8Array } from '../kernel/kernel.ts';
import type { Expectation } from '../model/expectation.ts';
import type { Page } from '../scan/page.ts';
import { firstPassFeatures } from './first-pass.ts';

/** Probabilities that a page's blocks may be cut at: from one of them on, a block is main text. */
export const cuts: readonly number[] = [
  ...[0.08, 0.12, 0.16, 0.2, 0.25, 0.3, 0.35],
  ...[0.42, 0.5, 0.58, 0.66, 0.75, 0.85],
];
/** Cuts are rows of features as blocks are, in one register. */
export const cutStride = 16;

/** Features of the page that its cuts share. */
const pageFeatures = ['pageLink', 'pageInFurniture', 'pageGraph', 'pageInComments'];
const pageColumns = pageFeatures.map((name) => firstPassFeatures.indexOf(name));

/** What a cut keeps and what the scores say of it; what the page leaves open; what the page is. */
export const cutFeatures: readonly string[] = [
  ...['cut', 'precision', 'recall', 'f1', 'ofBestF1', 'keptShare', 'keptBlocks', 'keptSpread', 'keptParagraphs'],
  ...['bandShare', 'bandWords', 'unsureShare'],
  ...['bestF1', 'bestCut', 'highest', 'unlikelyMain', 'share35', 'share50', 'share93'],
  ...pageFeatures,
];

/** From here on a block is surely main text. */
const sure = 0.75;
const unlikely = 0.42;
const { logBucket, shareBucket } = exports;
const isParagraph = uint8Array('isParagraph');
const share = (part: number, whole: number) => (whole > 0 ? shareBucket(part, whole) : 0);

/** Sums over the blocks whose probability lies between one cut and the next; 0: below all. */
const bands = cuts.length + 1;
const words = new Float64Array(bands);
const likelyWords = new Float64Array(bands);
const paragraphWords = new Float64Array(bands);
const unsureWords = new Float64Array(bands);
const blocks = new Int32Array(bands);
/** Words of the page before a band's first block, and up to its last. */
const before = new Float64Array(bands);
const upTo = new Float64Array(bands);

/**
 * Writes the features of all cuts in the place of the blocks' features, which the kernel holds with `stride`: feature `f`
 * of cut `k` at `features[f * cutStride + k]`, 0 to 127.
 */
export function writeCutFeatures(
  page: Page,
  probability: Float64Array,
  { mainWords, bestF1, bestCut }: Expectation,
  stride: number,
): void {
  for (const sums of [words, likelyWords, paragraphWords, unsureWords, blocks, upTo]) sums.fill(0);
  before.fill(Number.POSITIVE_INFINITY);
  let total = 0;
  let highest = 0;
  let unlikelyMain = 0;
  const least = [0.35, 0.5, 0.93];
  const from = [0, 0, 0];
  for (let block = 0; block < page.blocks; block++) {
    const score = probability[block]!;
    const count = page.blockWords[block]!;
    let band = 0;
    while (band < cuts.length && score >= cuts[band]!) band++;
    before[band] = Math.min(before[band]!, total);
    total += count;
    upTo[band] = total;
    blocks[band]!++;
    words[band]! += count;
    likelyWords[band]! += count * score;
    if (isParagraph[block] !== 0) paragraphWords[band]! += count;
    if (score < sure) unsureWords[band]! += count;
    if (score < unlikely) unlikelyMain += count * score;
    if (score > highest) highest = score;
    for (let k = 0; k < least.length; k++) if (score >= least[k]!) from[k]! += count;
  }
  const ofPage = [
    ...[share(bestF1, 1), share(bestCut, 1), share(highest, 1), share(unlikelyMain, mainWords)],
    ...from.map((count) => share(count, total)),
    ...pageColumns.map((column) => features[column * stride]!),
  ];
  let kept = 0;
  let right = 0;
  let paragraphs = 0;
  let unsure = 0;
  let keptBlocks = 0;
  let start = Number.POSITIVE_INFINITY;
  let end = 0;
  for (let cut = cuts.length - 1; cut >= 0; cut--) {
    const band = cut + 1;
    kept += words[band]!;
    right += likelyWords[band]!;
    paragraphs += paragraphWords[band]!;
    unsure += unsureWords[band]!;
    keptBlocks += blocks[band]!;
    start = Math.min(start, before[band]!);
    end = Math.max(end, upTo[band]!);
    const f1 = kept + mainWords > 0 ? (2 * right) / (kept + mainWords) : 0;
    const ofCut = [
      ...[cut, share(right, kept), share(right, mainWords), share(f1, 1), share(f1, bestF1), share(kept, total)],
      ...[logBucket(keptBlocks), share(kept, end - start), share(paragraphs, kept)],
      ...[share(words[band]!, kept), logBucket(words[band]!), share(unsure, kept)],
    ];
    let at = cut;
    for (const value of [...ofCut, ...ofPage]) {
      features[at] = value;
      at += cutStride;
    }
  }
}
