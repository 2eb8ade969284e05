import { APOSTROPHE, EQUALS, GT, QUOTE, SLASH } from '../../../formats/charset/ascii.ts';
import { exports, int32Array, loadBytes } from '../kernel/kernel.ts';
import { factKind, factRow } from '../kernel/layout.ts';
import { asBuffer, type Range } from './byte-text.ts';

/** Where a page's facts stand. Nothing is decoded yet. */
export interface PageScan {
  page: Buffer;
  /** Attributes of the html element. */
  html: Attributes | undefined;
  /** Inner bytes of the first title element. */
  title: Range | undefined;
  /** Metas with content, once for each attribute that may name what they state. */
  metas: { name: Range; content: Range }[];
  /** Attributes of the link elements that name a canonical address. */
  canonicals: Attributes[];
  jsonLd: Range[];
  /** Inner bytes of h1 elements. */
  headings: Range[];
  /** Time elements: where their attributes begin, and their inner bytes. */
  times: { at: number; inner: Range }[];
  /** Where the body starts, in bytes. */
  body: number;
}

/** Lower-case attribute names and where their values stand; the first of a name counts. */
export type Attributes = ReadonlyMap<string, Range>;

/** JSON-LD blocks read of one page; the kernel has limits of its own for the other facts. */
const MAX_JSON_LD = 32;
const MAX_ATTRIBUTES = 64;

function isSpace(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

/** Reads attributes from `position`, inside a tag behind its name, to the tag's end. */
export function readAttributes(page: Buffer, position: number): Attributes {
  const attributes = new Map<string, Range>();
  const length = page.length;
  let at = position;
  for (;;) {
    while (at < length && (isSpace(page[at]!) || page[at] === SLASH)) at++;
    if (at >= length || page[at] === GT) return attributes;
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

const JSON_LD = 'ld+json';
const facts = int32Array('facts');

/** Whether a script's attributes say that it holds JSON-LD. */
function isJsonLd(page: Buffer, at: number): boolean {
  const type = readAttributes(page, at).get('type');
  if (type === undefined) return false;
  const text = page.toString('latin1', type.start, Math.min(type.end, type.start + 40));
  return text.toLowerCase().includes(JSON_LD);
}

/**
 * Notes where a page's facts stand. No tree is built; scripts, styles and comments are passed over. Linear in the page's
 * length: an element that is never closed ends the walk.
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
  const end = factRow * exports.readFacts(loadBytes(bytes));
  for (let row = 0; row < end; row += factRow) {
    const at = facts[row + 1]!;
    const inner = { start: facts[row + 3]!, end: facts[row + 4]! };
    switch (facts[row]!) {
      case factKind.meta:
        scan.metas.push({ name: { start: at, end: facts[row + 2]! }, content: inner });
        break;
      case factKind.canonical:
        scan.canonicals.push(readAttributes(page, at));
        break;
      case factKind.time:
        scan.times.push({ at, inner });
        break;
      case factKind.title:
        scan.title = inner;
        break;
      case factKind.heading:
        scan.headings.push(inner);
        break;
      case factKind.html:
        scan.html = readAttributes(page, at);
        break;
      case factKind.body:
        scan.body = at;
        break;
      case factKind.jsonLd:
        if (scan.jsonLd.length < MAX_JSON_LD && isJsonLd(page, at)) scan.jsonLd.push(inner);
    }
  }
  return scan;
}
