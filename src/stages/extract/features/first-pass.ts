import { maxBlocks, type Page } from '../scan/page.ts';
import { flag, tagId } from '../scan/tags.ts';
import { clamp, distanceBucket, logBucket, shareBucket, tokenBucket } from './buckets.ts';
import { type Containers, createContainers, sumContainers } from './containers.ts';
import { clearTable, createHashTable, type HashTable, idOf } from './hash-table.ts';
import { openGraphKind, structuredKind } from './page-kind.ts';
import { createWords, matchBlock, readTitle, type Words } from './words.ts';

/** Features of a block as the first pass sees it, in the order in which `writeBlock` writes them. */
const blockFeatures = [
  ...['words', 'chars', 'upper', 'digits', 'punctuation', 'sentences', 'ending', 'linkShare', 'links', 'breaks', 'han'],
  ...['isParagraph', 'tag', 'parentTag', 'depth', 'inMain', 'inArticle', 'inFurniture', 'inForm', 'inList', 'inTable'],
  ...['inFigure', 'hidden', 'inComments', 'preformatted', 'noscript'],
  ...['position', 'offset', 'seenBefore', 'copies', 'titleShare', 'ofTitle', 'descriptionShare'],
  ...['wordMean', 'wordMin', 'wordMax', 'wordFirst', 'wordPair', 'wordWhole'],
  ...['fromTitle', 'fromFirstParagraph', 'fromLastParagraph', 'bestScore', 'inTop', 'blocksSinceHeading'],
  ...['textSinceHeading', 'headingLevel'],
  ...['text0', 'link0', 'paragraph0', 'repeats0', 'blocks0'],
  ...['text1', 'link1', 'paragraph1', 'repeats1', 'mostRepeated1', 'score1'],
  ...['link2', 'paragraph2', 'share2', 'repeats2', 'score2'],
  ...['link3', 'paragraph3', 'share3', 'inputs3', 'images3', 'headings3'],
  ...['rowSize', 'rowShare', 'rowLink', 'rowText', 'rowParagraph', 'rowBlocks', 'rowPlace'],
  ...['bigRowSize', 'bigRowShare', 'bigRowLink', 'bigRowText', 'bigRowParagraph', 'bigRowPlace'],
  ...['classMin0', 'classSum0', 'classMin1', 'classSum1', 'classSum2', 'classSum3'],
  ...['classMin', 'classMax', 'classSum', 'classNear'],
] as const;

/** Features that a block takes from the blocks before and behind it. */
const neighbourFeatures = [
  ...['wordsBefore', 'linkBefore', 'tagBefore', 'sameParentBefore'],
  ...['wordsBehind', 'linkBehind', 'tagBehind', 'sameParentBehind'],
] as const;

/** Features that all blocks of a page share. */
const pageFeatures = [
  ...['pageText', 'pageLink', 'pageBlocks', 'pageParagraphText', 'pageParagraphs', 'pageArticles', 'pageInArticle'],
  ...['pageInMain', 'pageInFurniture', 'pageHeadings', 'pageTop', 'pageTopRepeats', 'pageHan', 'pageInForm'],
  ...['pageComments', 'pageGraph', 'pageStructured', 'pageTitle'],
] as const;

export const firstPassFeatures: readonly string[] = [...blockFeatures, ...neighbourFeatures, ...pageFeatures];

const { h1, h6 } = tagId;
const furniture = flag.nav | flag.header | flag.footer | flag.aside;
/** A share of a heading's words in the title from which on it is the title. */
const titleShare = 0.5;
const farAway = 99;

/** What the first pass works in; made once. */
export interface FirstPass {
  readonly containers: Containers;
  readonly words: Words;
  readonly table: HashTable;
  readonly copyOf: Int32Array;
  readonly copies: Int32Array;
}

export function createFirstPass(): FirstPass {
  return {
    containers: createContainers(),
    words: createWords(),
    table: createHashTable(1 << 17),
    copyOf: new Int32Array(maxBlocks),
    copies: new Int32Array(maxBlocks),
  };
}

/** Where things stand on the page, found before the features of its blocks. */
interface Landmarks {
  title: number;
  firstParagraph: number;
  lastParagraph: number;
}

function findCopies(pass: FirstPass, page: Page): void {
  const { table, copyOf, copies } = pass;
  clearTable(table, page.blocks);
  for (let block = 0; block < page.blocks; block++) {
    const known = table.size;
    const id = idOf(table, page.blockHash[block]!);
    copyOf[block] = id;
    if (id === known) copies[id] = 0;
    copies[id]!++;
  }
}

function findLandmarks(pass: FirstPass, page: Page, wordTable: Int32Array): Landmarks {
  const { containers, words } = pass;
  let heading = -1;
  let title = -1;
  let firstParagraph = -1;
  let lastParagraph = -1;
  for (let block = 0; block < page.blocks; block++) {
    const element = page.blockElement[block]!;
    if (containers.isParagraph[block] === 1 && containers.inTop[element] === 1) {
      if (firstParagraph < 0) firstParagraph = block;
      lastParagraph = block;
    }
    if (title >= 0 || page.tag[element] !== h1) continue;
    if (heading < 0) heading = block;
    if (words.title.size === 0) continue;
    matchBlock(words, page, block, wordTable);
    if (words.inTitle >= titleShare * words.count) title = block;
  }
  if (firstParagraph < 0) {
    firstParagraph = 0;
    lastParagraph = page.blocks;
  }
  return { title: title < 0 ? heading : title, firstParagraph, lastParagraph };
}

/**
 * Writes the first pass's features of all blocks: feature `f` of block `i` at `features[f * stride + i]`.
 * `stride` is at least the number of blocks.
 */
export function writeFirstPass(
  pass: FirstPass,
  page: Page,
  classTable: Int32Array,
  wordTable: Int32Array,
  features: Uint8Array,
  stride: number,
): void {
  sumContainers(pass.containers, page, classTable);
  readTitle(pass.words, page);
  findCopies(pass, page);
  const landmarks = findLandmarks(pass, page, wordTable);
  writeBlocks(pass, page, landmarks, wordTable, features, stride);
  writeNeighbours(page, features, stride);
  writePage(pass, page, features, stride);
}

function writeBlocks(
  pass: FirstPass,
  page: Page,
  landmarks: Landmarks,
  wordTable: Int32Array,
  features: Uint8Array,
  stride: number,
): void {
  const { containers, words, copyOf, copies } = pass;
  const { tag, parent, flags, depth, blockElement, blockChars, blockWords, inputs, images } = page;
  const { wider, linkShare, paragraphShare, textBucket, pageShare, scoreBucket, repeats, group, groupSize, groupText } =
    containers;
  const { groupLink, groupParagraph, groupBlocks, groupFirst } = containers;
  const { title, firstParagraph, lastParagraph } = landmarks;
  const total = containers.total || 1;
  const titleWords = words.title.size;
  let offset = 0;
  let sinceHeading = farAway;
  let textSinceHeading = 0;
  let headingLevel = 0;
  for (let block = 0; block < page.blocks; block++) {
    const element = blockElement[block]!;
    const chars = blockChars[block]!;
    const anyChars = chars || 1;
    const wordCount = blockWords[block]!;
    const bits = flags[element]!;
    const ownTag = tag[element]!;
    let at = block - stride;
    at += stride;
    features[at] = logBucket(wordCount);
    at += stride;
    features[at] = logBucket(chars);
    at += stride;
    features[at] = shareBucket(page.blockUpper[block]!, wordCount);
    at += stride;
    features[at] = shareBucket(page.blockDigits[block]!, wordCount);
    at += stride;
    features[at] = shareBucket(page.blockPunctuation[block]! * 4, wordCount);
    at += stride;
    features[at] = logBucket(page.blockSentences[block]!);
    at += stride;
    features[at] = page.blockEnd[block]! & 31;
    at += stride;
    features[at] = shareBucket(page.blockLinkChars[block]!, anyChars);
    at += stride;
    features[at] = logBucket(page.blockLinks[block]!);
    at += stride;
    features[at] = logBucket(page.blockBreaks[block]!);
    at += stride;
    features[at] = shareBucket(page.blockHan[block]!, anyChars);
    at += stride;
    features[at] = containers.isParagraph[block]!;
    at += stride;
    features[at] = ownTag;
    at += stride;
    features[at] = tag[parent[element]!]!;
    at += stride;
    features[at] = clamp(depth[element]!);
    at += stride;
    features[at] = bits & flag.main ? 1 : 0;
    at += stride;
    features[at] = bits & flag.article ? 1 : 0;
    at += stride;
    features[at] = bits & furniture ? 1 : 0;
    at += stride;
    features[at] = bits & flag.form ? 1 : 0;
    at += stride;
    features[at] = bits & flag.list ? 1 : 0;
    at += stride;
    features[at] = bits & flag.table ? 1 : 0;
    at += stride;
    features[at] = bits & flag.figure ? 1 : 0;
    at += stride;
    features[at] = bits & flag.hidden ? 1 : 0;
    at += stride;
    features[at] = bits & flag.comments ? 1 : 0;
    at += stride;
    features[at] = bits & flag.preformatted ? 1 : 0;
    at += stride;
    features[at] = bits & flag.noscript ? 1 : 0;

    at += stride;
    features[at] = shareBucket(offset, total);
    at += stride;
    features[at] = logBucket(offset);
    const copy = copyOf[block]!;
    at += stride;
    features[at] = copies[copy]! < 0 ? 1 : 0;
    at += stride;
    features[at] = logBucket(Math.abs(copies[copy]!));
    // the first copy turns the count's sign: later ones see that they are later
    if (copies[copy]! > 0) copies[copy] = -copies[copy]!;

    matchBlock(words, page, block, wordTable);
    const matched = words.count || 1;
    at += stride;
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

    at += stride;
    features[at] = title < 0 ? 0 : distanceBucket(block - title);
    at += stride;
    features[at] = distanceBucket(block - firstParagraph);
    at += stride;
    features[at] = distanceBucket(block - lastParagraph);
    at += stride;
    features[at] = containers.bestScore[element]!;
    at += stride;
    features[at] = containers.inTop[element]!;
    at += stride;
    features[at] = clamp(sinceHeading);
    at += stride;
    features[at] = logBucket(textSinceHeading);
    at += stride;
    features[at] = headingLevel;
    offset += chars;
    if (ownTag >= h1 && ownTag <= h6) {
      sinceHeading = textSinceHeading = 0;
      headingLevel = ownTag - h1 + 1;
    } else {
      sinceHeading++;
      textSinceHeading += chars;
    }

    at += stride;
    features[at] = textBucket[element]!;
    at += stride;
    features[at] = linkShare[element]!;
    at += stride;
    features[at] = paragraphShare[element]!;
    at += stride;
    features[at] = logBucket(repeats[element]!);
    at += stride;
    features[at] = containers.blocksBucket[element]!;
    const wider1 = wider[element]!;
    at += stride;
    features[at] = textBucket[wider1]!;
    at += stride;
    features[at] = linkShare[wider1]!;
    at += stride;
    features[at] = paragraphShare[wider1]!;
    at += stride;
    features[at] = logBucket(repeats[wider1]!);
    at += stride;
    features[at] = logBucket(containers.mostRepeated[wider1]!);
    at += stride;
    features[at] = scoreBucket[wider1]!;
    const wider2 = wider[wider1]!;
    at += stride;
    features[at] = linkShare[wider2]!;
    at += stride;
    features[at] = paragraphShare[wider2]!;
    at += stride;
    features[at] = pageShare[wider2]!;
    at += stride;
    features[at] = logBucket(repeats[wider2]!);
    at += stride;
    features[at] = scoreBucket[wider2]!;
    const wider3 = wider[wider2]!;
    at += stride;
    features[at] = linkShare[wider3]!;
    at += stride;
    features[at] = paragraphShare[wider3]!;
    at += stride;
    features[at] = pageShare[wider3]!;
    at += stride;
    features[at] = logBucket(inputs[wider3]!);
    at += stride;
    features[at] = logBucket(images[wider3]!);
    at += stride;
    features[at] = containers.headingBucket[wider3]!;

    const row = containers.row[element]!;
    if (row > 0) {
      const rows = group[row]!;
      const rowText = groupText[rows]! || 1;
      at += stride;
      features[at] = logBucket(groupSize[rows]!);
      at += stride;
      features[at] = shareBucket(rowText, total);
      at += stride;
      features[at] = shareBucket(groupLink[rows]!, rowText);
      at += stride;
      features[at] = logBucket(rowText / groupSize[rows]!);
      at += stride;
      features[at] = shareBucket(groupParagraph[rows]!, rowText);
      at += stride;
      features[at] = logBucket(groupBlocks[rows]! / groupSize[rows]!);
      at += stride;
      features[at] = logBucket(block - page.firstBlock[row]!);
    } else {
      for (let k = 0; k < 7; k++) {
        at += stride;
        features[at] = 0;
      }
    }
    const bigRow = containers.bigRow[element]!;
    if (bigRow > 0) {
      const rows = group[bigRow]!;
      const rowText = groupText[rows]! || 1;
      at += stride;
      features[at] = logBucket(groupSize[rows]!);
      at += stride;
      features[at] = shareBucket(rowText, total);
      at += stride;
      features[at] = shareBucket(groupLink[rows]!, rowText);
      at += stride;
      features[at] = logBucket(rowText / groupSize[rows]!);
      at += stride;
      features[at] = shareBucket(groupParagraph[rows]!, rowText);
      at += stride;
      features[at] = logBucket(block - page.firstBlock[groupFirst[rows]!]!);
    } else {
      for (let k = 0; k < 6; k++) {
        at += stride;
        features[at] = 0;
      }
    }

    at += stride;
    features[at] = containers.wrapperMin[element]!;
    at += stride;
    features[at] = containers.wrapperSum[element]!;
    at += stride;
    features[at] = containers.wrapperMin[wider1]!;
    at += stride;
    features[at] = containers.wrapperSum[wider1]!;
    at += stride;
    features[at] = containers.wrapperSum[wider2]!;
    at += stride;
    features[at] = containers.wrapperSum[wider3]!;
    at += stride;
    features[at] = containers.chainMin[element]!;
    at += stride;
    features[at] = containers.chainMax[element]!;
    at += stride;
    features[at] = containers.chainSum[element]!;
    at += stride;
    features[at] = containers.near[element]!;
  }
}

const columnOf = (name: (typeof blockFeatures)[number]) => blockFeatures.indexOf(name);
const copiedColumns = [columnOf('words'), columnOf('linkShare'), columnOf('tag')] as const;

function writeNeighbours(page: Page, features: Uint8Array, stride: number): void {
  const { blocks, blockElement, parent } = page;
  const before = blockFeatures.length * stride;
  const behind = before + (neighbourFeatures.length / 2) * stride;
  let shift = 0;
  for (const column of copiedColumns) {
    const from = column * stride;
    features[before + shift] = 0;
    features.copyWithin(before + shift + 1, from, from + blocks - 1);
    features.copyWithin(behind + shift, from + 1, from + blocks);
    features[behind + shift + blocks - 1] = 0;
    shift += stride;
  }
  features[before + shift] = features[behind + shift + blocks - 1] = 0;
  for (let block = 1; block < blocks; block++) {
    const one = blockElement[block]!;
    const other = blockElement[block - 1]!;
    const same = one === other ? 2 : parent[one] === parent[other] ? 1 : 0;
    features[before + shift + block] = same;
    features[behind + shift + block - 1] = same;
  }
}

function writePage(pass: FirstPass, page: Page, features: Uint8Array, stride: number): void {
  const { containers } = pass;
  const { blocks, blockElement, blockChars, flags } = page;
  const total = containers.total || 1;
  let inFurniture = 0;
  let inArticle = 0;
  let inMain = 0;
  let inForm = 0;
  let inComments = 0;
  let paragraphs = 0;
  let han = 0;
  for (let block = 0; block < blocks; block++) {
    const bits = flags[blockElement[block]!]!;
    const chars = blockChars[block]!;
    if (bits & furniture) inFurniture += chars;
    if (bits & flag.article) inArticle += chars;
    if (bits & flag.main) inMain += chars;
    if (bits & flag.form) inForm += chars;
    if (bits & flag.comments) inComments += chars;
    paragraphs += containers.isParagraph[block]!;
    han += page.blockHan[block]!;
  }
  const values = [
    logBucket(containers.total),
    shareBucket(containers.link[0]!, total),
    logBucket(blocks),
    shareBucket(containers.paragraphText[0]!, total),
    logBucket(paragraphs),
    logBucket(page.articles),
    shareBucket(inArticle, total),
    shareBucket(inMain, total),
    shareBucket(inFurniture, total),
    shareBucket(containers.headings[0]!, blocks),
    shareBucket(containers.text[containers.top]!, total),
    logBucket(containers.mostRepeated[containers.top]!),
    shareBucket(han, total),
    shareBucket(inForm, total),
    shareBucket(inComments, total),
    openGraphKind(page),
    structuredKind(page),
    logBucket(pass.words.title.size),
  ];
  let at = (blockFeatures.length + neighbourFeatures.length) * stride;
  for (const value of values) {
    features.fill(value, at, at + blocks);
    at += stride;
  }
}
