import { DecodingMode, decodeHTML, EntityDecoder, htmlDecodeTree } from 'entities/decode';

/** Numbers 128 to 159 mean what windows-1252 has there (HTML standard, numeric character reference end state). */
const windows1252 = [
  ...[
    0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d, 0x8f,
  ],
  ...[
    0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e,
    0x178,
  ],
];
const replacement = 0xfffd;
const maxCodePoint = 0x10ffff;
/** The longest name, `CounterClockwiseContourIntegral;`, and the ampersand before it. */
const maxEntityBytes = 33;

/** A character reference decoded: its text as UTF-8, and how many bytes it took with its ampersand (0: none). */
export interface Reference {
  text: Uint8Array;
  length: number;
}

const none: Reference = { text: new Uint8Array(0), length: 0 };
/** References seen before; pages use few, hostile ones many. */
const maxSeen = 4096;
const seen = new Map<string, Reference>();

const isLetterOrDigit = (byte: number) =>
  ((byte | 32) >= 0x61 && (byte | 32) <= 0x7a) || (byte >= 0x30 && byte <= 0x39);

/** The reference at `bytes[at]`, an ampersand; it ends before `end`. */
export function readReference(bytes: Uint8Array, buffer: Buffer, at: number, end: number): Reference {
  if (bytes[at + 1] === 0x23) return readNumber(bytes, at, end);
  const limit = Math.min(end, at + maxEntityBytes);
  let stop = at + 1;
  while (stop < limit && isLetterOrDigit(bytes[stop]!)) stop++;
  if (stop === at + 1) return none;
  if (stop < limit && bytes[stop] === 0x3b) stop++;
  const source = buffer.toString('latin1', at, stop);
  const known = seen.get(source);
  if (known !== undefined) return known;
  const reference = decodeName(source);
  if (seen.size >= maxSeen) seen.clear();
  seen.set(source, reference);
  return reference;
}

/** Longest name that matches, as the standard's tree has it: `&notit` is `¬it`. */
function decodeName(source: string): Reference {
  let text = '';
  const decoder = new EntityDecoder(htmlDecodeTree, (codePoint) => {
    text += String.fromCodePoint(codePoint);
  });
  decoder.startEntity(DecodingMode.Legacy);
  let length = decoder.write(source, 1);
  if (length < 0) length = decoder.end();
  return length > 0 ? { text: Buffer.from(text), length } : none;
}

function readNumber(bytes: Uint8Array, start: number, end: number): Reference {
  let at = start + 2;
  const isHex = (bytes[at]! | 32) === 0x78;
  if (isHex) at++;
  const firstDigit = at;
  let value = 0;
  for (; at < end; at++) {
    const byte = bytes[at]!;
    let digit: number;
    if (byte >= 0x30 && byte <= 0x39) digit = byte - 0x30;
    else if (isHex && (byte | 32) >= 0x61 && (byte | 32) <= 0x66) digit = (byte | 32) - 0x57;
    else break;
    value = Math.min(value * (isHex ? 16 : 10) + digit, maxCodePoint + 1);
  }
  if (at === firstDigit) return none;
  if (at < end && bytes[at] === 0x3b) at++;
  if (value === 0 || value > maxCodePoint || (value >= 0xd800 && value < 0xe000)) value = replacement;
  else if (value >= 0x80 && value < 0xa0) value = windows1252[value - 0x80]!;
  return { text: Buffer.from(String.fromCodePoint(value)), length: at - start };
}

/** A text with its character references decoded. */
export function decodeReferences(text: string): string {
  return text.includes('&') ? decodeHTML(text) : text;
}
