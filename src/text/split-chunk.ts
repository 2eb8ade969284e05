import { isAddress } from './address.ts';
import { AFFIX, charClasses, DIGIT, LETTER, PICTURE, UPPER } from './char-classes.ts';
import { contractionStart, isKeptWhole, unitStart } from './english-words.ts';
import { pushWord, type Words } from './words.ts';

const DOT = 0x2e;
const PLUS = 0x2b;
const APOSTROPHE = 0x27;
const RIGHT_QUOTE = 0x2019;
const HYPHEN = 0x2d;
const DEGREE = 0xb0;

/**
 * Cuts what stands between white space into words: affixes from both ends, then the ends of contractions, then infixes.
 * The rules are those of spaCy 3 for English; linear in the length of the chunk.
 */
export function splitChunk(codes: Uint16Array, start: number, end: number, words: Words): void {
  let left = start;
  let right = end;
  // Suffixes are met from the right: kept as spans until what is left of them is out.
  const suffixes: number[] = [];
  while (left < right) {
    if (right - left <= MAX_KEPT && isKeptWhole(codes, left, right)) break;
    const prefix = prefixLength(codes, left, right);
    if (prefix > 0) {
      pushWord(words, left, left + prefix);
      left += prefix;
      if (left < right && right - left <= MAX_KEPT && isKeptWhole(codes, left, right)) break;
    }
    if (left === right) break;
    const suffix = suffixLength(codes, left, right);
    if (suffix > 0) {
      suffixes.push(right - suffix, right);
      right -= suffix;
    }
    if (prefix === 0 && suffix === 0) break;
  }
  if (left < right) splitMiddle(codes, left, right, words);
  for (let index = suffixes.length - 2; index >= 0; index -= 2) pushWord(words, suffixes[index]!, suffixes[index + 1]!);
}

/** Longest entry of the list of chunks that stay whole. */
const MAX_KEPT = 9;

function prefixLength(codes: Uint16Array, left: number, right: number): number {
  const code = codes[left]!;
  if (code === DOT) {
    let length = 1;
    while (left + length < right && codes[left + length] === DOT) length += 1;
    return length > 1 ? length : 0;
  }
  if (code === PLUS) return left + 1 < right && isAsciiDigit(codes[left + 1]!) ? 0 : 1;
  return (charClasses[code]! & AFFIX) !== 0 ? 1 : 0;
}

function suffixLength(codes: Uint16Array, left: number, right: number): number {
  const code = codes[right - 1]!;
  if (code === DOT) {
    let length = 1;
    while (right - length > left && codes[right - length - 1] === DOT) length += 1;
    if (length > 1) return length;
    return right - 1 > left && endsBeforeDot(codes, left, right - 1) ? 1 : 0;
  }
  if ((code | 0x20) === 0x73 && right - left >= 2) {
    const quote = codes[right - 2]!;
    if (quote === APOSTROPHE || quote === RIGHT_QUOTE) return 2;
  }
  if (isAsciiDigit(code)) return 0;
  const flags = charClasses[code]!;
  if ((flags & AFFIX) !== 0) {
    // signs of the prefixes alone: section and equals signs; a currency sign goes only after a digit
    if (code === 0xa7 || code === 0x3d) return 0;
    if (isCurrency(code)) return right - 1 > left && isAsciiDigit(codes[right - 2]!) ? 1 : 0;
    return 1;
  }
  if (code === PLUS) return right - 1 > left && isAsciiDigit(codes[right - 2]!) ? 1 : 0;
  return unitStart(codes, left, right);
}

/** Whether a full stop after what ends at `end` is a word of its own: not after `A`, but after `a`, `AB`, `1`, `)`. */
function endsBeforeDot(codes: Uint16Array, left: number, end: number): boolean {
  const code = codes[end - 1]!;
  const flags = charClasses[code]!;
  if (isAsciiDigit(code) || code === PLUS || code === HYPHEN || code === 0xb2) return true;
  if ((flags & LETTER) === 0) return (flags & AFFIX) !== 0 && (flags & PICTURE) === 0 && !isCurrency(code);
  if ((flags & UPPER) === 0) return true;
  if (end - left < 2) return false;
  const before = codes[end - 2]!;
  if (before === DEGREE) return true;
  return (charClasses[before]! & (LETTER | UPPER)) === (LETTER | UPPER);
}

/** What is left of a chunk without its affixes, cut at contractions and infixes. */
export function splitMiddle(codes: Uint16Array, start: number, end: number, words: Words): void {
  if (end - start <= MAX_KEPT && isKeptWhole(codes, start, end)) {
    pushWord(words, start, end);
    return;
  }
  const cut = contractionStart(codes, start, end);
  if (cut > start) {
    splitMiddle(codes, start, cut, words);
    pushWord(words, cut, end);
    return;
  }
  if (isAddress(codes, start, end)) {
    pushWord(words, start, end);
    return;
  }
  let wordStart = start;
  let position = start;
  while (position < end) {
    const length = infixLength(codes, start, position, end);
    if (length === 0 || position === wordStart) {
      position += 1;
      continue;
    }
    pushWord(words, wordStart, position);
    pushWord(words, position, position + length);
    position += length;
    wordStart = position;
  }
  if (wordStart < end) pushWord(words, wordStart, end);
}

/** Length of an infix at `position`, 0 for none. */
function infixLength(codes: Uint16Array, start: number, position: number, end: number): number {
  const code = codes[position]!;
  const flags = charClasses[code]!;
  if ((flags & (LETTER | DIGIT)) !== 0) return 0;
  if (code === 0x2026 || (flags & PICTURE) !== 0) return 1;
  if (code === DOT && position + 1 < end && codes[position + 1] === DOT) {
    let length = 2;
    while (position + length < end && codes[position + length] === DOT) length += 1;
    return length;
  }
  if (position === start || position + 1 >= end) return 0;
  const before = codes[position - 1]!;
  const after = codes[position + 1]!;
  const beforeFlags = charClasses[before]!;
  const afterFlags = charClasses[after]!;
  switch (code) {
    case DOT:
      return (isLower(beforeFlags) || isQuote(before)) && (isUpper(afterFlags) || isQuote(after)) ? 1 : 0;
    case 0x2c:
      return (beforeFlags & LETTER) !== 0 && (afterFlags & LETTER) !== 0 ? 1 : 0;
    case 0x3a:
    case 0x3c:
    case 0x3e:
    case 0x3d:
    case 0x2f:
      return ((beforeFlags & LETTER) !== 0 || isAsciiDigit(before)) && (afterFlags & LETTER) !== 0 ? 1 : 0;
    case PLUS:
    case 0x2a:
    case 0x5e:
      return isAsciiDigit(before) && (isAsciiDigit(after) || after === HYPHEN) ? 1 : 0;
    case HYPHEN:
    case 0x2013:
    case 0x2014:
    case 0x7e: {
      if (code === HYPHEN && isAsciiDigit(before) && (isAsciiDigit(after) || after === HYPHEN)) return 1;
      if ((beforeFlags & LETTER) === 0 && !isAsciiDigit(before)) return 0;
      let length = 1;
      while (length < 3 && position + length < end && code !== 0x7e && codes[position + length] === code) length += 1;
      return position + length < end && (charClasses[codes[position + length]!]! & LETTER) !== 0 ? length : 0;
    }
    default:
      return 0;
  }
}

function isAsciiDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isLower(flags: number): boolean {
  return (flags & (LETTER | UPPER)) === LETTER;
}

function isUpper(flags: number): boolean {
  return (flags & (LETTER | UPPER)) === (LETTER | UPPER);
}

function isQuote(code: number): boolean {
  return code === APOSTROPHE || code === 0x22 || code === 0x60 || code === 0xb4 || (code >= 0x2018 && code <= 0x201e);
}

function isCurrency(code: number): boolean {
  return (
    code === 0x24 ||
    code === 0xa3 ||
    code === 0xa5 ||
    code === 0xffe5 ||
    code === 0xe3f ||
    (code >= 0x20a0 && code <= 0x20bf)
  );
}
