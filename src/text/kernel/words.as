// Cuts a text into words (words.ts and split-chunk.ts, whose rules these are) and lines, and finds words that are the
// same, in one pass.

import {
  BRACKET, classOf, codeAt, CODES, COUNTED, CURLY, DIGIT, ENDS, get, HASH_BASE, HASHES, IDS, LETTER, LINE_BREAK,
  LINE_CHUNKS, LINE_ENDS, LINE_FLAGS, LINE_FROM, LINE_LONGEST, LINE_STARTS, LINE_TO, LINE_WORDS, MARK, MARKS, OFFSETS,
  PENDING_ENDS, PENDING_STARTS, POINTS, POWER_COUNT, POWERS, PREFIX, PUNCTUATION, set, SPACE, SQUEEZED, STARTS,
  STATE, SURROGATE, SYMBOL, TERMINAL, UNSPACED,
} from './layout';
import { splitAffixes } from './chunk';
import { pairsOf } from './lines';
import { distinctWords, forgetWords, idOf } from './same-words';

// Classes of the code point of a pair of surrogates, and what a word with one is: code points × 16, plus 1 plain,
// 2 alphabetic, and its mark's flag in bits 2 (TERMINAL) and 3 (PUNCTUATION).
// @ts-ignore: decorator
@external("env", "pairClass")
declare function pairClass(high: u32, low: u32): u32;
// @ts-ignore: decorator
@external("env", "astralWord")
declare function astralWord(start: i32, end: i32): i32;

const LF: u32 = 0x0a;
const CR: u32 = 0x0d;
const ELLIPSIS: u32 = 0x2026;
const DOT: u32 = 0x2e;
const HASH: u32 = 0x23;

let count: i32 = 0;
// Next place in SQUEEZED, in code units.
let offset: i32 = 0;
let points: i32 = 0;
let prefix: u32 = 0;
let plainWords: i32 = 0;
let plainWordPoints: i32 = 0;
let alphabeticWords: i32 = 0;
let hashCounts: i32 = 0;
let ellipses: i32 = 0;

export function power(exponent: i32): u32 {
  if (exponent < POWER_COUNT) return <u32>get(POWERS, exponent);
  let result: u32 = 1;
  let base = HASH_BASE;
  for (let rest = exponent; rest > 0; rest >>= 1) {
    if ((rest & 1) == 1) result *= base;
    base *= base;
  }
  return result;
}

// Takes in a word whose code units are in SQUEEZED from `offset` on.
function push(start: i32, end: i32, any: u32, all: u32, hash: u32): void {
  const word = count;
  const length = end - start;
  let own = length;
  let plain = <i32>((all & SYMBOL) == 0);
  let alphabetic = <i32>((any & LETTER) != 0);
  let marks = all & (own == 1 ? PUNCTUATION | TERMINAL : PUNCTUATION);
  if ((any & SURROGATE) != 0) {
    const found = astralWord(start, end);
    own = found >> 4;
    plain = found & 1;
    alphabetic = (found >> 1) & 1;
    marks = ((found & 4) != 0 ? TERMINAL : 0) | ((found & 8) != 0 ? PUNCTUATION : 0);
  }
  plainWords += plain;
  plainWordPoints += plain * own;
  alphabeticWords += alphabetic;
  set(STARTS, word, start);
  set(ENDS, word, end);
  set(POINTS, word, points);
  set(HASHES, word, hash);
  set(PREFIX, word, prefix);
  set(OFFSETS, word, offset);
  set(OFFSETS, word + 1, offset + length);
  store<u8>(MARKS + <usize>word, marks);
  set(IDS, word, idOf(word, hash, offset, length));
  prefix = prefix * power(length) + hash;
  points += own;
  offset += length;
  count = word + 1;
}

export function addWord(start: i32, end: i32): void {
  let any: u32 = 0;
  let all: u32 = -1;
  let hash: u32 = 0;
  let out = SQUEEZED + (<usize>offset << 1);
  for (let index = start; index < end; index++) {
    const code = codeAt(index);
    const flags = classOf(code);
    any |= flags;
    all &= flags;
    hash = hash * HASH_BASE + code;
    store<u16>(out, code);
    out += 2;
  }
  push(start, end, any, all, hash);
}

// `cannot` is two words, and the only one of letters alone that is.
export function mayBeCannot(start: i32, end: i32): bool {
  return end - start == 6 && (codeAt(start) | 0x20) == 0x63 && (codeAt(start + 1) | 0x20) == 0x61;
}

export function addPending(words: i32): void {
  for (let word = 0; word < words; word++) addWord(get(PENDING_STARTS, word), get(PENDING_ENDS, word));
}

// A chunk with characters of a script without spaces, or above U+FFFF: those out, the rest as ever.
function splitMixed(start: i32, end: i32): void {
  let runStart = start;
  let position = start;
  while (position < end) {
    const code = codeAt(position);
    let flags = classOf(code);
    let width = 1;
    if ((flags & SURROGATE) != 0 && code < 0xdc00 && position + 1 < end) {
      const low = codeAt(position + 1);
      if (low >= 0xdc00 && low < 0xe000) {
        flags = pairClass(code, low);
        width = 2;
        // a word of an alphabet above U+FFFF (Gothic, Adlam, mathematical letters) is a run like any other
        if ((flags & (LETTER | UNSPACED)) == LETTER) flags = 0;
        else flags |= UNSPACED;
      }
    }
    if ((flags & UNSPACED) == 0) {
      position += width;
      continue;
    }
    if (runStart < position) splitAffixes(runStart, position);
    const characterStart = position;
    position += width;
    while (position < end && (classOf(codeAt(position)) & MARK) != 0) position += 1;
    addWord(characterStart, position);
    runStart = position;
  }
  if (runStart < end) splitAffixes(runStart, end);
}

// `#`, and `...` (without overlap) or `…`.
function countSymbols(start: i32, end: i32): void {
  for (let index = start; index < end; index++) {
    const code = codeAt(index);
    if (code == HASH) hashCounts += 1;
    else if (code == ELLIPSIS) ellipses += 1;
    else if (code == DOT && index + 2 < end && codeAt(index + 1) == DOT && codeAt(index + 2) == DOT) {
      ellipses += 1;
      index += 2;
    }
  }
}

// Reads the text of `length` code units. `given`: as many words are at STARTS and ENDS, taken instead of our own; -1 for
// none. Leaves at STATE: words, plain words, their code points, alphabetic and distinct words, surrogate pairs, lines,
// `#`, ellipses, start of the first chunk and end of the last.
export function read(length: i32, given: i32): void {
  forgetWords();
  count = offset = points = prefix = 0;
  plainWords = plainWordPoints = alphabeticWords = 0;
  hashCounts = ellipses = 0;
  set(LINE_WORDS, 0, 0);
  let pairs = 0;
  let lines = 0, lineStart = 0, lineFrom = -1, lineTo = 0, chunks = 0, longest = 0;
  let lineFlags: u32 = 0;
  let firstChunk = length, lastChunk = length;
  let position = 0;
  while (position <= length) {
    const code = position < length ? codeAt(position) : LF;
    let flags = classOf(code);
    if ((flags & SPACE) != 0) {
      position += 1;
      if ((flags & LINE_BREAK) == 0 || (position > length && lineStart == length)) continue;
      const lineEnd = position - 1;
      set(LINE_STARTS, lines, lineStart);
      set(LINE_ENDS, lines, lineEnd);
      set(LINE_FROM, lines, lineFrom == -1 ? lineEnd : lineFrom);
      set(LINE_TO, lines, lineFrom == -1 ? lineEnd : lineTo);
      set(LINE_CHUNKS, lines, chunks);
      set(LINE_LONGEST, lines, longest);
      set(LINE_FLAGS, lines, lineFlags);
      lines += 1;
      set(LINE_WORDS, lines, count);
      if (code == CR && position < length && codeAt(position) == LF) position += 1;
      lineStart = position;
      lineFrom = -1;
      chunks = longest = 0;
      lineFlags = 0;
      continue;
    }
    const start = position;
    let any: u32 = 0;
    let all: u32 = -1;
    let hash: u32 = 0;
    let unit = code;
    let out = SQUEEZED + (<usize>offset << 1);
    do {
      any |= flags;
      all &= flags;
      hash = hash * HASH_BASE + unit;
      store<u16>(out, unit);
      out += 2;
      position += 1;
      if (position == length) break;
      unit = codeAt(position);
      flags = classOf(unit);
    } while ((flags & SPACE) == 0);

    if (lineFrom == -1) lineFrom = start;
    if (firstChunk == length) firstChunk = start;
    lineTo = position;
    lastChunk = position;
    chunks += 1;
    let size = position - start;
    if ((any & SURROGATE) != 0) {
      const own = pairsOf(CODES, start, position);
      pairs += own;
      size -= own;
    }
    if (size > longest) longest = size;
    lineFlags |= any & (BRACKET | CURLY);
    if ((any & COUNTED) != 0) countSymbols(start, position);
    if (given >= 0) continue;
    if ((any & (UNSPACED | SURROGATE)) != 0) splitMixed(start, position);
    else if ((all & (LETTER | DIGIT)) != 0 && !mayBeCannot(start, position)) push(start, position, any, all, hash);
    else splitAffixes(start, position);
  }
  if (given >= 0) takeGiven(given, lines);
  set(POINTS, count, points);
  set(OFFSETS, count, offset);
  set(PREFIX, count, prefix);
  set(STATE, 0, count);
  set(STATE, 1, plainWords);
  set(STATE, 2, plainWordPoints);
  set(STATE, 3, alphabeticWords);
  set(STATE, 4, distinctWords);
  set(STATE, 5, pairs);
  set(STATE, 6, lines);
  set(STATE, 7, hashCounts);
  set(STATE, 8, ellipses);
  set(STATE, 9, firstChunk);
  set(STATE, 10, lastChunk);
}

function takeGiven(words: i32, lines: i32): void {
  let line = 0;
  for (let word = 0; word < words; word++) {
    const start = get(STARTS, word);
    while (line + 1 < lines && get(LINE_STARTS, line + 1) <= start) set(LINE_WORDS, ++line, word);
    addWord(start, get(ENDS, word));
  }
  while (line < lines) set(LINE_WORDS, ++line, words);
}

// Sentences of the words [first, last): one ends at a word that is a full stop, question or exclamation mark, and the
// next begins at the first word after it that is not punctuation (spaCy's sentencizer).
export function sentences(first: i32, last: i32): i32 {
  if (first >= last) return 0;
  let found = 1;
  let ended = false;
  for (let word = first; word < last; word++) {
    const marks = <u32>load<u8>(MARKS + <usize>word);
    if ((marks & TERMINAL) != 0) ended = true;
    else if (ended && (marks & PUNCTUATION) == 0) {
      found += 1;
      ended = false;
    }
  }
  return found;
}
