import type { Page } from '../scan/page.ts';
import { flag } from '../scan/tags.ts';
import * as column from './columns.ts';
import type { Containers } from './containers.ts';
import type { FirstPass } from './first-pass.ts';

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

/** Features that one loop over the blocks writes, in the order of their columns. */
export const columns: readonly Column[] = [
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
  ofRow('rowHeadings', (containers) => containers.groupHeadingsBucket),
  ofRow('rowImages', (containers) => containers.groupImagesBucket),
  ofBigRow('bigRowSize', (containers) => containers.groupSizeBucket),
  ofBigRow('bigRowShare', (containers) => containers.groupShareBucket),
  ofBigRow('bigRowLink', (containers) => containers.groupLinkBucket),
  ofBigRow('bigRowText', (containers) => containers.groupTextBucket),
  ofBigRow('bigRowParagraph', (containers) => containers.groupParagraphBucket),
  ofBigRow('bigRowHeadings', (containers) => containers.groupHeadingsBucket),
  ofBigRow('bigRowImages', (containers) => containers.groupImagesBucket),
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
