/**
 * Postings of a collection's segment: for each column the documents by key, so that a key's documents are found by one
 * small read. A column is a table of bucket starts, then its entries of two words, `entryKey` and document, bucket by
 * bucket and in order of document. Keys are 64-bit hashes; 40 bits of them are kept, whatever the size of a segment,
 * so that segments can be merged without their signatures. A pair that agrees by chance in those 40 is told apart by
 * what is compared next, its whole shingle set.
 */

/** Entries of a bucket on average: what one lookup reads is about a kilobyte. */
const BUCKET = 128;
const LEAST_BITS = 8;
const MOST_BITS = 24;

/** Bytes of an entry. */
export const ENTRY = 8;

/** Where a column lies in the postings file. */
export interface PostingPlace {
  /** Bytes. The table has 2^bits + 1 words; the entries follow it. */
  start: number;
  entriesStart: number;
  entries: number;
  /** Buckets are told apart by this many of a key's first bits. */
  bits: number;
}

/** Places of columns with these numbers of entries, one after the other. */
export function postingPlaces(entries: readonly number[]): PostingPlace[] {
  let start = 0;
  return entries.map((count) => {
    const bits = Math.min(MOST_BITS, Math.max(LEAST_BITS, Math.ceil(Math.log2(Math.max(1, count) / BUCKET))));
    const entriesStart = start + (2 ** bits + 1) * 4;
    const place = { start, entriesStart, entries: count, bits };
    start = entriesStart + count * ENTRY;
    return place;
  });
}

/** Bits 8 to 39 of a key of two words; at least the first 8 follow from its bucket. */
export const entryKey = (high: number, low: number): number => ((high << 8) | (low >>> 24)) >>> 0;

export const bucketOf = (high: number, bits: number): number => high >>> (32 - bits);

/** A key's first word, from its bucket and its entry. */
export const highOf = (bucket: number, bits: number, key: number): number =>
  (((bucket >>> (bits - 8)) << 24) | (key >>> 8)) >>> 0;

/** Keys of documents: first word, `entryKey` and number of each. */
export interface KeyBatch {
  high: Uint32Array;
  key: Uint32Array;
  documents: Uint32Array;
}

/** Counts entries by bucket, for the table of starts. */
export function countBuckets({ high }: Pick<KeyBatch, 'high'>, bits: number, counts: Uint32Array): void {
  for (let i = 0; i < high.length; i++) counts[bucketOf(high[i]!, bits)]! += 1;
}

/** Starts of buckets, in entries, from their counts: one more than buckets. */
export function startsOf(counts: Uint32Array): Uint32Array<ArrayBuffer> {
  const starts = new Uint32Array(counts.length + 1);
  for (let bucket = 0; bucket < counts.length; bucket++) starts[bucket + 1] = starts[bucket]! + counts[bucket]!;
  return starts;
}

/** Puts a batch's entries of the buckets `from` to `to` into place; `next` has the next free entry of each bucket. */
export function placeEntries(
  { high, key, documents }: KeyBatch,
  bits: number,
  { from, to }: { from: number; to: number },
  next: Uint32Array,
  entries: Uint32Array,
): void {
  for (let i = 0; i < high.length; i++) {
    const bucket = bucketOf(high[i]!, bits);
    if (bucket < from || bucket >= to) continue;
    const at = next[bucket - from]!;
    next[bucket - from] = at + 1;
    entries[at * 2] = key[i]!;
    entries[at * 2 + 1] = documents[i]!;
  }
}

/** Most values that can be numbered beside a 32-bit key in a double. */
const NUMBERED = 1 << 21;

/** Keys in ascending order, equal ones in order of place: key · 2^21 + place. */
function sortedKeys(count: number, keyAt: (index: number) => number): Float64Array {
  const sorted = new Float64Array(count);
  for (let i = 0; i < count; i++) sorted[i] = keyAt(i) * NUMBERED + i;
  return sorted.sort();
}

/**
 * Joins probes with the entries of one bucket: for each key that both have, calls `found` with the probes' places and
 * the entries' documents, both in order.
 */
export function joinBucket(
  entries: Uint32Array,
  probes: Uint32Array,
  found: (probes: Uint32Array, documents: Uint32Array) => void,
): void {
  const total = entries.length / 2;
  for (let first = 0; first < total; first += NUMBERED) {
    const size = Math.min(NUMBERED, total - first);
    const sortedEntries = sortedKeys(size, (i) => entries[(first + i) * 2]!);
    for (let start = 0; start < probes.length; start += NUMBERED) {
      const some = probes.subarray(start, start + NUMBERED);
      const sortedProbes = sortedKeys(some.length, (i) => some[i]!);
      for (let e = 0, p = 0; e < size && p < some.length; ) {
        const key = Math.floor(sortedEntries[e]! / NUMBERED);
        const probed = Math.floor(sortedProbes[p]! / NUMBERED);
        if (key < probed) e += 1;
        else if (key > probed) p += 1;
        else {
          const endE = runEnd(sortedEntries, e, key);
          const endP = runEnd(sortedProbes, p, key);
          found(
            Uint32Array.from(sortedProbes.subarray(p, endP), (value) => start + (value % NUMBERED)),
            Uint32Array.from(
              sortedEntries.subarray(e, endE),
              (value) => entries[(first + (value % NUMBERED)) * 2 + 1]!,
            ),
          );
          e = endE;
          p = endP;
        }
      }
    }
  }
}

function runEnd(sorted: Float64Array, from: number, key: number): number {
  let end = from + 1;
  while (end < sorted.length && Math.floor(sorted[end]! / NUMBERED) === key) end += 1;
  return end;
}
