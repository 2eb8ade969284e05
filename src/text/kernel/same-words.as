// A set of the words read so far, compared by content; it grows with them.

import { get, HASHES, IDS, OFFSETS, set, SLOTS, SQUEEZED } from './layout';
import { addOverflow, clearSlots, forgetOverflow, MAX_PROBES, same, spread } from './table';

const FIRST_SLOTS: i32 = 1024;

/** Words that differ. */
export let distinctWords: i32 = 0;
let mask: u32 = 0;

export function forgetWords(): void {
  forgetOverflow();
  distinctWords = 0;
  mask = FIRST_SLOTS - 1;
  clearSlots(FIRST_SLOTS);
}

// First word that is the same string as `word`, the last one read.
export function idOf(word: i32, hash: u32, start: i32, length: i32): i32 {
  if (<u32>(distinctWords + 1) * 2 > mask) growTable(word);
  let slot = spread(hash, length) & mask;
  for (let probe = 0; probe < MAX_PROBES; probe++) {
    const entry = get(SLOTS, slot) - 1;
    if (entry == -1) {
      set(SLOTS, slot, word + 1);
      distinctWords += 1;
      return word;
    }
    if (<u32>get(HASHES, entry) == hash) {
      const other = get(OFFSETS, entry);
      if (
        get(OFFSETS, entry + 1) - other == length &&
        same(SQUEEZED + (<usize>other << 1), SQUEEZED + (<usize>start << 1), length << 1)
      )
        return entry;
    }
    slot = (slot + 1) & mask;
  }
  const first = addOverflow(SQUEEZED, start, start + length, word);
  if (first != -1) return first;
  distinctWords += 1;
  return word;
}

function growTable(words: i32): void {
  mask = mask * 2 + 1;
  clearSlots(mask + 1);
  for (let word = 0; word < words; word++) {
    if (get(IDS, word) != word) continue;
    const length = get(OFFSETS, word + 1) - get(OFFSETS, word);
    let slot = spread(<u32>get(HASHES, word), length) & mask;
    for (let probe = 0; probe < MAX_PROBES; probe++) {
      if (get(SLOTS, slot) == 0) {
        set(SLOTS, slot, word + 1);
        break;
      }
      slot = (slot + 1) & mask;
    }
  }
}
