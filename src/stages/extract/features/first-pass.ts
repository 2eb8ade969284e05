import type { TokenTable } from '../model/token-table.ts';
import { maxBlocks, type Page } from '../scan/page.ts';
import { flag, tagId } from '../scan/tags.ts';
import { clamp, distanceBucket, logBucket, shareBucket, tokenBucket } from './buckets.ts';
import * as column from './columns.ts';
import { type Containers, createContainers, sumContainers } from './containers.ts';
import { type Copies, createCopies, findCopies, findLandmarks, type Landmarks } from './landmarks.ts';
import { pageValues } from './page-values.ts';
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

/** One feature: its name, and what writes its column. */
type Column = readonly [
  name: string,
  write: (pass: FirstPass, page: Page, features: Uint8Array, start: number) => void,
];

const count = (name: string, counts: (page: Page) => Int32Array): Column => [
  name,
  (_, page, features, start) => column.writeCounts(features, start, page.blocks, counts(page)),
];

const share = (
  name: string,
  parts: (page: Page) => Int32Array,
  wholes: (page: Page) => Int32Array,
  factor = 1,
): Column => [
  name,
  (_, page, features, start) => column.writeShares(features, start, page.blocks, parts(page), wholes(page), factor),
];

const inside = (name: string, bits: number): Column => [
  name,
  (pass, page, features, start) => column.writeBits(features, start, page.blocks, pass.container[0], page.flags, bits),
];

type Level = 0 | 1 | 2 | 3;

/** A value of the block's container, `level` steps out. */
const of = (name: string, level: Level, values: (containers: Containers) => Uint8Array): Column => [
  name,
  (pass, page, features, start) =>
    column.writeLookedUp(features, start, page.blocks, pass.container[level], values(pass.containers)),
];

const countOf = (name: string, level: Level, counts: (containers: Containers, page: Page) => Int32Array): Column => [
  name,
  (pass, page, features, start) =>
    column.writeLookedUpCounts(features, start, page.blocks, pass.container[level], counts(pass.containers, page)),
];

const ofRow = (name: string, values: (containers: Containers) => Uint8Array): Column => [
  name,
  (pass, page, features, start) =>
    column.writeLookedUp(features, start, page.blocks, pass.rowGroup, values(pass.containers)),
];

const ofBigRow = (name: string, values: (containers: Containers) => Uint8Array): Column => [
  name,
  (pass, page, features, start) =>
    column.writeLookedUp(features, start, page.blocks, pass.bigRowGroup, values(pass.containers)),
];

const furniture = flag.nav | flag.header | flag.footer | flag.aside;

const columns: readonly Column[] = [
  count('words', (page) => page.blockWords),
  count('chars', (page) => page.blockChars),
  share(
    'upper',
    (page) => page.blockUpper,
    (page) => page.blockWords,
  ),
  share(
    'digits',
    (page) => page.blockDigits,
    (page) => page.blockWords,
  ),
  share(
    'punctuation',
    (page) => page.blockPunctuation,
    (page) => page.blockWords,
    4,
  ),
  count('sentences', (page) => page.blockSentences),
  ['ending', (_, page, features, start) => features.set(page.blockEnd.subarray(0, page.blocks), start)],
  share(
    'linkShare',
    (page) => page.blockLinkChars,
    (page) => page.blockChars,
  ),
  count('links', (page) => page.blockLinks),
  count('breaks', (page) => page.blockBreaks),
  share(
    'han',
    (page) => page.blockHan,
    (page) => page.blockChars,
  ),
  [
    'isParagraph',
    (pass, page, features, start) => features.set(pass.containers.isParagraph.subarray(0, page.blocks), start),
  ],
  [
    'tag',
    (pass, page, features, start) => column.writeLookedUp(features, start, page.blocks, pass.container[0], page.tag),
  ],
  [
    'parentTag',
    (pass, page, features, start) => column.writeLookedUp(features, start, page.blocks, pass.parent, page.tag),
  ],
  [
    'depth',
    (pass, page, features, start) =>
      column.writeLookedUpSmall(features, start, page.blocks, pass.container[0], page.depth),
  ],
  inside('inMain', flag.main),
  inside('inArticle', flag.article),
  inside('inFurniture', furniture),
  inside('inForm', flag.form),
  inside('inList', flag.list),
  inside('inTable', flag.table),
  inside('inFigure', flag.figure),
  inside('hidden', flag.hidden),
  inside('inComments', flag.comments),
  inside('preformatted', flag.preformatted),
  inside('noscript', flag.noscript),
  ['seenBefore', (pass, page, features, start) => features.set(pass.copies.isLater.subarray(0, page.blocks), start)],
  ['copies', (pass, page, features, start) => column.writeCounts(features, start, page.blocks, pass.copies.count)],
  of('bestScore', 0, (containers) => containers.bestScore),
  of('inTop', 0, (containers) => containers.inTop),
  of('text0', 0, (containers) => containers.textBucket),
  of('link0', 0, (containers) => containers.linkShare),
  of('paragraph0', 0, (containers) => containers.paragraphShare),
  countOf('repeats0', 0, (containers) => containers.repeats),
  of('blocks0', 0, (containers) => containers.blocksBucket),
  of('text1', 1, (containers) => containers.textBucket),
  of('link1', 1, (containers) => containers.linkShare),
  of('paragraph1', 1, (containers) => containers.paragraphShare),
  countOf('repeats1', 1, (containers) => containers.repeats),
  countOf('mostRepeated1', 1, (containers) => containers.mostRepeated),
  of('score1', 1, (containers) => containers.scoreBucket),
  of('link2', 2, (containers) => containers.linkShare),
  of('paragraph2', 2, (containers) => containers.paragraphShare),
  of('share2', 2, (containers) => containers.pageShare),
  countOf('repeats2', 2, (containers) => containers.repeats),
  of('score2', 2, (containers) => containers.scoreBucket),
  of('link3', 3, (containers) => containers.linkShare),
  of('paragraph3', 3, (containers) => containers.paragraphShare),
  of('share3', 3, (containers) => containers.pageShare),
  countOf('inputs3', 3, (_, page) => page.inputs),
  countOf('images3', 3, (_, page) => page.images),
  of('headings3', 3, (containers) => containers.headingBucket),
  ofRow('rowSize', (containers) => containers.groupSizeBucket),
  ofRow('rowShare', (containers) => containers.groupShareBucket),
  ofRow('rowLink', (containers) => containers.groupLinkBucket),
  ofRow('rowText', (containers) => containers.groupTextBucket),
  ofRow('rowParagraph', (containers) => containers.groupParagraphBucket),
  ofRow('rowBlocks', (containers) => containers.groupBlocksBucket),
  ofBigRow('bigRowSize', (containers) => containers.groupSizeBucket),
  ofBigRow('bigRowShare', (containers) => containers.groupShareBucket),
  ofBigRow('bigRowLink', (containers) => containers.groupLinkBucket),
  ofBigRow('bigRowText', (containers) => containers.groupTextBucket),
  ofBigRow('bigRowParagraph', (containers) => containers.groupParagraphBucket),
  of('classMin0', 0, (containers) => containers.wrapperMin),
  of('classSum0', 0, (containers) => containers.wrapperSum),
  of('classMin1', 1, (containers) => containers.wrapperMin),
  of('classSum1', 1, (containers) => containers.wrapperSum),
  of('classSum2', 2, (containers) => containers.wrapperSum),
  of('classSum3', 3, (containers) => containers.wrapperSum),
  of('classMin', 0, (containers) => containers.chainMin),
  of('classMax', 0, (containers) => containers.chainMax),
  of('classSum', 0, (containers) => containers.chainSum),
  of('classNear', 0, (containers) => containers.near),
];

/** Written by `writeWords`. */
const wordFeatures = [
  ...['titleShare', 'ofTitle', 'descriptionShare'],
  ...['wordMean', 'wordMin', 'wordMax', 'wordFirst', 'wordPair', 'wordWhole'],
];
/** Written by `writePlaces`. */
const placeFeatures = [
  ...['position', 'offset', 'fromTitle', 'fromFirstParagraph', 'fromLastParagraph'],
  ...['blocksSinceHeading', 'textSinceHeading', 'headingLevel', 'rowPlace', 'bigRowPlace'],
];
/** Columns that a block takes from the blocks before and behind it; with them, whether both stand in one element. */
const sharedWithNeighbours = ['words', 'linkShare', 'tag'];
const neighbourFeatures = ['Before', 'Behind'].flatMap((side) =>
  [...sharedWithNeighbours, 'together'].map((name) => `${name}${side}`),
);

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
  writePlaces(pass, page, landmarks, features, start, stride);
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

/** No heading yet. */
const farAway = 99;

function writePlaces(
  pass: FirstPass,
  page: Page,
  landmarks: Landmarks,
  features: Uint8Array,
  start: number,
  stride: number,
): void {
  const { row, bigRow, group, groupFirst } = pass.containers;
  const { blockElement, blockChars, tag, firstBlock } = page;
  const { title, firstParagraph, lastParagraph } = landmarks;
  const total = pass.containers.total || 1;
  let offset = 0;
  let sinceHeading = farAway;
  let textSinceHeading = 0;
  let headingLevel = 0;
  for (let block = 0; block < page.blocks; block++) {
    const element = blockElement[block]!;
    const chars = blockChars[block]!;
    let at = start + block;
    features[at] = shareBucket(offset, total);
    at += stride;
    features[at] = logBucket(offset);
    at += stride;
    features[at] = title < 0 ? 0 : distanceBucket(block - title);
    at += stride;
    features[at] = distanceBucket(block - firstParagraph);
    at += stride;
    features[at] = distanceBucket(block - lastParagraph);
    at += stride;
    features[at] = clamp(sinceHeading);
    at += stride;
    features[at] = logBucket(textSinceHeading);
    at += stride;
    features[at] = headingLevel;
    at += stride;
    features[at] = row[element]! > 0 ? logBucket(block - firstBlock[row[element]!]!) : 0;
    at += stride;
    features[at] = bigRow[element]! > 0 ? logBucket(block - firstBlock[groupFirst[group[bigRow[element]!]!]!]!) : 0;
    offset += chars;
    if (tag[element]! >= tagId.h1 && tag[element]! <= tagId.h6) {
      sinceHeading = textSinceHeading = 0;
      headingLevel = tag[element]! - tagId.h1 + 1;
    } else {
      sinceHeading++;
      textSinceHeading += chars;
    }
  }
}

const neighbourColumns = sharedWithNeighbours.map((name) => columns.findIndex(([own]) => own === name));

function writeNeighbours(page: Page, features: Uint8Array, start: number, stride: number): void {
  const { blocks, blockElement, parent } = page;
  const behind = start + (neighbourColumns.length + 1) * stride;
  let shift = 0;
  for (const neighbour of neighbourColumns) {
    const from = neighbour * stride;
    features[start + shift] = 0;
    features.copyWithin(start + shift + 1, from, from + blocks - 1);
    features.copyWithin(behind + shift, from + 1, from + blocks);
    features[behind + shift + blocks - 1] = 0;
    shift += stride;
  }
  features[start + shift] = features[behind + shift + blocks - 1] = 0;
  for (let block = 1; block < blocks; block++) {
    const one = blockElement[block]!;
    const other = blockElement[block - 1]!;
    const together = one === other ? 2 : parent[one] === parent[other] ? 1 : 0;
    features[start + shift + block] = together;
    features[behind + shift + block - 1] = together;
  }
}
