import { APOSTROPHE, BANG, DASH, EQUALS, GT, LT, QUOTE, SLASH } from '../../../formats/charset/ascii.ts';
import { asBuffer, type Range } from './byte-text.ts';

/** Where a page's facts stand. Nothing is decoded yet. */
export interface PageScan {
  page: Buffer;
  /** Attributes of the html element. */
  html: Attributes | undefined;
  /** Inner bytes of the first title element. */
  title: Range | undefined;
  metas: Attributes[];
  /** Attributes of the link elements that name a canonical address. */
  canonicals: Attributes[];
  jsonLd: Range[];
  /** Inner bytes of h1 elements. */
  headings: Range[];
  times: { attributes: Attributes; inner: Range }[];
  /** Where the body starts, in bytes. */
  body: number;
}

/** Lower-case attribute names and where their values stand; the first of a name counts. */
export type Attributes = ReadonlyMap<string, Range>;

/** Limits for hostile pages: the facts of a page are in its first few of each. */
const MAX_METAS = 500;
const MAX_CANONICALS = 16;
const MAX_JSON_LD = 32;
const MAX_HEADINGS = 8;
const MAX_TIMES = 64;
const MAX_ATTRIBUTES = 64;
const MAX_TAG_BYTES = 1000;

function isSpace(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

/** Reads attributes from `position`, inside a tag behind its name, to the tag's end. `end` is behind `>` or the page's end. */
function readAttributes(page: Buffer, position: number): { attributes: Map<string, Range>; end: number } {
  const attributes = new Map<string, Range>();
  const length = page.length;
  let at = position;
  for (;;) {
    while (at < length && (isSpace(page[at]!) || page[at] === SLASH)) at++;
    if (at >= length) return { attributes, end: length };
    if (page[at] === GT) return { attributes, end: at + 1 };
    const nameStart = at++;
    while (at < length) {
      const byte = page[at]!;
      if (byte === EQUALS || byte === GT || byte === SLASH || isSpace(byte)) break;
      at++;
    }
    const nameEnd = at;
    while (at < length && isSpace(page[at]!)) at++;
    let value: Range = { start: at, end: at };
    if (page[at] === EQUALS) {
      at++;
      while (at < length && isSpace(page[at]!)) at++;
      const quote = page[at];
      if (quote === QUOTE || quote === APOSTROPHE) {
        const close = page.indexOf(quote, at + 1);
        value = { start: at + 1, end: close === -1 ? length : close };
        at = close === -1 ? length : close + 1;
      } else {
        const start = at;
        while (at < length && !isSpace(page[at]!) && page[at] !== GT) at++;
        value = { start, end: at };
      }
    }
    if (attributes.size < MAX_ATTRIBUTES && nameEnd - nameStart < 40) {
      const name = page.toString('latin1', nameStart, nameEnd).toLowerCase();
      if (!attributes.has(name)) attributes.set(name, value);
    }
  }
}

/** Whether the lower-case ASCII of `word` stands at `at` in any case. */
function hasWord(page: Buffer, at: number, word: string): boolean {
  for (let i = 0; i < word.length; i++) {
    if ((page[at + i]! | 0x20) !== word.charCodeAt(i)) return false;
  }
  return true;
}

/** Whether the tag name `word` stands at `at`. */
function isTag(page: Buffer, at: number, word: string): boolean {
  if (!hasWord(page, at, word)) return false;
  const next = page[at + word.length] ?? GT;
  return isSpace(next) || next === GT || next === SLASH;
}

/** The position of `</word` at or after `from`, or -1. */
function findEnd(page: Buffer, from: number, word: string): number {
  // a search for one byte is several times as fast as one for two
  for (let at = page.indexOf(LT, from); at !== -1; at = page.indexOf(LT, at + 1)) {
    if (page[at + 1] === SLASH && isTag(page, at + 2, word)) return at;
  }
  return -1;
}

/** The position of the next `<` at or after `from`, or the page's end. */
function nextTag(page: Buffer, from: number): number {
  const at = page.indexOf(LT, from);
  return at === -1 ? page.length : at;
}

const JSON_LD = 'ld+json';

/**
 * Walks the page's tags once and notes where its facts stand. No tree is built; scripts, styles and comments are passed
 * over. Linear in the page's length: an element that is never closed ends the walk.
 */
export function scanPage(bytes: Uint8Array): PageScan {
  const page = asBuffer(bytes);
  const scan: PageScan = {
    page,
    html: undefined,
    title: undefined,
    metas: [],
    canonicals: [],
    jsonLd: [],
    headings: [],
    times: [],
    body: 0,
  };
  for (let at = page.indexOf(LT); at !== -1; at = page.indexOf(LT, at)) {
    at = readTag(scan, at + 1);
    if (at === -1) break;
  }
  return scan;
}

/** Notes what the tag whose name starts at `at` tells; gives where to go on, or -1 when the rest is not markup. */
function readTag(scan: PageScan, at: number): number {
  const { page } = scan;
  switch (page[at]! | 0x20) {
    case 0x6d: // m
      if (!isTag(page, at, 'meta')) return at;
      return readInto(scan.metas, MAX_METAS, page, at + 4);
    case 0x6c: // l
      if (!isTag(page, at, 'link')) return at;
      return mentions(page, at, 'canonical') ? readInto(scan.canonicals, MAX_CANONICALS, page, at + 4) : at;
    case 0x74: // t
      if (isTag(page, at, 'time')) return readTime(scan, at + 4);
      return isTag(page, at, 'title') ? readTitle(scan, at + 5) : at;
    case 0x68: // h
      if (isTag(page, at, 'h1')) return readHeading(scan, at + 2);
      if (!isTag(page, at, 'html') || scan.html !== undefined) return at;
      return readHtml(scan, at + 4);
    case 0x62: // b
      if (scan.body === 0 && isTag(page, at, 'body')) scan.body = at;
      return at;
    case 0x73: // s
      if (isTag(page, at, 'script')) return readScript(scan, at + 6);
      return isTag(page, at, 'style') ? findEnd(page, at, 'style') + 1 || -1 : at;
    case BANG | 0x20:
      return page[at] === BANG && page[at + 1] === DASH && page[at + 2] === DASH ? skipComment(page, at + 1) : at;
    default:
      return at;
  }
}

function readInto(list: Attributes[], limit: number, page: Buffer, at: number): number {
  const { attributes, end } = readAttributes(page, at);
  if (list.length < limit) list.push(attributes);
  return end;
}

function readHtml(scan: PageScan, at: number): number {
  const { attributes, end } = readAttributes(scan.page, at);
  scan.html = attributes;
  return end;
}

function readTitle(scan: PageScan, at: number): number {
  if (scan.title !== undefined) return at;
  const { end } = readAttributes(scan.page, at);
  const close = findEnd(scan.page, end, 'title');
  scan.title = { start: end, end: close === -1 ? nextTag(scan.page, end) : close };
  return scan.title.end;
}

function readHeading(scan: PageScan, at: number): number {
  const { end } = readAttributes(scan.page, at);
  if (scan.headings.length >= MAX_HEADINGS) return end;
  const close = findEnd(scan.page, end, 'h1');
  scan.headings.push({ start: end, end: close === -1 ? nextTag(scan.page, end) : close });
  return end;
}

function readTime(scan: PageScan, at: number): number {
  const { attributes, end } = readAttributes(scan.page, at);
  if (scan.times.length < MAX_TIMES) {
    scan.times.push({ attributes, inner: { start: end, end: nextTag(scan.page, end) } });
  }
  return end;
}

/** Whether lower-case ASCII stands in the tag at `at`, as far as its first `>`: looking is cheaper than reading attributes. */
function mentions(page: Buffer, at: number, word: string): boolean {
  const first = word.charCodeAt(0);
  const end = Math.min(page.length, at + MAX_TAG_BYTES);
  for (let position = at; position < end; position++) {
    const byte = page[position]!;
    if (byte === GT) return false;
    if ((byte | 0x20) === first && hasWord(page, position, word)) return true;
  }
  return false;
}

function readScript(scan: PageScan, at: number): number {
  if (!mentions(scan.page, at, JSON_LD)) return findEnd(scan.page, at, 'script');
  const { attributes, end } = readAttributes(scan.page, at);
  const close = findEnd(scan.page, end, 'script');
  if (close === -1) return -1;
  const type = attributes.get('type');
  if (type !== undefined && scan.jsonLd.length < MAX_JSON_LD) {
    if (
      scan.page
        .toString('latin1', type.start, Math.min(type.end, type.start + 40))
        .toLowerCase()
        .includes(JSON_LD)
    ) {
      scan.jsonLd.push({ start: end, end: close });
    }
  }
  return close;
}

function skipComment(page: Buffer, at: number): number {
  // `<!-->` is a whole comment.
  const close = page.indexOf('-->', at, 'latin1');
  return close === -1 ? -1 : close + 3;
}
