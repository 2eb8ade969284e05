import { maxBlocks } from '../kernel/layout.ts';
import type { Page } from '../scan/page.ts';
import { tagId } from '../scan/tags.ts';
import { clamp, logBucket, probabilityBucket, shareBucket } from './buckets.ts';
import type { Containers } from './containers.ts';
import { clearTable, createHashTable, type HashTable, idOf } from './hash-table.ts';

/** Features that the second pass adds: what the first pass thought of the block and of everything around it. */
export const secondPassFeatures: readonly string[] = [
  ...['first', 'firstBefore1', 'firstBefore2', 'firstBefore4', 'firstBehind1', 'firstBehind2', 'firstBehind4'],
  ...[
    'near3Before',
    'near3Behind',
    'near10Before',
    'near10Behind',
    'shareBefore',
    'pageShareMain',
    'pageMain',
    'pageMax',
  ],
  ...['pageUnsure', 'sinceSure', 'untilSure'],
  ...['mean0', 'main0', 'mean1', 'main1', 'mean2', 'main2', 'mean3', 'main3'],
  ...['sameShape', 'samePath', 'rowMean', 'bigRowMean', 'headingFirst', 'sectionMean'],
];

const sure = 0.6;
const unsureLow = 0.25;
const unsureHigh = 0.75;
const farAway = 999;
const levels = 4;
const { h1, h6 } = tagId;

export interface SecondPass {
  /** Words times probability, and words, of all blocks before. */
  readonly main: Float64Array;
  readonly words: Float64Array;
  readonly untilSure: Int32Array;
  readonly table: HashTable;
  readonly keyMain: Float64Array;
  readonly keyWords: Float64Array;
  readonly shapeKey: Int32Array;
  readonly pathKey: Int32Array;
  readonly groupMain: Float64Array;
  readonly groupWords: Float64Array;
  /** Heading block that a block stands under, -1 before the first; its section's sums by heading. */
  readonly heading: Int32Array;
  readonly sectionMain: Float64Array;
  readonly sectionWords: Float64Array;
}

export function createSecondPass(): SecondPass {
  const perBlock = () => new Float64Array(maxBlocks + 1);
  return {
    main: perBlock(),
    words: perBlock(),
    untilSure: new Int32Array(maxBlocks),
    table: createHashTable(1 << 18),
    keyMain: new Float64Array(2 * maxBlocks),
    keyWords: new Float64Array(2 * maxBlocks),
    shapeKey: new Int32Array(maxBlocks),
    pathKey: new Int32Array(maxBlocks),
    groupMain: new Float64Array(1 << 17),
    groupWords: new Float64Array(1 << 17),
    heading: new Int32Array(maxBlocks),
    sectionMain: perBlock(),
    sectionWords: perBlock(),
  };
}

/** Adds a block's words to those of its key; returns the key's number. */
function addTo(pass: SecondPass, key: number, main: number, words: number): number {
  const known = pass.table.size;
  const id = idOf(pass.table, key);
  if (id === known) pass.keyMain[id] = pass.keyWords[id] = 0;
  pass.keyMain[id]! += main;
  pass.keyWords[id]! += words;
  return id;
}

function sumProbabilities(pass: SecondPass, page: Page, containers: Containers, probability: Float64Array): void {
  const { main, words, untilSure, shapeKey, pathKey, groupMain, groupWords, heading, sectionMain, sectionWords } = pass;
  const { blocks, blockElement, blockWords, parent, shape, tag, firstBlock, endBlock } = page;
  const { wider, group } = containers;
  main[0] = words[0] = 0;
  clearTable(pass.table, 2 * blocks);
  let under = -1;
  for (let block = 0; block < blocks; block++) {
    const count = blockWords[block]!;
    const mainWords = count * probability[block]!;
    main[block + 1] = main[block]! + mainWords;
    words[block + 1] = words[block]! + count;
    const element = blockElement[block]!;
    const ownShape = shape[element]!;
    shapeKey[block] = addTo(pass, Math.imul(wider[element]!, 0x85ebca6b) ^ ownShape, mainWords, count);
    const path = (Math.imul(ownShape, 0xc2b2ae35) + shape[parent[element]!]! + 12345) | 0;
    pathKey[block] = addTo(pass, path, mainWords, count);
    const ownTag = tag[element]!;
    if (ownTag >= h1 && ownTag <= h6) {
      under = block;
      sectionMain[under] = sectionWords[under] = 0;
    } else if (under >= 0) {
      sectionMain[under]! += mainWords;
      sectionWords[under]! += count;
    }
    heading[block] = under;
  }
  let next = farAway;
  for (let block = blocks - 1; block >= 0; block--) {
    untilSure[block] = next - block;
    if (probability[block]! > sure) next = block;
  }
  groupMain.fill(0, 0, containers.table.size);
  groupWords.fill(0, 0, containers.table.size);
  for (let element = 1; element < page.elements; element++) {
    if (containers.blocks[element] === 0) continue;
    const first = firstBlock[element]!;
    const end = endBlock[element]!;
    groupMain[group[element]!]! += main[end]! - main[first]!;
    groupWords[group[element]!]! += words[end]! - words[first]!;
  }
}

/** Mean probability of `words` words without the block's own; 0 where there are no others. */
function meanOf(main: number, words: number): number {
  return words > 0.5 ? probabilityBucket(Math.min(1, Math.max(0, main / words))) : 0;
}

/** Writes the second pass's features; `features` begins behind the first pass's. `probability` is the first pass's. */
export function writeSecondPass(
  pass: SecondPass,
  page: Page,
  containers: Containers,
  probability: Float64Array,
  features: Uint8Array,
  start: number,
  stride: number,
): void {
  sumProbabilities(pass, page, containers, probability);
  const { main, words, keyMain, keyWords, shapeKey, pathKey, groupMain, groupWords, heading, untilSure } = pass;
  const { blocks, blockElement, blockWords, firstBlock, endBlock } = page;
  const { wider, group, row, bigRow } = containers;
  const allMain = main[blocks]! + 1e-6;
  let highest = 0;
  let unsure = 0;
  for (let block = 0; block < blocks; block++) {
    const value = probability[block]!;
    if (value > highest) highest = value;
    if (value > unsureLow && value < unsureHigh) unsure += blockWords[block]!;
  }
  const pageShareMain = shareBucket(allMain, words[blocks]!);
  const pageMain = logBucket(allMain);
  const pageMax = shareBucket(highest, 1);
  const pageUnsure = shareBucket(unsure, words[blocks]!);
  const of = (block: number) => (block >= 0 && block < blocks ? probabilityBucket(probability[block]!) : 0);
  const between = (from: number, to: number) =>
    to > from ? probabilityBucket((main[to]! - main[from]!) / (words[to]! - words[from]!)) : 0;
  let lastSure = -farAway;
  for (let block = 0; block < blocks; block++) {
    const element = blockElement[block]!;
    const count = blockWords[block]!;
    const own = count * probability[block]!;
    let at = start + block - stride;
    at += stride;
    features[at] = of(block);
    at += stride;
    features[at] = of(block - 1);
    at += stride;
    features[at] = of(block - 2);
    at += stride;
    features[at] = of(block - 4);
    at += stride;
    features[at] = of(block + 1);
    at += stride;
    features[at] = of(block + 2);
    at += stride;
    features[at] = of(block + 4);
    at += stride;
    features[at] = between(Math.max(block - 3, 0), block);
    at += stride;
    features[at] = between(block + 1, Math.min(block + 4, blocks));
    at += stride;
    features[at] = between(Math.max(block - 10, 0), block);
    at += stride;
    features[at] = between(block + 1, Math.min(block + 11, blocks));
    at += stride;
    features[at] = shareBucket(main[block]!, allMain);
    at += stride;
    features[at] = pageShareMain;
    at += stride;
    features[at] = pageMain;
    at += stride;
    features[at] = pageMax;
    at += stride;
    features[at] = pageUnsure;
    at += stride;
    features[at] = clamp(block - lastSure);
    at += stride;
    features[at] = clamp(untilSure[block]!);
    if (probability[block]! > sure) lastSure = block;
    let container = element;
    for (let level = 0; level < levels; level++) {
      const first = firstBlock[container]!;
      const end = endBlock[container]!;
      const inside = main[end]! - main[first]!;
      at += stride;
      features[at] = meanOf(inside - own, words[end]! - words[first]! - count);
      at += stride;
      features[at] = shareBucket(inside, allMain);
      container = wider[container]!;
    }
    const shape = shapeKey[block]!;
    at += stride;
    features[at] = meanOf(keyMain[shape]! - own, keyWords[shape]! - count);
    const path = pathKey[block]!;
    at += stride;
    features[at] = meanOf(keyMain[path]! - own, keyWords[path]! - count);
    const ownRow = row[element]!;
    const rows = group[ownRow]!;
    at += stride;
    features[at] = ownRow === 0 ? 0 : meanOf(groupMain[rows]! - own, groupWords[rows]! - count);
    const ownBigRow = bigRow[element]!;
    const bigRows = group[ownBigRow]!;
    at += stride;
    features[at] = ownBigRow === 0 ? 0 : meanOf(groupMain[bigRows]! - own, groupWords[bigRows]! - count);
    const under = heading[block]!;
    if (under < 0) {
      at += stride;
      features[at] = 0;
      at += stride;
      features[at] = 0;
    } else {
      const isHeading = under === block;
      at += stride;
      features[at] = of(under);
      at += stride;
      features[at] = meanOf(
        pass.sectionMain[under]! - (isHeading ? 0 : own),
        pass.sectionWords[under]! - (isHeading ? 0 : count),
      );
    }
  }
}
