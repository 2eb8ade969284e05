import * as classes from './byte-classes.ts';
import { maxTokens, type Page } from './page.ts';
import { scratch } from './scratch.ts';
import { flag, flagOfRole } from './tags.ts';

// Re-bound: V8 folds a module's own constants into machine code, but reads imported ones through a cell on every use.
const { bytes, buffer } = scratch;
const { nameByteClass } = classes;
const { lower, upper, digit, space } = classes.nameByte;
const { hidden } = flag;

const quote = 0x22;
const apostrophe = 0x27;
const greater = 0x3e;
const equals = 0x3d;
const slash = 0x2f;

/** Bytes of a class or id value that are read; longer ones are generated. */
const maxNameBytes = 240;
const maxValueBytes = 60;
/** No element gives more tokens than its attributes' read bytes allow; room for one element is kept free. */
const tokenReserve = 1024;

const ascii = (text: string) => Buffer.from(text, 'latin1');
const names = {
  hidden: ascii('hidden'),
  ariaHidden: ascii('aria-hidden'),
  true: ascii('true'),
  itemprop: ascii('itemprop'),
  itemtype: ascii('itemtype'),
  ariaLabel: ascii('aria-label'),
  testId: ascii('data-testid'),
};

/** Values of these attributes are tokens as a whole; the seed keeps them apart. */
const wholeValues: readonly (readonly [Uint8Array, number])[] = [
  [names.itemprop, 77],
  [names.itemtype, 78],
  [names.ariaLabel, 79],
  [names.testId, 80],
];
const roleSeed = 99;

/** Whether `bytes[start, end)` is `word` (lower case), whatever its case. */
export function isWord(bytes: Uint8Array, start: number, end: number, word: Uint8Array): boolean {
  if (end - start !== word.length) return false;
  for (let k = 0; k < word.length; k++) if ((bytes[start + k]! | 32) !== word[k]) return false;
  return true;
}

/**
 * Hashes of a class or id value up to the closing quote: its words (cut at case changes and non-letters), and whole
 * names of several words without digits. Returns the position of the quote: one pass finds the end and hashes.
 */
function readNames(page: Page, start: number, closing: number): number {
  const { tokens } = page;
  const limit = start + maxNameBytes;
  let count = page.tokenCount;
  let shape = page.tagShape;
  let shapeWords = shape === 0 ? 2 : 0;
  let word = 0;
  let letters = 0;
  let name = 7;
  let parts = 0;
  let hasDigit = false;
  let previous = 0;
  let at = start;
  for (; ; at++) {
    let byte = bytes[at]!;
    const ends = byte === closing || at === limit;
    if (ends) byte = 0x20;
    const kind = nameByteClass[byte]!;
    if (kind === lower || (kind === upper && previous !== lower)) {
      const letter = byte | 32;
      word = (Math.imul(word, 31) + letter) | 0;
      letters++;
      name = (Math.imul(name, 31) + letter) | 0;
    } else {
      if (letters > 1) {
        tokens[count++] = word;
        parts++;
        if (shapeWords > 0) {
          shape = (Math.imul(shape, 31) + word) | 0;
          shapeWords--;
        }
      }
      word = letters = 0;
      if (kind === upper) {
        word = byte | 32;
        letters = 1;
        name = (Math.imul(name, 31) + word) | 0;
      } else if (kind === space) {
        if (parts > 1 && !hasDigit) tokens[count++] = name;
        name = 7;
        parts = 0;
        hasDigit = false;
        if (ends) break;
      } else {
        if (kind === digit) hasDigit = true;
        name = (Math.imul(name, 31) + byte) | 0;
      }
    }
    previous = kind;
  }
  page.tagShape = shape;
  page.tokenCount = count;
  while (bytes[at] !== closing) at++;
  return at;
}

function readRole(page: Page, start: number, end: number): void {
  for (const [role, bit] of flagOfRole)
    if (isWord(bytes, start, end, role)) {
      page.tagFlags |= bit;
      break;
    }
  readWhole(page, start, end, roleSeed);
}

function readWhole(page: Page, start: number, end: number, seed: number): void {
  if (end === start || end - start > maxValueBytes) return;
  let hash = seed;
  for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + (bytes[at]! | 32)) | 0;
  page.tokens[page.tokenCount++] = hash;
}

const displayNone = /display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden/i;
/** `display:none` is the shortest style that hides. */
const shortestHiding = 12;
const maxStyleBytes = 400;

function hides(start: number, end: number): boolean {
  const limit = Math.min(end, start + maxStyleBytes);
  // d…y or v…b somewhere: few styles need the regular expression
  for (let at = start; at + 8 < limit; at++) {
    const letter = bytes[at]! | 32;
    if ((letter === 0x64 && (bytes[at + 6]! | 32) === 0x79) || (letter === 0x76 && (bytes[at + 4]! | 32) === 0x62))
      return displayNone.test(buffer.toString('latin1', start, limit));
  }
  return false;
}

/** Reads the attributes of a block-level tag from behind its name; returns the position behind `>`. */
export function readAttributes(page: Page, from: number): number {
  page.tagFlags = page.tagShape = 0;
  const takesTokens = page.tokenCount < maxTokens - tokenReserve;
  const firstToken = page.tokenCount;
  let at = from;
  for (;;) {
    let byte = bytes[at]!;
    if (byte === greater) break;
    if (byte <= 0x20 || byte === slash) {
      at++;
      continue;
    }
    const nameStart = at++;
    for (byte = bytes[at]!; byte > 0x20 && byte !== equals && byte !== greater; byte = bytes[at]!) at++;
    const nameEnd = at;
    const nameLength = nameEnd - nameStart;
    if (byte <= 0x20) {
      let next = at;
      while (bytes[next]! <= 0x20) next++;
      if (bytes[next] === equals) {
        at = next;
        byte = equals;
      }
    }
    if (byte !== equals) {
      if (nameLength === 6 && isWord(bytes, nameStart, nameEnd, names.hidden)) page.tagFlags |= hidden;
      continue;
    }
    at++;
    while (bytes[at]! <= 0x20) at++;
    const first = bytes[nameStart]! | 32;
    const isNames =
      (nameLength === 5 && first === 0x63 && (bytes[nameStart + 1]! | 32) === 0x6c) ||
      (nameLength === 2 && first === 0x69);
    const opening = bytes[at]!;
    if (opening === quote || opening === apostrophe) {
      if (isNames && takesTokens && page.tokenCount - firstToken < tokenReserve / 2) {
        at = readNames(page, at + 1, opening) + 1;
        continue;
      }
      const valueStart = ++at;
      while (bytes[at] !== opening) at++;
      readValue(page, nameStart, nameEnd, first, valueStart, at);
      at++;
    } else {
      const valueStart = at;
      while (bytes[at]! > 0x20 && bytes[at] !== greater) at++;
      if (isNames) {
        if (takesTokens) readUnquotedNames(page, valueStart, at);
      } else readValue(page, nameStart, nameEnd, first, valueStart, at);
    }
  }
  if (!takesTokens) page.tokenCount = firstToken;
  return at + 1;
}

function readUnquotedNames(page: Page, start: number, end: number): void {
  const behind = bytes[end]!;
  bytes[end] = quote;
  readNames(page, start, quote);
  bytes[end] = behind;
}

function readValue(page: Page, nameStart: number, nameEnd: number, first: number, start: number, end: number): void {
  switch (nameEnd - nameStart) {
    case 4: // role
      if (first === 0x72) readRole(page, start, end);
      return;
    case 5: // style
      if (first === 0x73 && end - start >= shortestHiding - 1 && hides(start, end)) page.tagFlags |= hidden;
      return;
    case 6:
      if (first === 0x68 && isWord(bytes, nameStart, nameEnd, names.hidden)) page.tagFlags |= hidden;
      return;
    case 8:
    case 10:
    case 11:
      if (isWord(bytes, nameStart, nameEnd, names.ariaHidden)) {
        if (isWord(bytes, start, end, names.true)) page.tagFlags |= hidden;
        return;
      }
      for (const [name, seed] of wholeValues)
        if (isWord(bytes, nameStart, nameEnd, name)) {
          readWhole(page, start, end, seed);
          return;
        }
  }
}

/** Bytes up to which a loop finds a value's end faster than a call of `indexOf`. */
const shortValue = 24;

/** Passes a tag whose attributes do not matter: returns the position behind `>`. Quotes count only after `=`. */
export function skipTag(from: number): number {
  let at = from;
  for (;;) {
    const byte = bytes[at++]!;
    if (byte > greater) continue;
    if (byte === greater) return at;
    if (byte !== equals) continue;
    while (bytes[at]! <= 0x20) at++;
    const opening = bytes[at]!;
    if (opening !== quote && opening !== apostrophe) continue;
    at++;
    const near = at + shortValue;
    while (at < near && bytes[at] !== opening) at++;
    if (at === near) at = buffer.indexOf(opening, at);
    at++;
  }
}
