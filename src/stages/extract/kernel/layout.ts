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

/** Attribute names and values that the scanner looks for. */
export const knownWords = [
  ...(['hidden', 'true', 'itemprop', 'itemtype', 'aria-label', 'aria-hidden', 'data-testid'] as const),
  ...(['display', 'none', 'visibility', 'href', 'name', 'property', 'content', 'description'] as const),
  ...(['og:description', 'og:type'] as const),
];

/** The kernel's arrays: bytes of an entry and number of entries. `Page` says what most of them hold. */
const arrays = {
  state: [4, stateFields.length],
  // what tags.ts and byte-classes.ts know
  byteClass: [4, 256],
  wordStart: [4, 256],
  nameByteClass: [1, 256],
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
  /** Hashes of words that name comments, at their lowest six bits; elsewhere something that never stands there. */
  commentTokens: [4, 64],
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
  /** Zeros before the page, so that looking back from its first byte finds nothing. */
  beforeBytes: [1, 64],
  /** The page, the sentinel behind it, and what a SIMD register reads beyond. */
  bytes: [1, maxPageBytes + 1024],
} as const satisfies Record<string, readonly [bytes: 1 | 4 | typeof wordBytes, count: number]>;

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
