// What stands between white space, cut into words: affixes here (split-chunk.ts, step by step), the rest, which is rare,
// in TypeScript.

import {
  AFFIX, classOf, codeAt, DIGIT, get, KEPT_LENGTHS, LETTER, PICTURE, set, SPAN_ENDS, SPAN_STARTS, UPPER,
} from './layout';
import { addPending, addWord, mayBeCannot } from './words';

// @ts-ignore: decorator
@external("env", "isKeptWhole")
declare function isKeptWhole(start: i32, end: i32): i32;
// @ts-ignore: decorator
@external("env", "unitStart")
declare function unitStart(start: i32, end: i32): i32;
// Writes the words to PENDING_STARTS and PENDING_ENDS; returns their number.
// @ts-ignore: decorator
@external("env", "splitMiddle")
declare function splitMiddle(start: i32, end: i32): i32;

const DOT: u32 = 0x2e;
const PLUS: u32 = 0x2b;
const HYPHEN: u32 = 0x2d;
const MAX_KEPT: i32 = 9;
const LONGEST_UNIT: i32 = 4;

export function splitAffixes(start: i32, end: i32): void {
  if (end - start == 1) {
    addWord(start, end);
    return;
  }
  let left = start;
  let right = end;
  // Suffixes are met from the right: kept as spans until what is left of them is out.
  let suffixes = 0;
  while (left < right) {
    if (isKept(left, right)) break;
    const prefix = prefixLength(left, right);
    if (prefix > 0) {
      addWord(left, left + prefix);
      left += prefix;
      if (left < right && isKept(left, right)) break;
    }
    if (left == right) break;
    const suffix = suffixLength(left, right);
    if (suffix > 0) {
      set(SPAN_STARTS, suffixes, right - suffix);
      set(SPAN_ENDS, suffixes, right);
      suffixes += 1;
      right -= suffix;
    }
    if (prefix == 0 && suffix == 0) break;
  }
  if (left < right) addMiddle(left, right);
  while (suffixes > 0) {
    suffixes -= 1;
    addWord(get(SPAN_STARTS, suffixes), get(SPAN_ENDS, suffixes));
  }
}

function addMiddle(start: i32, end: i32): void {
  let all: u32 = -1;
  let hyphens = 0;
  let joined = true;
  let before: u32 = 0;
  for (let index = start; index < end; index++) {
    const code = codeAt(index);
    if (code == HYPHEN) {
      joined = joined && (before & LETTER) != 0;
      hyphens += 1;
      before = 0;
    } else {
      before = classOf(code);
      all &= before;
    }
  }
  if (end - start == 1 || (hyphens == 0 && (all & (LETTER | DIGIT)) != 0 && !mayBeCannot(start, end)))
    addWord(start, end);
  else if (hyphens > 0 && joined && (all & before & LETTER) != 0 && !isKept(start, end)) addJoined(start, end);
  else addPending(splitMiddle(start, end));
}

// Letters with single hyphens between them: each is a word, and each hyphen.
function addJoined(start: i32, end: i32): void {
  let from = start;
  for (let index = start; index < end; index++) {
    if (codeAt(index) != HYPHEN) continue;
    addWord(from, index);
    addWord(index, index + 1);
    from = index + 1;
  }
  addWord(from, end);
}

function isKept(start: i32, end: i32): bool {
  const length = end - start;
  if (length < 2 || length > MAX_KEPT) return false;
  const first = codeAt(start);
  if (length == 2 && codeAt(end - 1) == DOT && first >= 0x61 && first <= 0x7a) return true;
  if (first >= 256 || (<u32>load<u16>(KEPT_LENGTHS + (<usize>first << 1)) & (1 << length)) == 0) return false;
  return isKeptWhole(start, end) != 0;
}

function isAsciiDigit(code: u32): bool {
  return code >= 0x30 && code <= 0x39;
}

function isCurrency(code: u32): bool {
  return (
    code == 0x24 || code == 0xa3 || code == 0xa5 || code == 0xffe5 || code == 0xe3f || (code >= 0x20a0 && code <= 0x20bf)
  );
}

function prefixLength(left: i32, right: i32): i32 {
  const code = codeAt(left);
  if (code == DOT) {
    let length = 1;
    while (left + length < right && codeAt(left + length) == DOT) length += 1;
    return length > 1 ? length : 0;
  }
  if (code == PLUS) return left + 1 < right && isAsciiDigit(codeAt(left + 1)) ? 0 : 1;
  return (classOf(code) & AFFIX) != 0 ? 1 : 0;
}

function suffixLength(left: i32, right: i32): i32 {
  const code = codeAt(right - 1);
  if (code == DOT) {
    let length = 1;
    while (right - length > left && codeAt(right - length - 1) == DOT) length += 1;
    if (length > 1) return length;
    return right - 1 > left && endsBeforeDot(left, right - 1) ? 1 : 0;
  }
  if ((code | 0x20) == 0x73 && right - left >= 2) {
    const quote = codeAt(right - 2);
    if (quote == 0x27 || quote == 0x2019) return 2;
  }
  if (isAsciiDigit(code)) return 0;
  const flags = classOf(code);
  if ((flags & AFFIX) != 0) {
    // signs of the prefixes alone: section and equals signs; a currency sign goes only after a digit
    if (code == 0xa7 || code == 0x3d) return 0;
    if (isCurrency(code)) return right - 1 > left && isAsciiDigit(codeAt(right - 2)) ? 1 : 0;
    return 1;
  }
  if (code == PLUS) return right - 1 > left && isAsciiDigit(codeAt(right - 2)) ? 1 : 0;
  // a unit of measurement stands right after a digit
  for (let length = 1; length <= LONGEST_UNIT && right - length > left; length++)
    if (isAsciiDigit(codeAt(right - length - 1))) return unitStart(left, right);
  return 0;
}

// Whether a full stop after what ends at `end` is a word of its own: not after `A`, but after `a`, `AB`, `1`, `)`.
function endsBeforeDot(left: i32, end: i32): bool {
  const code = codeAt(end - 1);
  const flags = classOf(code);
  if (isAsciiDigit(code) || code == PLUS || code == HYPHEN || code == 0xb2) return true;
  if ((flags & LETTER) == 0) return (flags & AFFIX) != 0 && (flags & PICTURE) == 0 && !isCurrency(code);
  if ((flags & UPPER) == 0) return true;
  if (end - left < 2) return false;
  const before = codeAt(end - 2);
  if (before == 0xb0) return true;
  return (classOf(before) & (LETTER | UPPER)) == (LETTER | UPPER);
}
