import { maxBlocks } from '../kernel/layout.ts';
import type { TokenTable } from '../model/token-table.ts';
import type { Page } from '../scan/page.ts';
import { shareBucket, tokenBucket } from './buckets.ts';
import { type Containers, createContainers } from './containers.ts';
import { columns } from './first-pass-columns.ts';
import { type Copies, createCopies, findCopies, findLandmarks } from './landmarks.ts';
import { neighbourFeatures, writeNeighbours } from './neighbours.ts';
import { pageValues } from './page-values.ts';
import { placeFeatures, writePlaces } from './places.ts';
import { sumContainers } from './sum-containers.ts';
import { createWords, matchBlock, readTitle, type Words } from './words.ts';

/** What the features of a block are computed from; made once and used for every page. */
export interface FirstPass {
  readonly containers: Containers;
  readonly words: Words;
  readonly copies: Copies;
  /** By block: its element, and one, two and three containers further out. */
  readonly container: readonly [Int32Array, Int32Array, Int32Array, Int32Array];
  /** By block: group of its row and of its biggest row, counted from 1; 0: none. */
  readonly rowGroup: Int32Array;
  readonly bigRowGroup: Int32Array;
  readonly parent: Int32Array;
}

export function createFirstPass(): FirstPass {
  const perBlock = () => new Int32Array(maxBlocks);
  return {
    containers: createContainers(),
    words: createWords(),
    copies: createCopies(),
    container: [perBlock(), perBlock(), perBlock(), perBlock()],
    rowGroup: perBlock(),
    bigRowGroup: perBlock(),
    parent: perBlock(),
  };
}

/** Written by `writeWords`. */
const wordFeatures = [
  ...['titleShare', 'ofTitle', 'descriptionShare'],
  ...['wordMean', 'wordMin', 'wordMax', 'wordFirst', 'wordPair', 'wordWhole'],
];
/** Names of the first pass's features, in the order of their columns. */
export const firstPassFeatures: readonly string[] = [
  ...columns.map(([name]) => name),
  ...wordFeatures,
  ...placeFeatures,
  ...neighbourFeatures,
  ...pageValues.map(([name]) => name),
];

/**
 * Writes the first pass's features of all blocks: feature `f` of block `i` at `features[f * stride + i]`, 0 to 127.
 * `stride` is at least the number of blocks, which is not 0.
 */
export function writeFirstPass(
  pass: FirstPass,
  page: Page,
  classTable: TokenTable,
  wordTable: TokenTable,
  features: Uint8Array,
  stride: number,
): void {
  sumContainers(pass.containers, page, classTable);
  readTitle(pass.words, page);
  findCopies(pass.copies, page);
  findContainers(pass, page);
  let start = 0;
  for (const [, write] of columns) {
    write(pass, page, features, start);
    start += stride;
  }
  const landmarks = findLandmarks(page, pass.containers, pass.words, wordTable);
  writeWords(pass.words, page, wordTable, features, start, stride);
  start += wordFeatures.length * stride;
  writePlaces(pass.containers, page, landmarks, features, start, stride);
  start += placeFeatures.length * stride;
  writeNeighbours(page, features, start, stride);
  start += neighbourFeatures.length * stride;
  for (const [, value] of pageValues) {
    features.fill(value(page, pass.containers, pass.words), start, start + page.blocks);
    start += stride;
  }
}

/** Finds each block's containers and rows: most columns look values up by them. */
function findContainers(pass: FirstPass, page: Page): void {
  const { wider, row, bigRow, group } = pass.containers;
  const { container, rowGroup, bigRowGroup, parent } = pass;
  for (let block = 0; block < page.blocks; block++) {
    const element = page.blockElement[block]!;
    container[0][block] = element;
    parent[block] = page.parent[element]!;
    const first = wider[element]!;
    container[1][block] = first;
    const second = wider[first]!;
    container[2][block] = second;
    container[3][block] = wider[second]!;
    rowGroup[block] = row[element]! > 0 ? group[row[element]!]! + 1 : 0;
    bigRowGroup[block] = bigRow[element]! > 0 ? group[bigRow[element]!]! + 1 : 0;
  }
}

function writeWords(
  words: Words,
  page: Page,
  wordTable: TokenTable,
  features: Uint8Array,
  start: number,
  stride: number,
): void {
  const titleWords = words.titleWords;
  for (let block = 0; block < page.blocks; block++) {
    matchBlock(words, page, block, wordTable);
    const matched = words.count || 1;
    let at = start + block;
    features[at] = shareBucket(words.inTitle, matched);
    at += stride;
    features[at] = titleWords > 0 ? shareBucket(words.inTitle, titleWords) : 0;
    at += stride;
    features[at] = shareBucket(words.inDescription, matched);
    at += stride;
    features[at] = words.known > 0 ? tokenBucket(words.sum / words.known) : 0;
    at += stride;
    features[at] = words.known > 0 ? tokenBucket(words.min) : 0;
    at += stride;
    features[at] = words.known > 0 ? tokenBucket(words.max) : 0;
    at += stride;
    features[at] = tokenBucket(words.first);
    at += stride;
    features[at] = tokenBucket(words.pair);
    at += stride;
    features[at] = tokenBucket(words.whole);
  }
}
