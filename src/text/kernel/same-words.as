// A set of the words read so far, compared by content; it grows with them.

import { DISTINCT, get, HASHES, IDS, OFFSETS, set, SLOTS, SQUEEZED, TIMES } from './layout';
import { addOverflow, forgetOverflow, MAX_PROBES, same, spread } from './table';

const FIRST_SLOTS: i32 = 1024;

/** Words that differ. */
export let distinctWords: i32 = 0;
let mask: u32 = 0;

// A slot is a word's number plus one, and above that its hash: what differs is told without a look at the word.
// @ts-ignore: decorator
@inline
function slotAt(slot: u32): usize {
  return SLOTS + (<usize>slot << 3);
}

export function forgetWords(): void {
  forgetOverflow();
  distinctWords = 0;
  mask = FIRST_SLOTS - 1;
  memory.fill(SLOTS, 0, FIRST_SLOTS << 3);
}

function addDistinct(word: i32): i32 {
  set(DISTINCT, distinctWords, word);
  set(TIMES, word, 1);
  distinctWords += 1;
  return word;
}

// @ts-ignore: decorator
@inline
function meet(first: i32): i32 {
  set(TIMES, first, get(TIMES, first) + 1);
  return first;
}

// First word that is the same string as `word`, the last one read; counts it.
export function idOf(word: i32, hash: u32, start: i32, length: i32): i32 {
  if (<u32>(distinctWords + 1) * 2 > mask) growTable();
  let slot = spread(hash, length) & mask;
  for (let probe = 0; probe < MAX_PROBES; probe++) {
    const entry = load<u64>(slotAt(slot));
    if (entry == 0) {
      store<u64>(slotAt(slot), ((<u64>hash) << 32) | <u64>(word + 1));
      return addDistinct(word);
    }
    if (<u32>(entry >> 32) == hash) {
      const first = <i32>entry - 1;
      const other = get(OFFSETS, first);
      if (
        get(OFFSETS, first + 1) - other == length &&
        same(SQUEEZED + (<usize>other << 1), SQUEEZED + (<usize>start << 1), length << 1)
      )
        return meet(first);
    }
    slot = (slot + 1) & mask;
  }
  const first = addOverflow(SQUEEZED, start, start + length, word);
  return first == -1 ? addDistinct(word) : meet(first);
}

function growTable(): void {
  mask = mask * 2 + 1;
  memory.fill(SLOTS, 0, <usize>(mask + 1) << 3);
  for (let index = 0; index < distinctWords; index++) {
    const word = get(DISTINCT, index);
    const hash = <u32>get(HASHES, word);
    let slot = spread(hash, get(OFFSETS, word + 1) - get(OFFSETS, word)) & mask;
    for (let probe = 0; probe < MAX_PROBES; probe++) {
      if (load<u64>(slotAt(slot)) == 0) {
        store<u64>(slotAt(slot), ((<u64>hash) << 32) | <u64>(word + 1));
        break;
      }
      slot = (slot + 1) & mask;
    }
  }
}
