import { APOSTROPHE, BANG, DASH, EQUALS, GT, LT, QUESTION, QUOTE, SLASH } from './ascii.ts';
import { encodingForContentType, encodingForLabel } from './labels.ts';

/**
 * How far to look for a declaration, in bytes. Browsers look at 1,024 and then again while they parse the head;
 * pages with long comments or inline styles before their meta need the second look.
 */
const PRESCAN_BYTES = 16_384;

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09 || byte === 0x0c;
}

function isLetter(byte: number): boolean {
  return (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
}

/** Whether the lower-case ASCII `word` stands at `at`, in any case. */
function startsWith(bytes: Uint8Array, at: number, word: string): boolean {
  for (let i = 0; i < word.length; i++) {
    const byte = bytes[at + i] ?? 0;
    const lower = byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte;
    if (lower !== word.charCodeAt(i)) return false;
  }
  return true;
}

function latin1(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, Math.max(0, end - start)).toString('latin1');
}

/** Where an attribute's name and value stand, and where it ends. */
interface Attribute {
  nameStart: number;
  nameEnd: number;
  valueStart: number;
  valueEnd: number;
  end: number;
}

/** "Get an attribute" of the prescan: the attribute at `position`, without a name where the tag is over. */
function readAttribute(bytes: Uint8Array, position: number, end: number): Attribute {
  let at = position;
  while (at < end && (isSpace(bytes[at]!) || bytes[at] === SLASH)) at++;
  if (at >= end || bytes[at] === GT) return { nameStart: at, nameEnd: at, valueStart: at, valueEnd: at, end: at };
  const nameStart = at;
  // The first byte belongs to the name whatever it is, "=" included.
  at++;
  while (at < end && !isSpace(bytes[at]!) && bytes[at] !== SLASH && bytes[at] !== GT && bytes[at] !== EQUALS) at++;
  const nameEnd = at;
  while (at < end && isSpace(bytes[at]!)) at++;
  if (bytes[at] !== EQUALS || at >= end) return { nameStart, nameEnd, valueStart: at, valueEnd: at, end: at };
  at++;
  while (at < end && isSpace(bytes[at]!)) at++;
  const quote = bytes[at];
  if (quote === QUOTE || quote === APOSTROPHE) {
    const close = bytes.indexOf(quote, at + 1);
    const valueEnd = close === -1 || close > end ? end : close;
    return { nameStart, nameEnd, valueStart: at + 1, valueEnd, end: Math.min(valueEnd + 1, end) };
  }
  const valueStart = at;
  while (at < end && !isSpace(bytes[at]!) && bytes[at] !== GT) at++;
  return { nameStart, nameEnd, valueStart, valueEnd: at, end: at };
}

/** What a meta tag whose attributes start at `start` declares, and where it ends. */
function readMeta(bytes: Uint8Array, start: number, end: number): { encoding: string | undefined; end: number } {
  const seen = new Set<string>();
  let pragma = false;
  let declared: string | undefined;
  let needsPragma = false;
  let at = start;
  for (;;) {
    const attribute = readAttribute(bytes, at, end);
    at = attribute.end;
    if (attribute.nameEnd === attribute.nameStart) break;
    const name = latin1(bytes, attribute.nameStart, attribute.nameEnd).toLowerCase();
    if (seen.has(name)) continue;
    seen.add(name);
    const value = () => latin1(bytes, attribute.valueStart, attribute.valueEnd).toLowerCase();
    if (name === 'http-equiv') pragma ||= value() === 'content-type';
    else if (name === 'charset') {
      declared = encodingForLabel(value());
      needsPragma = false;
    } else if (name === 'content' && declared === undefined) {
      declared = encodingForContentType(value());
      needsPragma = declared !== undefined;
    }
  }
  return { encoding: needsPragma && !pragma ? undefined : declared, end: at };
}

/** `<?xml … encoding="…"?>` at the very start. */
function readXmlDeclaration(bytes: Uint8Array, end: number): string | undefined {
  if (!startsWith(bytes, 0, '<?xml')) return undefined;
  const close = bytes.subarray(0, Math.min(end, 1024)).indexOf(GT);
  if (close === -1) return undefined;
  const label = /encoding\s{0,9}=\s{0,9}["']([^"']{1,40})["']/i.exec(latin1(bytes, 5, close))?.[1];
  return label === undefined ? undefined : encodingForLabel(label);
}

/** A page that declares itself cannot be in UTF-16 if this reads it, and `x-user-defined` is never meant: as the standard says. */
function asDeclarable(encoding: string): string {
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return 'utf-8';
  return encoding === 'x-user-defined' ? 'windows-1252' : encoding;
}

/**
 * The encoding that the page's own head declares: the HTML standard's "prescan a byte stream to determine its encoding",
 * then its XML declaration. Reads at most 16 KiB, and nothing beyond `<body`.
 */
export function prescan(bytes: Uint8Array): string | undefined {
  const end = Math.min(bytes.length, PRESCAN_BYTES);
  let at = 0;
  while (at < end) {
    at = bytes.indexOf(LT, at);
    if (at === -1 || at >= end) break;
    const next = bytes[at + 1] ?? 0;
    if (next === BANG && bytes[at + 2] === DASH && bytes[at + 3] === DASH) {
      // The two dashes that open a comment may be those that close it.
      const close = Buffer.from(bytes.buffer, bytes.byteOffset, end).indexOf('-->', at + 2, 'latin1');
      if (close === -1) break;
      at = close + 3;
    } else if (startsWith(bytes, at + 1, 'meta') && (isSpace(bytes[at + 5] ?? 0) || bytes[at + 5] === SLASH)) {
      const meta = readMeta(bytes, at + 6, end);
      if (meta.encoding !== undefined) return asDeclarable(meta.encoding);
      at = meta.end;
    } else if (isLetter(next) || (next === SLASH && isLetter(bytes[at + 2] ?? 0))) {
      if (startsWith(bytes, at + 1, 'body') && !isLetter(bytes[at + 5] ?? 0)) break;
      at += 2;
      while (at < end && !isSpace(bytes[at]!) && bytes[at] !== GT) at++;
      for (let attribute = readAttribute(bytes, at, end); ; attribute = readAttribute(bytes, at, end)) {
        at = attribute.end;
        if (attribute.nameEnd === attribute.nameStart) break;
      }
    } else if (next === BANG || next === SLASH || next === QUESTION) {
      const close = bytes.indexOf(GT, at + 1);
      if (close === -1) break;
      at = close + 1;
    } else {
      at++;
    }
  }
  const declared = readXmlDeclaration(bytes, end);
  return declared === undefined ? undefined : asDeclarable(declared);
}
