import { hashBytes } from './dictionary.ts';
import type { FastTextFile } from './file.ts';

/** Told each feature of a text: its row of the input, and the bytes from `start` to `end` that it stands for. */
export type OnFeature = (row: number, start: number, end: number) => void;

/** Bytes between which fastText cuts words: space, \n, \r, \t, \v, \f, NUL. */
const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0 || (byte >= 9 && byte <= 13);
const END = new TextEncoder().encode('</s>');
const END_HASH = hashBytes(END, 0, END.length);
const isContinuation = (byte: number): boolean => (byte & 0xc0) === 0x80;

const NGRAM_PRIME = 116049371;
const PRIME_LOW = NGRAM_PRIME & 0xffff;
const PRIME_HIGH = NGRAM_PRIME >>> 16;

/** (high × 2^32 + low) mod `modulus`, for unsigned halves and a modulus below 2^31. */
function remainder(high: number, low: number, modulus: number): number {
  const upper = ((high >>> 0) % modulus) * 0x10000 + (low >>> 16);
  return ((upper % modulus) * 0x10000 + (low & 0xffff)) % modulus;
}

/** High half of the 64-bit product of a 32-bit number and `NGRAM_PRIME`. */
function productHigh(value: number): number {
  const low = (value & 0xffff) * PRIME_LOW;
  const middle = (value >>> 16) * PRIME_LOW + Math.floor(low / 0x10000);
  const other = (value & 0xffff) * PRIME_HIGH + (middle % 0x10000);
  return (value >>> 16) * PRIME_HIGH + Math.floor(middle / 0x10000) + Math.floor(other / 0x10000);
}

/**
 * Reads a text as fastText reads a line (`Dictionary::getLine`, `addSubwords`, `addWordNgrams`): words between white
 * space with their character n-grams, runs of words, and an end of line last. Line feeds count as white space.
 */
export function createFeatures({ dictionary, wordNgrams, buckets, least, most }: FastTextFile) {
  const { words, pruned } = dictionary;
  const others = Math.max(0, wordNgrams - 1);
  // Hashes of the runs that end at the last word, the shortest first, with the bytes where they begin.
  const high = new Int32Array(others + 1);
  const low = new Int32Array(others + 1);
  const starts = new Float64Array(others + 1);
  let runs = 0;
  let edged = new Uint8Array(256);

  const pushBucket = (bucket: number, start: number, end: number, onFeature: OnFeature): void => {
    if (pruned === undefined) onFeature(words + bucket, start, end);
    else {
      const row = pruned.get(bucket);
      if (row !== undefined) onFeature(words + row, start, end);
    }
  };

  const addSubwords = (bytes: Uint8Array, start: number, end: number, onFeature: OnFeature): void => {
    const size = end - start + 2;
    if (edged.length < size) edged = new Uint8Array(size * 2);
    edged[0] = 0x3c; // <
    edged.set(bytes.subarray(start, end), 1);
    edged[size - 1] = 0x3e; // >
    for (let first = 0; first < size; first++) {
      if (isContinuation(edged[first]!)) continue;
      let hash = 0x811c9dc5;
      for (let next = first, length = 1; next < size && length <= most; length++) {
        do {
          hash = Math.imul(hash ^ ((edged[next]! << 24) >> 24), 0x01000193);
          next += 1;
        } while (next < size && isContinuation(edged[next]!));
        if (length >= least && !(length === 1 && (first === 0 || next === size)))
          pushBucket(
            (hash >>> 0) % buckets,
            start + Math.max(0, first - 1),
            start + Math.min(next - 1, end - start),
            onFeature,
          );
      }
    }
  };

  const addRuns = (hash: number, start: number, end: number, onFeature: OnFeature): void => {
    for (let run = Math.min(runs, others); run > 0; run--) {
      // hash = hash × prime + the word's hash, which fastText extends with its sign to 64 bits
      const sum = Math.imul(low[run - 1]!, NGRAM_PRIME) >>> 0;
      const carried = sum + (hash >>> 0);
      const upper = productHigh(low[run - 1]!) + Math.imul(high[run - 1]!, NGRAM_PRIME) + (hash < 0 ? -1 : 0);
      high[run] = upper + (carried > 0xffffffff ? 1 : 0);
      low[run] = carried;
      starts[run] = starts[run - 1]!;
      pushBucket(remainder(high[run]!, low[run]! >>> 0, buckets), starts[run]!, end, onFeature);
    }
    high[0] = hash < 0 ? -1 : 0;
    low[0] = hash;
    starts[0] = start;
    runs = Math.min(others, runs + 1);
  };

  return (bytes: Uint8Array, length: number, onFeature: OnFeature): void => {
    runs = 0;
    for (let index = 0; index < length; ) {
      if (isSpace(bytes[index]!)) {
        index += 1;
        continue;
      }
      const start = index;
      while (index < length && !isSpace(bytes[index]!)) index += 1;
      const hash = hashBytes(bytes, start, index);
      const word = dictionary.find(bytes, start, index, hash);
      if (word < 0 && dictionary.isLabel(bytes, start, index)) continue;
      const isEnd = hash === END_HASH && index - start === END.length;
      if (isEnd) break;
      if (word >= 0) onFeature(word, start, index);
      if (most > 0) addSubwords(bytes, start, index, onFeature);
      if (others > 0) addRuns(hash, start, index, onFeature);
    }
    const end = dictionary.find(END, 0, END.length, END_HASH);
    if (end >= 0) onFeature(end, length, length);
    if (others > 0) addRuns(END_HASH, length, length, onFeature);
  };
}
