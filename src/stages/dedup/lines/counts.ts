/** Keys in ascending order and how often each was met. */
export interface KeyCounts {
  keys: Float64Array;
  counts: Uint32Array;
}

/** Sorts keys, and counts equal ones. */
export function countKeys(keys: Float64Array): KeyCounts {
  const sorted = keys.slice().sort();
  return sumCounts({ keys: sorted, counts: new Uint32Array(sorted.length).fill(1) }, 1);
}

/** Adds up the counts of equal keys, which stand beside each other; those below `least` are left out. */
function sumCounts({ keys, counts }: KeyCounts, least: number): KeyCounts {
  let size = 0;
  for (let start = 0; start < keys.length; ) {
    const key = keys[start]!;
    let sum = 0;
    for (; start < keys.length && keys[start] === key; start++) sum += counts[start]!;
    if (sum < least) continue;
    keys[size] = key;
    counts[size] = sum;
    size += 1;
  }
  return { keys: keys.subarray(0, size), counts: counts.subarray(0, size) };
}

/** Counts of several parts together; keys met less than `least` times are left out. */
export function mergeCounts(parts: readonly KeyCounts[], least: number): KeyCounts {
  const total = parts.reduce((sum, { keys }) => sum + keys.length, 0);
  const keys = new Float64Array(total);
  let at = 0;
  for (const part of parts) {
    keys.set(part.keys, at);
    at += part.keys.length;
  }
  // Sorting pairs costs ten times as much as sorting numbers, so counts are added by a walk over both.
  const distinct = countKeys(keys);
  const counts = new Uint32Array(distinct.keys.length);
  for (const part of parts) {
    let place = 0;
    for (const [i, key] of part.keys.entries()) {
      while (distinct.keys[place] !== key) place += 1;
      counts[place]! += part.counts[i]!;
    }
  }
  return sumCounts({ keys: distinct.keys, counts }, least);
}

/** Keys fall into this many ranges of equal width: what a job may take a slice of. */
export const RANGES = 4096;
const WIDTH = 2 ** 53 / RANGES;

/** Where each range begins in ascending keys, and the end. */
export function rangeStarts(keys: Float64Array): Uint32Array {
  const starts = new Uint32Array(RANGES + 1);
  let at = 0;
  for (let range = 0; range <= RANGES; range++) {
    while (at < keys.length && keys[at]! < range * WIDTH) at += 1;
    starts[range] = at;
  }
  return starts;
}

/** Place of a key in ascending keys, or -1. */
export function findKey(keys: Float64Array, key: number): number {
  let low = 0;
  let high = keys.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (keys[middle] === key) return middle;
    if (keys[middle]! < key) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
