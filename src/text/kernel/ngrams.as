// N-grams of words that are met more than once.

import {
  CANDIDATES, COUNTS, DISTINCT, get, GRAMS_A, GRAMS_B, HEAD_COUNTS, HEAD_SLOTS, HEADS, IDS, OFFSETS, POINTS, PREFIX,
  set, SLOTS, SQUEEZED, STATE, TIMES,
} from './layout';
import { distinctWords } from './same-words';
import { addSpan, clearSlots, MAX_PROBES, resetTable, slotsFor } from './table';
import { power } from './words';

// First word of an n-gram with this head and tail that overflowed before, else `word`.
// @ts-ignore: decorator
@external("env", "overflowPair")
declare function overflowPair(head: i32, tail: i32, word: i32, size: i32): i32;

// Code units at the head of an n-gram that tell cheaply that it is met only once.
const LONG_HEAD: i32 = 16;
const SHORT_HEAD: i32 = 5;
const HAS_LONG: u32 = 1;
const HAS_SHORT: u32 = 2;
const PRIME_A: u64 = 0x9e3779b97f4a7c15;
const PRIME_B: u64 = 0xc2b2ae3d27d4eb4f;
const PRIME_C: u64 = 0x165667b19e3779f9;

let firsts: usize = 0;
let shorter: usize = 0;
let repeated: i32 = 0;
// Of the n-grams met most often, the first, and how often.
let best: i32 = 0;
let most: i32 = 0;

// Counts the n-grams of `size` words, those of `size` - 1 having been counted before; there are at least `size` words.
// CANDIDATES holds the words where those begin that are met more than once: only two of them in a row can make one more.
export function countNgrams(size: i32): void {
  const last = get(STATE, 0) - size;
  shorter = firsts;
  best = 0;
  most = 1;
  if (size == 1) {
    firsts = IDS;
    for (let index = 0; index < distinctWords; index++) {
      const word = get(DISTINCT, index);
      const times = get(TIMES, word);
      if (times > most) {
        most = times;
        best = word;
      }
    }
    repeated = 0;
    for (let word = 0; word <= last; word++) keepRepeated(TIMES, word);
    return;
  }
  firsts = shorter == GRAMS_A ? GRAMS_B : GRAMS_A;
  const slots = slotsFor(repeated);
  clearSlots(slots);
  const mask = <u32>slots - 1;
  let candidates = 0;
  for (let index = 0; index + 1 < repeated; index++) {
    const word = get(CANDIDATES, index);
    if (word > last) break;
    if (get(CANDIDATES, index + 1) != word + 1) continue;
    const first = firstOf(get(shorter, word), get(IDS, word + size - 1), word, size, mask);
    set(firsts, word, first);
    if (first == word) set(COUNTS, word, 1);
    else count(first);
    set(CANDIDATES, candidates, word);
    candidates += 1;
  }
  repeated = 0;
  for (let index = 0; index < candidates; index++) keepRepeated(COUNTS, get(CANDIDATES, index));
}

// @ts-ignore: decorator
@inline
function count(first: i32): void {
  const times = get(COUNTS, first) + 1;
  set(COUNTS, first, times);
  if (times > most || (times == most && first < best)) {
    most = times;
    best = first;
  }
}

// @ts-ignore: decorator
@inline
function keepRepeated(counts: usize, word: i32): void {
  set(CANDIDATES, repeated, word);
  repeated += <i32>(get(counts, get(firsts, word)) > 1);
}

function firstOf(head: i32, tail: i32, word: i32, size: i32, mask: u32): i32 {
  let mixed = (<u32>head * 0x9e3779b1) ^ (<u32>tail * 0x85ebca6b);
  mixed = (mixed ^ (mixed >> 15)) * 0x2c1b3c6d;
  let slot = (mixed ^ (mixed >> 13)) & mask;
  for (let probe = 0; probe < MAX_PROBES; probe++) {
    const entry = get(SLOTS, slot) - 1;
    if (entry == -1) {
      set(SLOTS, slot, word + 1);
      return word;
    }
    if (get(shorter, entry) == head && get(IDS, entry + size - 1) == tail) return entry;
    slot = (slot + 1) & mask;
  }
  return overflowPair(head, tail, word, size);
}

// Of the n-grams counted last, the first of those met most often: its code points with a space between words, times how
// often it is met.
export function topPoints(size: i32): i32 {
  return (get(POINTS, best + size) - get(POINTS, best) + size - 1) * most;
}

// @ts-ignore: decorator
@inline
function headHash(at: usize, long: bool): u32 {
  let hash = load<u64>(at) * PRIME_A;
  if (long) hash ^= rotl<u64>(load<u64>(at, 8) * PRIME_B, 17) ^ (load<u64>(at, 16) * PRIME_C + rotl<u64>(load<u64>(at, 24) * PRIME_A, 31));
  else hash ^= rotl<u64>(<u64>load<u16>(at, 8) * PRIME_B, 17);
  hash ^= hash >> 32;
  return <u32>((hash * PRIME_B) >> 40);
}

// Slots for the heads of so many words.
function headSlots(words: i32): i32 {
  return slotsFor(words * 4);
}

// Counts the next code units of each word, or of those whose n-gram of `size` words is short.
function countHeads(words: i32, size: i32, long: bool): void {
  const slots = headSlots(words);
  const mask = <u32>slots - 1;
  memory.fill(HEAD_COUNTS, 0, slots);
  const units = long ? LONG_HEAD : SHORT_HEAD;
  const last = get(OFFSETS, words) - units;
  for (let word = 0; word < words; word++) {
    const start = get(OFFSETS, word);
    if (start > last) {
      set(HEAD_SLOTS, word, -1);
      continue;
    }
    if (!long && (word + size > words || get(OFFSETS, word + size) - start >= LONG_HEAD)) continue;
    const slot = headHash(SQUEEZED + (<usize>start << 1), long) & mask;
    set(HEAD_SLOTS, word, slot);
    const met = <u32>load<u8>(HEAD_COUNTS + <usize>slot);
    store<u8>(HEAD_COUNTS + <usize>slot, met | (met + 1));
  }
}

// Whether the head counted for a word was likely met at another word: a few too often, never too seldom.
// @ts-ignore: decorator
@inline
function isMetAgain(word: i32): bool {
  const slot = get(HEAD_SLOTS, word);
  return slot >= 0 && load<u8>(HEAD_COUNTS + <usize>slot) >= 3;
}

// @ts-ignore: decorator
@inline
function mayRepeat(word: i32, length: i32): bool {
  const heads = <u32>load<u8>(HEADS + <usize>word);
  return (heads & (length >= LONG_HEAD ? HAS_LONG : HAS_SHORT)) != 0;
}

// Finds the words where an n-gram of at least `size` words that repeats may start. Returns their number.
export function findCandidates(size: i32): i32 {
  const words = get(STATE, 0);
  const last = words - size;
  if (last < 0) return 0;
  countHeads(words, size, true);
  let short = false;
  for (let word = 0; word <= last; word++) {
    store<u8>(HEADS + <usize>word, isMetAgain(word) ? HAS_LONG : 0);
    short = short || get(OFFSETS, word + size) - get(OFFSETS, word) < LONG_HEAD;
  }
  if (short) countHeads(words, size, false);
  let found = 0;
  for (let word = 0; word <= last; word++) {
    let heads = <u32>load<u8>(HEADS + <usize>word);
    if (short) {
      const length = get(OFFSETS, word + size) - get(OFFSETS, word);
      if (length < LONG_HEAD && (length < SHORT_HEAD || isMetAgain(word))) {
        heads |= HAS_SHORT;
        store<u8>(HEADS + <usize>word, heads);
      }
    }
    set(CANDIDATES, found, word);
    found += <i32>(heads != 0);
  }
  return found;
}

// Code points of all n-grams of `size` words that repeat an earlier one, counted as datatrove does: an n-gram seen before
// adds the length of its words (without spaces) and the scan goes on after it; a new one is remembered and the scan goes
// on by one word. Two n-grams are equal when their words, written together, are (`ab c` = `a bc`).
export function repeatedNgramPoints(size: i32, candidates: i32): i32 {
  const last = get(STATE, 0) - size;
  let total = 0;
  let free = 0;
  resetTable(SQUEEZED, candidates);
  for (let index = 0; index < candidates; index++) {
    const word = get(CANDIDATES, index);
    if (word > last) break;
    if (word < free) continue;
    const start = get(OFFSETS, word);
    const end = get(OFFSETS, word + size);
    if (!mayRepeat(word, end - start)) continue;
    const hash = <u32>get(PREFIX, word + size) - <u32>get(PREFIX, word) * power(end - start);
    if (addSpan(start, end, hash, word) == -1) continue;
    total += get(POINTS, word + size) - get(POINTS, word);
    free = word + size;
  }
  return total;
}
