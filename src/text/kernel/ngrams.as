// N-grams of words that are met more than once.

import {
  CANDIDATES, COUNTS_A, COUNTS_B, get, GRAMS_A, GRAMS_B, HEAD_COUNTS, HEAD_SLOTS, HEADS, IDS, OFFSETS, POINTS, PREFIX,
  set, SLOTS, SQUEEZED, STATE,
} from './layout';
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
const PRIME: u64 = 0x9e3779b97f4a7c15;

let firsts: usize = 0;
let shorter: usize = 0;
let counts: usize = 0;
let best: i32 = 0;

// Counts the n-grams of `size` words, those of `size` - 1 having been counted before; there are at least `size` words.
export function countNgrams(size: i32): void {
  const last = get(STATE, 0) - size;
  const shorterCounts = counts;
  shorter = firsts;
  counts = shorterCounts == COUNTS_A ? COUNTS_B : COUNTS_A;
  best = 0;
  if (size == 1) {
    firsts = IDS;
    memory.fill(counts, 0, <usize>(last + 1) << 2);
    for (let word = 0; word <= last; word++) count(get(IDS, word));
    return;
  }
  firsts = shorter == GRAMS_A ? GRAMS_B : GRAMS_A;
  memory.fill(counts, 0, <usize>(last + 1) << 2);
  const slots = slotsFor(last + 1);
  clearSlots(slots);
  const mask = <u32>slots - 1;
  let next = get(shorter, 0);
  for (let word = 0; word <= last; word++) {
    const head = next;
    next = get(shorter, word + 1);
    let first = word;
    // an n-gram whose first or last n - 1 words are met only once is met only once
    if (get(shorterCounts, head) != 1 && get(shorterCounts, next) != 1)
      first = firstOf(head, get(IDS, word + size - 1), word, size, mask);
    set(firsts, word, first);
    count(first);
  }
}

// @ts-ignore: decorator
@inline
function count(first: i32): void {
  const times = get(counts, first) + 1;
  set(counts, first, times);
  const most = get(counts, best);
  if (times > most || (times == most && first < best)) best = first;
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
  return (get(POINTS, best + size) - get(POINTS, best) + size - 1) * get(counts, best);
}

// @ts-ignore: decorator
@inline
function headHash(at: usize, long: bool): u32 {
  let hash = load<u64>(at) * PRIME;
  if (long) {
    hash = ((hash ^ (hash >> 32)) + load<u64>(at, 8)) * PRIME;
    hash = ((hash ^ (hash >> 32)) + load<u64>(at, 16)) * PRIME;
    hash = ((hash ^ (hash >> 32)) + load<u64>(at, 24)) * PRIME;
  } else hash = ((hash ^ (hash >> 32)) + <u64>load<u16>(at, 8)) * PRIME;
  return <u32>(hash >> 32);
}

// Marks the words whose next code units are likely met at another word: a few too many, never too few.
function markHeads(words: i32, units: i32, flag: u32): void {
  const slots = slotsFor(words * 4);
  const mask = <u32>slots - 1;
  memory.fill(HEAD_COUNTS, 0, slots);
  const total = get(OFFSETS, words);
  let heads = 0;
  for (; heads < words; heads++) {
    const start = get(OFFSETS, heads);
    if (start + units > total) break;
    const slot = headHash(SQUEEZED + (<usize>start << 1), flag == HAS_LONG) & mask;
    set(HEAD_SLOTS, heads, slot);
    const met = <u32>load<u8>(HEAD_COUNTS + <usize>slot);
    store<u8>(HEAD_COUNTS + <usize>slot, met | (met + 1));
  }
  for (let word = 0; word < heads; word++) {
    if (load<u8>(HEAD_COUNTS + <usize>get(HEAD_SLOTS, word)) < 3) continue;
    store<u8>(HEADS + <usize>word, <u32>load<u8>(HEADS + <usize>word) | flag);
  }
}

// @ts-ignore: decorator
@inline
function mayRepeat(word: i32, length: i32): bool {
  const heads = <u32>load<u8>(HEADS + <usize>word);
  if (length >= LONG_HEAD) return (heads & HAS_LONG) != 0;
  return length < SHORT_HEAD || (heads & HAS_SHORT) != 0;
}

// Finds the words where an n-gram of at least `size` words that repeats may start. Returns their number.
export function findCandidates(size: i32): i32 {
  const words = get(STATE, 0);
  if (words < size) return 0;
  memory.fill(HEADS, 0, words);
  markHeads(words, LONG_HEAD, HAS_LONG);
  let short = false;
  for (let word = 0; word + size <= words && !short; word++)
    short = get(OFFSETS, word + size) - get(OFFSETS, word) < LONG_HEAD;
  if (short) markHeads(words, SHORT_HEAD, HAS_SHORT);
  let found = 0;
  for (let word = 0; word + size <= words; word++) {
    const long = (<u32>load<u8>(HEADS + <usize>word) & HAS_LONG) != 0;
    if (!long && !mayRepeat(word, get(OFFSETS, word + size) - get(OFFSETS, word))) continue;
    set(CANDIDATES, found, word);
    found += 1;
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
