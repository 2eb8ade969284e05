// Spans of lines and paragraphs, and how many repeat an earlier one.

import { classOf, CODES, get, set, SPACE, SPAN_ENDS, SPAN_STARTS, STATE } from './layout';
import { addSpan, resetTable } from './table';

const LF: u32 = 0x0a;
const PRIME: u64 = 0x9e3779b97f4a7c15;

// Place of the next line feed in [at, end), or `end`; up to 14 bytes after it are read.
function nextFeed(at: usize, end: usize): usize {
  const feeds = i16x8.splat(<i16>LF);
  for (; at < end; at += 16) {
    const found = i16x8.bitmask(i16x8.eq(v128.load(at), feeds));
    if (found == 0) continue;
    const place = at + (<usize>ctz(found) << 1);
    return place < end ? place : end;
  }
  return end;
}

// Splits the text's [from, to) at every run of at least `least` line feeds. Returns the number of spans.
export function breakSpans(from: i32, to: i32, least: i32): i32 {
  const end = CODES + (<usize>to << 1);
  let count = 0;
  let start = from;
  let at = CODES + (<usize>from << 1);
  while (true) {
    at = nextFeed(at, end);
    if (at == end) break;
    const first = <i32>((at - CODES) >> 1);
    do at += 2;
    while (at < end && <u32>load<u16>(at) == LF);
    const next = <i32>((at - CODES) >> 1);
    if (next - first < least) continue;
    set(SPAN_STARTS, count, start);
    set(SPAN_ENDS, count, first);
    count += 1;
    start = next;
  }
  set(SPAN_STARTS, count, start);
  set(SPAN_ENDS, count, to);
  return count + 1;
}

// Lines between line feeds with something else than white space. Returns their number; leaves all feeds at STATE 16.
export function lineSpans(codes: usize, length: i32): i32 {
  const end = codes + (<usize>length << 1);
  let count = 0;
  let feeds = 0;
  let start = codes;
  while (true) {
    const at = nextFeed(start, end);
    let content = start;
    while (content < at && (classOf(<u32>load<u16>(content)) & SPACE) != 0) content += 2;
    if (content < at) {
      set(SPAN_STARTS, count, <i32>((start - codes) >> 1));
      set(SPAN_ENDS, count, <i32>((at - codes) >> 1));
      count += 1;
    }
    if (at == end) break;
    feeds += 1;
    start = at + 2;
  }
  set(STATE, 16, feeds);
  return count;
}

// Of the spans left by the functions above: how many repeat one before them, and their code units and surrogate pairs,
// at STATE 17, 18 and 19.
export function duplicates(codes: usize, count: i32, astral: bool): void {
  let repeated = 0;
  let units = 0;
  let pairs = 0;
  if (count > 1) {
    resetTable(codes, count);
    for (let index = 0; index < count; index++) {
      const start = get(SPAN_STARTS, index);
      const end = get(SPAN_ENDS, index);
      if (addSpan(start, end, hashOf(codes + (<usize>start << 1), end - start), index) == -1) continue;
      repeated += 1;
      units += end - start;
      if (astral) pairs += pairsOf(codes, start, end);
    }
  }
  set(STATE, 17, repeated);
  set(STATE, 18, units);
  set(STATE, 19, pairs);
}

function hashOf(at: usize, units: i32): u32 {
  let hash: u64 = units;
  for (; units >= 4; units -= 4, at += 8) hash = ((hash ^ load<u64>(at)) * PRIME) ^ (hash >> 32);
  for (; units > 0; units--, at += 2) hash = (hash ^ <u64>load<u16>(at)) * PRIME;
  return <u32>(hash ^ (hash >> 32));
}

// Surrogate pairs within [start, end).
export function pairsOf(codes: usize, start: i32, end: i32): i32 {
  let pairs = 0;
  let before: u32 = 0;
  for (let at = codes + (<usize>start << 1), last = codes + (<usize>end << 1); at < last; at += 2) {
    const code = <u32>load<u16>(at);
    if ((code & 0xfc00) == 0xdc00 && (before & 0xfc00) == 0xd800) pairs += 1;
    before = code;
  }
  return pairs;
}

const SPACES: v128 = i16x8.splat(0x20);

// Places in the text where a phrase of c4-phrases.ts may have its anchor: `j`, `k`, `f u`, `m i`, `y p` (the last of the
// three), in either case. Left at SPAN_STARTS; returns how many.
export function anchors(length: i32): i32 {
  const end = CODES + (<usize>length << 1);
  let count = 0;
  for (let at = CODES; at < end; at += 16) {
    const code = v128.load(at);
    const lower = v128.or(code, SPACES);
    const after = i16x8.eq(v128.load(at - 2), SPACES);
    const before = v128.or(v128.load(at - 4), SPACES);
    const pairs = v128.or(
      v128.or(
        v128.and(i16x8.eq(lower, i16x8.splat(0x75)), i16x8.eq(before, i16x8.splat(0x66))),
        v128.and(i16x8.eq(lower, i16x8.splat(0x69)), i16x8.eq(before, i16x8.splat(0x6d))),
      ),
      v128.and(i16x8.eq(lower, i16x8.splat(0x70)), i16x8.eq(before, i16x8.splat(0x79))),
    );
    const singles = v128.or(
      v128.or(i16x8.eq(lower, i16x8.splat(0x6a)), i16x8.eq(lower, i16x8.splat(0x6b))),
      i16x8.eq(code, i16x8.splat(<i16>0x212a)),
    );
    let found = i16x8.bitmask(v128.or(singles, v128.and(after, pairs)));
    while (found != 0) {
      const place = at + (<usize>ctz(found) << 1);
      if (place >= end) break;
      set(SPAN_STARTS, count, <i32>((place - CODES) >> 1));
      count += 1;
      found &= found - 1;
    }
  }
  return count;
}
