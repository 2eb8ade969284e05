import { type ArrayName, columnKind, layout } from '../kernel/layout.ts';
import { flag } from '../scan/tags.ts';

/** One feature that is computed by block: its name, and what writes its column, as the kernel's `plan` has it. */
interface Column {
  name: string;
  kind: keyof typeof columnKind;
  first: ArrayName;
  second?: ArrayName;
  number?: number;
}

const count = (name: string, first: ArrayName): Column => ({ name, kind: 'counts', first });

const share = (name: string, first: ArrayName, second: ArrayName, number = 1): Column => ({
  name,
  kind: 'shares',
  first,
  second,
  number,
});

const value = (name: string, first: ArrayName): Column => ({ name, kind: 'values', first });

const inside = (name: string, number: number): Column => ({
  name,
  kind: 'bits',
  first: 'blockElement',
  second: 'flags',
  number,
});

/** A block's element, and one, two and three containers further out. */
const levels = ['blockElement', 'container1', 'container2', 'container3'] as const;
type Level = 0 | 1 | 2 | 3;

/** A value of the block's container, `level` steps out. */
const of = (name: string, level: Level, second: ArrayName): Column => ({
  name,
  kind: 'lookedUp',
  first: levels[level],
  second,
});

const countOf = (name: string, level: Level, second: ArrayName): Column => ({
  name,
  kind: 'lookedUpCounts',
  first: levels[level],
  second,
});

const ofRow = (name: string, second: ArrayName): Column => ({ name, kind: 'lookedUp', first: 'rowGroup', second });

const ofBigRow = (name: string, second: ArrayName): Column => ({
  name,
  kind: 'lookedUp',
  first: 'bigRowGroup',
  second,
});

const furniture = flag.nav | flag.header | flag.footer | flag.aside;

/** Features that one loop over the blocks writes, in the order of their columns. */
export const columns: readonly Column[] = [
  count('words', 'blockWords'),
  count('chars', 'blockChars'),
  share('upper', 'blockUpper', 'blockWords'),
  share('digits', 'blockDigits', 'blockWords'),
  share('punctuation', 'blockPunctuation', 'blockWords', 4),
  count('sentences', 'blockSentences'),
  value('ending', 'blockEnd'),
  share('linkShare', 'blockLinkChars', 'blockChars'),
  count('links', 'blockLinks'),
  count('breaks', 'blockBreaks'),
  share('han', 'blockHan', 'blockChars'),
  value('isParagraph', 'isParagraph'),
  of('tag', 0, 'tag'),
  { name: 'parentTag', kind: 'lookedUp', first: 'blockParent', second: 'tag' },
  { name: 'depth', kind: 'lookedUpSmall', first: 'blockElement', second: 'depth' },
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
  value('seenBefore', 'isLater'),
  count('copies', 'copies'),
  of('bestScore', 0, 'bestScore'),
  of('inTop', 0, 'inTop'),
  of('text0', 0, 'textBucket'),
  of('link0', 0, 'linkShare'),
  of('paragraph0', 0, 'paragraphShare'),
  countOf('repeats0', 0, 'repeats'),
  of('blocks0', 0, 'blocksBucket'),
  of('text1', 1, 'textBucket'),
  of('link1', 1, 'linkShare'),
  of('paragraph1', 1, 'paragraphShare'),
  countOf('repeats1', 1, 'repeats'),
  countOf('mostRepeated1', 1, 'mostRepeated'),
  of('score1', 1, 'scoreBucket'),
  of('link2', 2, 'linkShare'),
  of('paragraph2', 2, 'paragraphShare'),
  of('share2', 2, 'pageShare'),
  countOf('repeats2', 2, 'repeats'),
  of('score2', 2, 'scoreBucket'),
  of('link3', 3, 'linkShare'),
  of('paragraph3', 3, 'paragraphShare'),
  of('share3', 3, 'pageShare'),
  countOf('inputs3', 3, 'inputs'),
  countOf('images3', 3, 'images'),
  of('headings3', 3, 'headingBucket'),
  ofRow('rowSize', 'groupSizeBucket'),
  ofRow('rowShare', 'groupShareBucket'),
  ofRow('rowLink', 'groupLinkBucket'),
  ofRow('rowText', 'groupTextBucket'),
  ofRow('rowParagraph', 'groupParagraphBucket'),
  ofRow('rowBlocks', 'groupBlocksBucket'),
  ofRow('rowHeadings', 'groupHeadingsBucket'),
  ofRow('rowImages', 'groupImagesBucket'),
  ofBigRow('bigRowSize', 'groupSizeBucket'),
  ofBigRow('bigRowShare', 'groupShareBucket'),
  ofBigRow('bigRowLink', 'groupLinkBucket'),
  ofBigRow('bigRowText', 'groupTextBucket'),
  ofBigRow('bigRowParagraph', 'groupParagraphBucket'),
  ofBigRow('bigRowHeadings', 'groupHeadingsBucket'),
  ofBigRow('bigRowImages', 'groupImagesBucket'),
  of('classMin0', 0, 'wrapperMinBucket'),
  of('classSum0', 0, 'wrapperSumBucket'),
  of('classMin1', 1, 'wrapperMinBucket'),
  of('classSum1', 1, 'wrapperSumBucket'),
  of('classSum2', 2, 'wrapperSumBucket'),
  of('classSum3', 3, 'wrapperSumBucket'),
  of('classMin', 0, 'chainMinBucket'),
  of('classMax', 0, 'chainMaxBucket'),
  of('classSum', 0, 'chainSumBucket'),
  of('classNear', 0, 'nearBucket'),
];

/** The columns as the kernel's `plan` has them. */
export const plan: readonly number[] = columns.flatMap(({ kind, first, second, number }) => [
  columnKind[kind],
  layout[first].at,
  second === undefined ? 0 : layout[second].at,
  number ?? 0,
]);
