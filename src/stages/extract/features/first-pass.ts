import { exports, features, int32Array } from '../kernel/kernel.ts';
import type { ExtractModel } from '../model/model-file.ts';
import { useModel } from '../model/trees.ts';
import type { Page } from '../scan/page.ts';
import { columns, plan } from './first-pass-columns.ts';
import { pageValues } from './page-values.ts';

/** Written by the kernel's `writeWords`. */
const wordFeatures = [
  ...['titleShare', 'ofTitle', 'descriptionShare'],
  ...['wordMean', 'wordMin', 'wordMax', 'wordFirst', 'wordPair', 'wordWhole'],
];

/** Written by `writePlaces`: where a block stands on the page, from its landmarks, under its heading, among its rows. */
const placeFeatures = [
  ...['position', 'offset', 'fromTitle', 'fromFirstParagraph', 'fromLastParagraph'],
  ...['blocksSinceHeading', 'textSinceHeading', 'headingLevel', 'rowPlace', 'bigRowPlace'],
];

/** Columns that a block takes from the blocks before and behind it; with them, whether both stand in one element. */
const sharedWithNeighbours = ['words', 'linkShare', 'tag'];
const neighbourFeatures = ['Before', 'Behind'].flatMap((side) =>
  [...sharedWithNeighbours, 'together'].map((name) => `${name}${side}`),
);

const byBlock = [...columns.map(({ name }) => name), ...wordFeatures, ...placeFeatures, ...neighbourFeatures];
/** Names of the first pass's features, in the order of their columns. */
export const firstPassFeatures: readonly string[] = [...byBlock, ...pageValues.map(([name]) => name)];

int32Array('plan').set(plan);
int32Array('neighbours').set(sharedWithNeighbours.map((name) => columns.findIndex((column) => column.name === name)));

/**
 * Writes the first pass's features of all blocks of the page in work: feature `f` of block `i` at
 * `features[f * stride + i]`, 0 to 127. `stride` is at least the number of blocks, which is not 0.
 */
export function writeFirstPass(page: Page, model: ExtractModel, stride: number): void {
  useModel(model);
  exports.writeFirstPass(columns.length, stride);
  let start = byBlock.length * stride;
  for (const [, value] of pageValues) {
    features.fill(value(page), start, start + page.blocks);
    start += stride;
  }
}
