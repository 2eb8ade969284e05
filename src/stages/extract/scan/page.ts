import type { Buffer } from 'node:buffer';
import { int32Array, scanBytes, scratch, uint8Array } from '../kernel/kernel.ts';

/** End of a run that is no text but a place: a line break (`<br>`). An end equal to the start is white space. */
export const lineBreakEnd = -1;

/**
 * One page as the scanner sees it, in the memory of the kernel: every page of a thread uses the same. Element `e`
 * and block `i` are indices into the arrays; element 0 is the page.
 */
export interface Page {
  /** The page's bytes (UTF-8), the sentinel behind them: the thread's scratch. */
  readonly bytes: Uint8Array;
  /** The same memory: `Buffer.indexOf` of one byte is a memchr. */
  readonly buffer: Buffer;
  length: number;

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
  /** How the run's inline element is hidden, a value of `hiding`; 0: it is not. */
  readonly runHidden: Uint8Array;

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
}

/** The scratch that pages are scanned into. */
export function createPage(): Page {
  return {
    bytes: scratch.bytes,
    buffer: scratch.buffer,
    length: 0,
    elements: 0,
    parent: int32Array('parent'),
    tag: uint8Array('tag'),
    flags: int32Array('flags'),
    depth: int32Array('depth'),
    shape: int32Array('shape'),
    firstBlock: int32Array('firstBlock'),
    endBlock: int32Array('endBlock'),
    firstToken: int32Array('firstToken'),
    inputs: int32Array('inputs'),
    images: int32Array('images'),
    tokens: int32Array('tokens'),
    tokenCount: 0,
    blocks: 0,
    blockElement: int32Array('blockElement'),
    blockWords: int32Array('blockWords'),
    blockChars: int32Array('blockChars'),
    blockLinkChars: int32Array('blockLinkChars'),
    blockSentences: int32Array('blockSentences'),
    blockPunctuation: int32Array('blockPunctuation'),
    blockUpper: int32Array('blockUpper'),
    blockDigits: int32Array('blockDigits'),
    blockHan: int32Array('blockHan'),
    blockLinks: int32Array('blockLinks'),
    blockBreaks: int32Array('blockBreaks'),
    blockEnd: uint8Array('blockEnd'),
    blockHash: int32Array('blockHash'),
    firstRun: int32Array('firstRun'),
    runs: 0,
    runStart: int32Array('runStart'),
    runEnd: int32Array('runEnd'),
    runHidden: uint8Array('runHidden'),
    titleStart: 0,
    titleEnd: 0,
    descriptionStart: 0,
    descriptionEnd: 0,
    typeStart: 0,
    typeEnd: 0,
    textareaStart: 0,
    textareaEnd: 0,
    jsonLd: 0,
    jsonLdStart: int32Array('jsonLdStart'),
    jsonLdEnd: int32Array('jsonLdEnd'),
    articles: 0,
  };
}

/**
 * Scans a page's bytes (UTF-8): elements and text blocks into the arrays of `page`. Linear in their length.
 * @param isLoaded whether metadata was read from the same bytes just before
 */
export function scan(page: Page, utf8: Uint8Array, isLoaded = false): void {
  page.length = scanBytes(page, utf8, isLoaded);
}
