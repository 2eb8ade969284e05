/** Most that is kept of one page; what goes beyond joins the last element or block, so nothing is lost but structure. */
export const maxElements = 1 << 17;
export const maxBlocks = 1 << 16;
export const maxRuns = 1 << 20;
export const maxTokens = 1 << 20;
/** Open elements; browsers stop at 512. */
export const maxDepth = 400;
export const maxJsonLd = 32;
/** Longer pages are cut off here. Untouched memory costs nothing. */
export const maxPageBytes = 64 << 20;
/** More than every element number. */
export const tagSlots = 128;
/** Enough for every word of `commentTokens` to have a slot of its own. */
export const commentSlots = 1024;
/** Bytes of a word in a table of words: its length, then its bytes. */
export const wordBytes = 16;

/** Bits of `blockEnd`: how a block's text ends and starts, and what is in it. */
export const ending = { sentence: 1, colon: 2, startsLower: 4, question: 8, copyright: 16 } as const;

/** What the scanner tells of a page beside its arrays, in the order of `state`. */
export const stateFields = [
  ...(['elements', 'blocks', 'runs', 'tokenCount', 'titleStart', 'titleEnd'] as const),
  ...(['descriptionStart', 'descriptionEnd', 'typeStart', 'typeEnd'] as const),
  ...(['textareaStart', 'textareaEnd', 'jsonLd', 'articles'] as const),
];
/** What the first pass tells of a page, behind those. */
export const firstPassFields = [
  ...(['total', 'best', 'titleWords', 'pageClassMin', 'pageClassMax', 'pageClassSum'] as const),
];

/** How a column of features is written, for all blocks: from arrays of values by block, or of places to look others up. */
export const columnKind = {
  /** Logarithmic buckets of a count. */
  counts: 0,
  /** A number times one array over another. */
  shares: 1,
  /** Values ready to use. */
  values: 2,
  /** Values ready to use in a second array, at the place that the first has. */
  lookedUp: 3,
  /** Logarithmic buckets of counts there. */
  lookedUpCounts: 4,
  /** Small numbers there. */
  lookedUpSmall: 5,
  /** Whether any of a number's bits is set there. */
  bits: 6,
} as const;
/** Numbers of a column's row in `plan`: kind, places of two arrays, a number. */
export const planRow = 4;

/** Bits of a bucket's number in the tables of class names and words. */
export const classTableBits = 14;
export const wordTableBits = 15;
/** Bytes of a tree: six feature numbers, six limits, two bytes free, low and high bytes of 64 leaves. */
export const treeBytes = 160;
/** Passes of trees: two over blocks, one over the cuts of a page; most trees of one, and most features. */
export const treePasses = 3;
export const maxTrees = 1600;
export const maxFeatures = 192;

/** First-pass margin (probability .015) below which a block is not main text; 16 such in a row skip the second pass. */
export const surelyOther = -8600;

/** Probabilities that a page's blocks may be cut at, and features of the page that cuts share with its blocks. */
export const cutCount = 13;
export const cutPageColumns = 4;
/** Cuts are rows of features as blocks are, in one register. */
export const cutStride = 16;

/** What metadata is read from. */
export const factKind = {
  ...({ meta: 0, canonical: 1, time: 2, title: 3, heading: 4, html: 5, body: 6, jsonLd: 7 } as const),
};
/**
 * Numbers of a fact: kind, where its tag's attributes begin (a body's: its name), 0, start and end of what it holds. A
 * meta's: kind, start and end of the name of what it states, start and end of what it states.
 */
export const factRow = 5;
/** Attributes that may name what a meta states, in the order in which they are read. */
export const metaKeys = ['property', 'name', 'itemprop', 'http-equiv'] as const;
/** Numbers of a line of visible text: first piece, one behind the last, characters, end. */
export const lineRow = 4;

/** Elements whose content is not shown. */
export const hiddenNames = ['script', 'style', 'svg', 'select', 'noscript', 'template'] as const;
/** Elements that stand on lines of their own. */
export const lineNames = [
  ...(['p', 'div', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'li', 'ul', 'ol', 'tr', 'td', 'th', 'table'] as const),
  ...(['section', 'article', 'header', 'footer', 'aside', 'nav', 'br', 'hr', 'dl', 'dt', 'dd'] as const),
  ...(['figure', 'figcaption', 'time', 'address', 'main'] as const),
];
/** Slots of the tags that part or hide lines of text: a power of two, a quarter of them used. */
export const lineTagBits = 8;
/** Pieces of text of the lines read at a time; a piece and its tag take four bytes of at most 100,000. */
export const maxPieces = 1 << 16;
/** Words of class, id, itemprop or rel that say what an element holds; a capital: the first letter is one or not. */
export const authorWords = ['Author', 'Byline', 'Verfasser', 'Autor'] as const;
export const dateWords = [
  ...(['Date', 'Publi', 'Posted', 'Timestamp', 'datum', 'fecha', '-time', '_time', 'submitted'] as const),
];
/** Slots of the names of metas: a power of two, a fifth of them used. */
export const metaNameBits = 9;
/** Elements found by such words at a time. */
export const maxNamed = 12;

/** Whom an inline element is hidden from: from screen readers alone (`aria-hidden`), what it shows parts words. */
export const hiding = { fromAll: 1, fromReaders: 2 } as const;

/** Names and values that the kernel looks for. */
export const knownWords = [
  ...(['hidden', 'true', 'itemprop', 'itemtype', 'aria-label', 'aria-hidden', 'data-testid'] as const),
  ...(['display', 'none', 'visibility', 'href', 'name', 'property', 'content', 'description'] as const),
  ...(['og:description', 'og:type', 'meta', 'link', 'canonical', 'time', 'title', 'h1', 'html', 'body'] as const),
  ...(['script', 'style', 'ld+json', 'class', 'id', 'rel', 'date', 'http-equiv'] as const),
];

const tableSlots = 1 << 18;
/** Bytes of text escaped at a time, and the most that JSON makes of one: `\\u0001`. */
export const escapedBytes = 1 << 14;
const bytesEscaped = 6;
/** Slots of the set of the words of title and description. */
export const headSlots = 2048;

const perElement = <const Name extends string, const Bytes extends number>(bytes: Bytes, ...names: Name[]) =>
  named(names, [bytes, maxElements + 1] as const);
const perBlock = <const Name extends string, const Bytes extends number>(bytes: Bytes, ...names: Name[]) =>
  named(names, [bytes, maxBlocks + 1] as const);
function named<Name extends string, Entry>(names: readonly Name[], entry: Entry): Record<Name, Entry> {
  // every name has its entry
  return Object.fromEntries(names.map((name) => [name, entry])) as Record<Name, Entry>;
}

/** Sums over the blocks inside each element, what each knows of the chain above it, and groups of siblings of one shape. */
const containers = {
  ...perElement(4, 'text', 'link', 'innerBlocks', 'paragraphText', 'headings'),
  /** The nearest ancestor that holds more text. */
  ...perElement(4, 'wider'),
  /** Siblings of the same shape that hold text, and the most of one shape among an element's children. */
  ...perElement(4, 'repeats', 'mostRepeated'),
  /** Group of siblings of one shape, by element; sums by group. */
  ...perElement(4, 'group', 'groupSize', 'groupText', 'groupLink', 'groupParagraph', 'groupBlocks', 'groupHeadings'),
  ...perElement(4, 'groupImages', 'groupFirst'),
  /** Nearest element at or above that is one of several of a shape, and the one whose group holds most text; 0: none. */
  ...perElement(4, 'row', 'bigRow'),
  ...perElement(8, 'score', 'best', 'groupMain', 'groupWords'),
  ...perElement(4, 'chainMin', 'chainMax', 'chainSum', 'near', 'wrapperMin', 'wrapperSum'),
  /** Features of an element, computed once. */
  ...perElement(1, 'inTop', 'linkShare', 'paragraphShare', 'textBucket', 'pageShare', 'scoreBucket', 'bestScore'),
  ...perElement(1, 'headingBucket', 'blocksBucket', 'wrapperMinBucket', 'wrapperSumBucket', 'chainMinBucket'),
  ...perElement(1, 'chainMaxBucket', 'chainSumBucket', 'nearBucket'),
  /** Features of a group, at its number + 1; at 0 those of no group. */
  ...perElement(1, 'groupSizeBucket', 'groupShareBucket', 'groupLinkBucket', 'groupTextBucket'),
  ...perElement(1, 'groupParagraphBucket', 'groupBlocksBucket', 'groupHeadingsBucket', 'groupImagesBucket'),
};

/** What both passes know of blocks beside what the scanner tells. */
const passes = {
  ...perBlock(1, 'isParagraph', 'isLater'),
  /** How many copies of a block's text the page has. */
  ...perBlock(4, 'copies', 'copyId', 'copiesById'),
  /** The element that a block's element is in, and one, two and three containers further out. */
  ...perBlock(4, 'blockParent', 'container1', 'container2', 'container3'),
  /** Group of a block's row and of its biggest row, counted from 1; 0: none. */
  ...perBlock(4, 'rowGroup', 'bigRowGroup'),
  ...perBlock(8, 'probability', 'mainBefore', 'wordsBefore', 'sectionMain', 'sectionWords'),
  ...perBlock(4, 'headingOf', 'untilSure', 'shapeKey', 'pathKey'),
  keyMain: [8, 2 * maxBlocks],
  keyWords: [8, 2 * maxBlocks],
} as const;

/** The kernel's arrays: bytes of an entry and number of entries. `Page` says what most of them hold. */
const arrays = {
  state: [4, stateFields.length + firstPassFields.length],
  // what tags.ts and byte-classes.ts know
  byteClass: [4, 256],
  wordStart: [4, 256],
  nameByteClass: [1, 256],
  wordByteClass: [1, 256],
  nameHash: [4, 2048],
  nameTag: [1, 2048],
  kindOfTag: [1, tagSlots],
  flagsOfTag: [4, tagSlots],
  endTags: [wordBytes, tagSlots],
  /** Number of an opening tag's rule, 0: none; bits of `closingBit` by rule and open tag. */
  closingOf: [1, tagSlots],
  closings: [1, 16 * tagSlots],
  scopeEnd: [1, tagSlots],
  tablePart: [1, tagSlots],
  roles: [wordBytes, 16],
  roleFlags: [4, 16],
  words: [wordBytes, knownWords.length],
  /** Hashes of words that name comments, at their lowest bits; elsewhere something that never stands there. */
  commentTokens: [4, commentSlots],
  plan: [4, planRow * maxFeatures],
  /** Columns that a block takes from its neighbours. */
  neighbours: [4, 3],
  // a model
  classTable: [4, 1 << classTableBits],
  wordTable: [4, 1 << wordTableBits],
  trees: [1, treePasses * maxTrees * treeBytes],
  /** Probability by margin, from the least. */
  logistic: [8, 1 << 16],
  /** What a page's probabilities let expect, and what was decided by them; words and main words by probability. */
  expected: [8, 3],
  decided: [8, 5],
  stepWords: [8, 128],
  stepMain: [8, 128],
  cuts: [8, cutCount],
  /** Sums over the blocks between one cut and the next, 64 bytes each. */
  bands: [64, cutCount + 1],
  cutColumns: [4, cutPageColumns],
  cutPage: [1, cutPageColumns],
  // scratch of one page
  openTags: [4, tagSlots],
  /** 1: the tag's end tag is nowhere ahead, so no second search of the rest of the page. */
  unclosed: [1, tagSlots],
  stack: [4, maxDepth + 2],
  jsonLdStart: [4, maxJsonLd],
  jsonLdEnd: [4, maxJsonLd],
  parent: [4, maxElements + 1],
  tag: [1, maxElements + 1],
  flags: [4, maxElements + 1],
  depth: [4, maxElements + 1],
  shape: [4, maxElements + 1],
  firstBlock: [4, maxElements + 1],
  endBlock: [4, maxElements + 1],
  firstToken: [4, maxElements + 1],
  inputs: [4, maxElements + 1],
  images: [4, maxElements + 1],
  tokens: [4, maxTokens],
  blockElement: [4, maxBlocks + 1],
  blockWords: [4, maxBlocks + 1],
  blockChars: [4, maxBlocks + 1],
  blockLinkChars: [4, maxBlocks + 1],
  blockSentences: [4, maxBlocks + 1],
  blockPunctuation: [4, maxBlocks + 1],
  blockUpper: [4, maxBlocks + 1],
  blockDigits: [4, maxBlocks + 1],
  blockHan: [4, maxBlocks + 1],
  blockLinks: [4, maxBlocks + 1],
  blockBreaks: [4, maxBlocks + 1],
  blockEnd: [1, maxBlocks + 1],
  blockHash: [4, maxBlocks + 1],
  firstRun: [4, maxBlocks + 1],
  runStart: [4, maxRuns],
  runEnd: [4, maxRuns],
  /** How the run's inline element is hidden, a value of `hiding`; 0: it is not. */
  runHidden: [1, maxRuns],
  facts: [4, factRow * 1200],
  factCounts: [4, Object.keys(factKind).length],
  /** Start and end of the values of a meta's attributes: of each key, then of its content. */
  metaValues: [4, 2 * (metaKeys.length + 1)],
  /** Numbers of tag names (0: none), and what each does to lines: 1 parts them, from 2 on it hides what it holds. */
  lineTagHash: [4, 1 << lineTagBits],
  lineTagKind: [1, 1 << lineTagBits],
  hiddenNames: [wordBytes, hiddenNames.length],
  /** Hashes of the names of metas that metadata is read from; 0: none. */
  metaNames: [4, 1 << metaNameBits],
  /** Words whose last byte says whether the first letter may be a capital. */
  authorWords: [wordBytes, authorWords.length],
  dateWords: [wordBytes, dateWords.length],
  /** First four letters of each of those, the first in small. */
  authorStarts: [4, (authorWords.length + 3) & -4],
  dateStarts: [4, (dateWords.length + 3) & -4],
  named: [4, maxNamed],
  /** Lines of visible text, and where their pieces start and end. */
  lines: [4, lineRow * (maxPieces + 1)],
  pieces: [4, 2 * maxPieces],
  /** Slots of 16 bytes. */
  table: [16, tableSlots],
  headHashes: [4, headSlots],
  headBits: [1, headSlots],
  /** Tokens that a block was looked up by. */
  lookedUp: [4, 16],
  ...containers,
  ...passes,
  /** Feature `f` of block `i` is at `f * stride + i`. */
  features: [1, maxFeatures * maxBlocks],
  margins: [2, maxBlocks],
  /** First blocks of the groups of 16 that a pass scores. */
  active: [4, maxBlocks / 16],
  /** 1: a block is main text. */
  kept: [1, maxBlocks + 1],
  /** 1: a block is laid out. */
  keep: [1, maxBlocks + 1],
  /** A character reference decoded. */
  reference: [1, 64],
  referenceLength: [4, 1],
  /** Zeros before the page, so that looking back from its first byte finds nothing. */
  beforeBytes: [1, 64],
  /** The page, the sentinel behind it, and what a SIMD register reads beyond. */
  bytes: [1, maxPageBytes + 1024],
  /** Text laid out. References may grow: `&nGt;` (5 bytes) becomes two characters of three; a separator takes three. */
  output: [1, 2 * maxPageBytes + 4 * maxBlocks + 64],
  /** A part of it as JSON has it, and what a SIMD register writes beyond. */
  json: [1, bytesEscaped * escapedBytes + 16],
} as const satisfies Record<string, readonly [bytes: number, count: number]>;

export type ArrayName = keyof typeof arrays;

/** Arrays begin at whole lines of the processor's cache, behind the first kilobyte. */
const align = 64;
const firstPlace = 1024;

let next = firstPlace;
const placed = Object.entries(arrays).map(([name, [bytes, count]]): [string, { at: number; count: number }] => {
  const at = next;
  next = (at + bytes * count + align - 1) & -align;
  return [name, { at, count }];
});
// every array has its place
export const layout = Object.fromEntries(placed) as Readonly<Record<ArrayName, { at: number; count: number }>>;

/** Pages of 64 KiB that hold all arrays. */
export const memoryPages = Math.ceil(next / 65536);
