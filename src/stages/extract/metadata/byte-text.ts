import { decodeHTML } from 'entities';

/** `[start, end)` in bytes. */
export interface Range {
  start: number;
  end: number;
}

/** Longest value read, in bytes: untrusted pages put megabytes into a meta. */
const MAX_VALUE_BYTES = 16_384;

const LT = 0x3c;
const GT = 0x3e;

/** The page's bytes as a Buffer over the same memory. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** What is to be decoded, dropped or collapsed; most values hold nothing of it. */
const unclean =
  /[&<\0-\x1f\x7f-\xa0\xad\u1680\u2000-\u200f\u2028-\u202f\u205f\u2060\u3000\ud800-\udfff\ufeff\ufffd]| {2}/;

/**
 * One line of plain text: entities decoded (twice, because so many sites escape twice), tags, controls, invisible
 * characters and lone surrogates gone, white space collapsed.
 */
export function cleanText(raw: string): string {
  if (!unclean.test(raw)) return raw.trim();
  let text = raw;
  for (let pass = 0; pass < 2 && text.includes('&'); pass++) text = decodeHTML(text);
  if (text.includes('<')) text = text.replace(/<\/?[a-z!][^<>]{0,500}>/gi, ' ');
  return text
    .replace(/[\p{Surrogate}\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufffd\u00ad]/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/** The first `length` UTF-16 code units of a text, or one fewer where that would split a character. */
export function truncate(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? length - 1 : length);
}

/** The text of a value that stands in the page without markup: an attribute's. */
export function valueText(page: Buffer, range: Range): string {
  return cleanText(page.toString('utf8', range.start, Math.min(range.end, range.start + MAX_VALUE_BYTES)));
}

const hidden = ['script', 'style', 'svg'];

/** The text of an element's inner bytes, without tags, scripts and styles; blocks and line breaks part words. */
export function innerText(page: Buffer, range: Range): string {
  const inner = page.subarray(range.start, Math.min(range.end, range.start + MAX_VALUE_BYTES));
  let text = '';
  let at = 0;
  for (let open = inner.indexOf(LT); open !== -1; open = inner.indexOf(LT, at)) {
    text += inner.toString('utf8', at, open);
    const name = inner.toString('latin1', open + 1, open + 8).toLowerCase();
    if (/^(?:br|\/?p|\/?div|\/?h\d)\b/.test(name)) text += ' ';
    const element = hidden.find((one) => name.startsWith(one));
    const close = inner.indexOf(GT, element === undefined ? open : inner.indexOf(`</${element}`, open, 'latin1'));
    if (close === -1) return cleanText(text);
    at = close + 1;
  }
  return cleanText(text + inner.toString('utf8', at));
}
