import { type Analysis, HASH_BASE } from './analysis.ts';
import type { SpanTable } from './span-table.ts';

/** Code units at the head of an n-gram that tell cheaply that it is met only once. */
const HEAD = 16;
const MAX_PROBES = 64;

/**
 * Code points of all n-grams of words that repeat an earlier one, counted as datatrove does: an n-gram seen before adds the
 * length of its words (without spaces) and the scan goes on after it; a new one is remembered and the scan goes on by one
 * word. Two n-grams are equal when their words, written together, are (`ab c` = `a bc`).
 *
 * `candidates` are the words whose next 16 code units occur at another word too: no other word starts a repeated n-gram of
 * that length.
 */
export function repeatedNgramPoints(
  analysis: Analysis,
  size: number,
  candidates: Uint8Array,
  powers: Int32Array,
  table: SpanTable,
): number {
  const { squeezed, offsets, prefix, pointOffsets } = analysis;
  const last = analysis.words.count - size;
  let points = 0;
  if (last < 0) return 0;
  table.reset(squeezed, last + 1);
  let word = 0;
  while (word <= last) {
    const start = offsets[word]!;
    const end = offsets[word + size]!;
    const length = end - start;
    if (length >= HEAD && candidates[word] === 0) {
      word += 1;
      continue;
    }
    const power = length < powers.length ? powers[length]! : powerOf(length);
    const hash = (prefix[end]! - Math.imul(prefix[start]!, power)) | 0;
    if (table.add(start, end, hash, word) === -1) {
      word += 1;
    } else {
      points += pointOffsets[word + size]! - pointOffsets[word]!;
      word += size;
    }
  }
  return points;
}

function powerOf(exponent: number): number {
  let result = 1;
  let base = HASH_BASE;
  for (let rest = exponent; rest > 0; rest >>>= 1) {
    if ((rest & 1) === 1) result = Math.imul(result, base);
    base = Math.imul(base, base);
  }
  return result;
}

/** Powers of the hash base, for n-grams of up to 1,023 code units. */
export function hashPowers(): Int32Array {
  const powers = new Int32Array(1024);
  powers[0] = 1;
  for (let exponent = 1; exponent < powers.length; exponent++)
    powers[exponent] = Math.imul(powers[exponent - 1]!, HASH_BASE);
  return powers;
}

/** Marks the words whose next 16 squeezed code units are likely met at another word: a few too many, never too few. */
export function createHeadFinder(powers: Int32Array): (analysis: Analysis) => Uint8Array {
  let seen = new Uint8Array(1 << 13);
  let slots = new Int32Array(1 << 11);
  let candidates = new Uint8Array(1 << 11);
  const headPower = powers[HEAD]!;

  return ({ words, offsets, prefix }) => {
    const { count } = words;
    if (count > candidates.length) {
      candidates = new Uint8Array(count * 2);
      slots = new Int32Array(count * 2);
    }
    let size = 1 << 13;
    while (size < count * 8) size *= 2;
    if (size > seen.length) seen = new Uint8Array(size);
    else seen.fill(0, 0, size);
    const mask = size - 1;
    const total = offsets[count]!;
    candidates.fill(0, 0, count);
    let heads = 0;
    for (; heads < count; heads++) {
      const start = offsets[heads]!;
      if (start + HEAD > total) break;
      const hash = (prefix[start + HEAD]! - Math.imul(prefix[start]!, headPower)) | 0;
      const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
      const slot = (mixed ^ (mixed >>> 13)) & mask;
      slots[heads] = slot;
      if (seen[slot]! < 2) seen[slot]! += 1;
    }
    for (let word = 0; word < heads; word++) candidates[word] = seen[slots[word]!] === 2 ? 1 : 0;
    return candidates;
  };
}

/**
 * Of the n-grams met most often, the first: its code points with a space between words, times how often it is met.
 * For each n of `sizes`, in order; null where the text has fewer than n words.
 */
export type TopNgrams = (analysis: Analysis, sizes: readonly number[]) => (number | null)[];

/** Counts n-grams of every size up to the largest asked for, each as a pair of the one before and a word. */
export function createTopNgrams(): TopNgrams {
  let slots = new Int32Array(1 << 12);
  let capacity = 1 << 11;
  let [current, previous, counts, shorterCounts] = newTables(capacity);

  return (analysis, sizes) => {
    const { words, ids, pointOffsets } = analysis;
    const { count } = words;
    if (count > capacity) {
      capacity = count * 2;
      [current, previous, counts, shorterCounts] = newTables(capacity);
    }
    const largest = Math.max(1, ...sizes);
    const tops = new Map<number, number>();
    for (let size = 1; size <= largest && size <= count; size++) {
      const last = count - size;
      if (size === 1) countWords(ids, last, current, counts);
      else countGrams(size, last, ids);
      if (sizes.includes(size)) tops.set(size, topPoints(size, last, pointOffsets));
      [previous, current] = [current, previous];
      [shorterCounts, counts] = [counts, shorterCounts];
    }
    return sizes.map((size) => tops.get(size) ?? null);
  };

  /** `current[i]` becomes the first position of the n-gram at i; `counts` how often each is met. */
  function countGrams(size: number, last: number, ids: Int32Array): void {
    counts.fill(0, 0, last + 1);
    let slotCount = 1 << 12;
    while (slotCount < last * 2) slotCount *= 2;
    if (slotCount > slots.length) slots = new Int32Array(slotCount);
    else slots.fill(0, 0, slotCount);
    const mask = slotCount - 1;
    let overflow: Map<number, number> | null = null;
    for (let word = 0; word <= last; word++) {
      const head = previous[word]!;
      // an n-gram whose first or last n - 1 words are met only once is met only once
      if (shorterCounts[head] === 1 || shorterCounts[previous[word + 1]!] === 1) {
        current[word] = word;
        counts[word] = 1;
        continue;
      }
      const tail = ids[word + size - 1]!;
      let mixed = Math.imul(head, 0x9e3779b1) ^ Math.imul(tail, 0x85ebca6b);
      mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
      let slot = (mixed ^ (mixed >>> 13)) & mask;
      let first = -1;
      for (let probe = 0; probe < MAX_PROBES; probe++) {
        const entry = slots[slot]! - 1;
        if (entry === -1) {
          slots[slot] = word + 1;
          first = word;
          break;
        }
        if (previous[entry] === head && ids[entry + size - 1] === tail) {
          first = entry;
          break;
        }
        slot = (slot + 1) & mask;
      }
      if (first === -1) {
        overflow ??= new Map();
        const key = head * 0x4000000 + tail;
        first = overflow.get(key) ?? word;
        overflow.set(key, first);
      }
      current[word] = first;
      counts[first]! += 1;
    }
  }

  function topPoints(size: number, last: number, pointOffsets: Int32Array): number {
    let best = 0;
    for (let word = 1; word <= last; word++) if (counts[word]! > counts[best]!) best = word;
    return (pointOffsets[best + size]! - pointOffsets[best]! + size - 1) * counts[best]!;
  }
}

type Tables = [Int32Array, Int32Array, Int32Array, Int32Array];

const newTables = (capacity: number): Tables => [
  new Int32Array(capacity),
  new Int32Array(capacity),
  new Int32Array(capacity),
  new Int32Array(capacity),
];

function countWords(ids: Int32Array, last: number, firsts: Int32Array, counts: Int32Array): void {
  counts.fill(0, 0, last + 1);
  for (let word = 0; word <= last; word++) {
    const first = ids[word]!;
    firsts[word] = first;
    counts[first]! += 1;
  }
}
