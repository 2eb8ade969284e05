// Sets of spans of one array of code units, compared by content (open addressing). Hashes only speed them up: equal
// ones are always checked against the text, and spans made to collide go to a map in TypeScript, so that time stays linear.

import { ENTRY_ENDS, ENTRY_HASHES, ENTRY_INDICES, ENTRY_STARTS, get, set, SLOTS } from './layout';

// @ts-ignore: decorator
@external("env", "overflow")
declare function overflow(base: usize, start: i32, end: i32, index: i32): i32;
// @ts-ignore: decorator
@external("env", "forget")
declare function forget(): void;

// Slots looked at before a span counts as made to collide: at most half are taken, so chance never comes near.
export const MAX_PROBES: i32 = 64;

let base: usize = 0;
let mask: u32 = 0;
let count: i32 = 0;
let overflowed = false;

export function forgetOverflow(): void {
  if (overflowed) forget();
  overflowed = false;
}

// Index of the equal span in the overflow, or -1 after adding this one.
export function addOverflow(codes: usize, start: i32, end: i32, index: i32): i32 {
  overflowed = true;
  return overflow(codes, start, end, index);
}

// Slots for so many entries: a power of two, at least twice as many.
export function slotsFor(entries: i32): i32 {
  let size = 64;
  while (size < entries * 2) size *= 2;
  return size;
}

export function clearSlots(size: i32): void {
  memory.fill(SLOTS, 0, <usize>size << 2);
}

// Empties the table and makes room for `expected` spans of the code units at `codes`.
export function resetTable(codes: usize, expected: i32): void {
  forgetOverflow();
  base = codes;
  count = 0;
  const size = slotsFor(expected);
  mask = <u32>size - 1;
  clearSlots(size);
}

// @ts-ignore: decorator
@inline
export function spread(hash: u32, length: i32): u32 {
  let mixed = (hash ^ (hash >> 16)) * 0x85ebca6b;
  mixed = (mixed ^ (mixed >> 13)) * 0xc2b2ae35;
  return mixed ^ (mixed >> 16) ^ <u32>length;
}

// Whether `bytes` bytes at both places are the same; up to seven bytes after them are read.
export function same(a: usize, b: usize, bytes: i32): bool {
  let left = bytes;
  for (; left >= 8; left -= 8, a += 8, b += 8) if (load<u64>(a) != load<u64>(b)) return false;
  return left == 0 || (load<u64>(a) ^ load<u64>(b)) << (64 - (<u64>left << 3)) == 0;
}

// Index of the equal span that was added first, or -1 after adding this one as `index`.
export function addSpan(start: i32, end: i32, hash: u32, index: i32): i32 {
  const length = end - start;
  let slot = spread(hash, length) & mask;
  for (let probe = 0; probe < MAX_PROBES; probe++) {
    const entry = get(SLOTS, slot) - 1;
    if (entry == -1) {
      set(SLOTS, slot, count + 1);
      set(ENTRY_HASHES, count, hash);
      set(ENTRY_STARTS, count, start);
      set(ENTRY_ENDS, count, end);
      set(ENTRY_INDICES, count, index);
      count += 1;
      return -1;
    }
    if (<u32>get(ENTRY_HASHES, entry) == hash) {
      const other = get(ENTRY_STARTS, entry);
      if (
        get(ENTRY_ENDS, entry) - other == length &&
        same(base + (<usize>other << 1), base + (<usize>start << 1), length << 1)
      )
        return get(ENTRY_INDICES, entry);
    }
    slot = (slot + 1) & mask;
  }
  return addOverflow(base, start, end, index);
}
