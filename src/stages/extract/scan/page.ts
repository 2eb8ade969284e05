import type { Buffer } from 'node:buffer';
import { loadBytes, scratch } from './scratch.ts';

/** Most that is kept of one page; what goes beyond joins the last element or block, so nothing is lost but structure. */
export const maxElements = 1 << 17;
export const maxBlocks = 1 << 16;
export const maxRuns = 1 << 20;
export const maxTokens = 1 << 20;
/** Open elements; browsers stop at 512. */
export const maxDepth = 400;
const maxJsonLdScripts = 32;

/** End of a run that is no text but a place: a line break (`<br>`). An end equal to the start is white space. */
export const lineBreakEnd = -1;

/** Bits of `blockEnd`. */
export const ending = { sentence: 1, colon: 2, startsLower: 4, question: 8, copyright: 16 } as const;

/**
 * One page as the scanner sees it, and the block in the making. Made once and used for every page:
 * element `e` and block `i` are indices into the arrays; element 0 is the page.
 */
export interface Page {
  /** The page's bytes (UTF-8), the sentinel behind them: the thread's scratch. */
  readonly bytes: Uint8Array;
  /** The same memory: `Buffer.indexOf` of one byte is a memchr. */
  readonly buffer: Buffer;
  length: number;
  /** Begins with an XML declaration: there `<script src="x"/>` is a whole element. */
  isXml: boolean;

  elements: number;
  readonly parent: Int32Array;
  readonly tag: Uint8Array;
  readonly flags: Int32Array;
  readonly depth: Int32Array;
  /** Shape: tag and first two words of class or id. */
  readonly shape: Int32Array;
  readonly firstBlock: Int32Array;
  /** One behind the last block inside. */
  readonly endBlock: Int32Array;
  /** Tokens of element `e` are `tokens[firstToken[e]]` to `tokens[firstToken[e + 1] - 1]`. */
  readonly firstToken: Int32Array;
  readonly inputs: Int32Array;
  readonly images: Int32Array;
  readonly tokens: Int32Array;
  tokenCount: number;

  blocks: number;
  /** Element a block stands in. */
  readonly blockElement: Int32Array;
  readonly blockWords: Int32Array;
  readonly blockChars: Int32Array;
  /** Characters inside links. */
  readonly blockLinkChars: Int32Array;
  readonly blockSentences: Int32Array;
  readonly blockPunctuation: Int32Array;
  readonly blockUpper: Int32Array;
  readonly blockDigits: Int32Array;
  readonly blockHan: Int32Array;
  readonly blockLinks: Int32Array;
  readonly blockBreaks: Int32Array;
  /** Bits of `ending`. */
  readonly blockEnd: Uint8Array;
  /** Equal for equal texts. */
  readonly blockHash: Int32Array;
  /** Runs of block `i` are `firstRun[i]` to `firstRun[i + 1] - 1`. */
  readonly firstRun: Int32Array;
  runs: number;
  readonly runStart: Int32Array;
  readonly runEnd: Int32Array;

  /** Byte ranges, 0 to 0 where the page has none. */
  titleStart: number;
  titleEnd: number;
  descriptionStart: number;
  descriptionEnd: number;
  typeStart: number;
  typeEnd: number;
  /** The longest `<textarea>`. */
  textareaStart: number;
  textareaEnd: number;
  jsonLd: number;
  readonly jsonLdStart: Int32Array;
  readonly jsonLdEnd: Int32Array;
  articles: number;

  /** Open elements; `stack[top]` is `current`. */
  readonly stack: Int32Array;
  top: number;
  current: number;
  /** How many elements of each tag are open. */
  readonly openTags: Int32Array;
  /** Depth at which a link opened, -1 outside links. */
  linkDepth: number;
  breaksInRow: number;

  words: number;
  chars: number;
  linkChars: number;
  sentences: number;
  punctuation: number;
  upper: number;
  digits: number;
  han: number;
  links: number;
  breaks: number;
  marks: number;

  /** What `readAttributes` found in the tag it read. */
  tagFlags: number;
  tagShape: number;
}

/** The scratch that pages are scanned into. */
export function createPage(): Page {
  const perElement = () => new Int32Array(maxElements + 1);
  const perBlock = () => new Int32Array(maxBlocks + 1);
  return {
    bytes: scratch.bytes,
    buffer: scratch.buffer,
    length: 0,
    isXml: false,
    elements: 0,
    parent: perElement(),
    tag: new Uint8Array(maxElements + 1),
    flags: perElement(),
    depth: perElement(),
    shape: perElement(),
    firstBlock: perElement(),
    endBlock: perElement(),
    firstToken: perElement(),
    inputs: perElement(),
    images: perElement(),
    tokens: new Int32Array(maxTokens),
    tokenCount: 0,
    blocks: 0,
    blockElement: perBlock(),
    blockWords: perBlock(),
    blockChars: perBlock(),
    blockLinkChars: perBlock(),
    blockSentences: perBlock(),
    blockPunctuation: perBlock(),
    blockUpper: perBlock(),
    blockDigits: perBlock(),
    blockHan: perBlock(),
    blockLinks: perBlock(),
    blockBreaks: perBlock(),
    blockEnd: new Uint8Array(maxBlocks + 1),
    blockHash: perBlock(),
    firstRun: perBlock(),
    runs: 0,
    runStart: new Int32Array(maxRuns),
    runEnd: new Int32Array(maxRuns),
    titleStart: 0,
    titleEnd: 0,
    descriptionStart: 0,
    descriptionEnd: 0,
    typeStart: 0,
    typeEnd: 0,
    textareaStart: 0,
    textareaEnd: 0,
    jsonLd: 0,
    jsonLdStart: new Int32Array(maxJsonLdScripts),
    jsonLdEnd: new Int32Array(maxJsonLdScripts),
    articles: 0,
    stack: new Int32Array(maxDepth + 2),
    top: 0,
    current: 0,
    openTags: new Int32Array(128),
    linkDepth: -1,
    breaksInRow: 0,
    words: 0,
    chars: 0,
    linkChars: 0,
    sentences: 0,
    punctuation: 0,
    upper: 0,
    digits: 0,
    han: 0,
    links: 0,
    breaks: 0,
    marks: 0,
    tagFlags: 0,
    tagShape: 0,
  };
}

/** Behind a byte order mark and white space, as crawls have it. */
const xmlDeclaration = /^(?:\xef\xbb\xbf)?\s{0,8}<\?xml\s/;

/** Copies a page's bytes in and resets everything. */
export function load(page: Page, body: Uint8Array): void {
  page.length = loadBytes(body);
  page.isXml = xmlDeclaration.test(page.buffer.toString('latin1', 0, 20));
  page.elements = 1;
  page.blocks = page.runs = page.tokenCount = 0;
  page.titleStart = page.titleEnd = page.descriptionStart = page.descriptionEnd = 0;
  page.typeStart = page.typeEnd = page.textareaStart = page.textareaEnd = 0;
  page.jsonLd = page.articles = 0;
  page.top = page.current = page.breaksInRow = 0;
  page.linkDepth = -1;
  page.openTags.fill(0);
  page.stack[0] = 0;
  page.firstRun[0] = 0;
  page.parent[0] = page.tag[0] = page.flags[0] = page.depth[0] = page.shape[0] = 0;
  page.firstBlock[0] = page.endBlock[0] = page.firstToken[0] = page.firstToken[1] = page.inputs[0] = page.images[0] = 0;
  clearCounters(page);
}

/** Starts a new block. */
export function clearCounters(page: Page): void {
  page.words = page.chars = page.linkChars = page.sentences = page.punctuation = 0;
  page.upper = page.digits = page.han = page.links = page.breaks = page.marks = 0;
}
