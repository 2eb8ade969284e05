/** Languages that one bucket may speak for: short n-grams would have weights for all of them, and cost most of the time. */
const MOST_ENTRIES = 16;

/** What training leaves: `weights[bucket * languages + language]`, and how often each bucket was met. */
export interface Trained {
  languages: readonly string[];
  weights: Float32Array;
  frequencies: Uint32Array;
  bucketBits: number;
  budget: number;
}

/**
 * The model file: u32 length and JSON `{languages, bucketBits, scale}`; u32 number of buckets; per bucket, ascending, a u8 or
 * three-byte gap and a u8 number of entries; then all entries: u8 language, i8 weight in units of `scale`.
 *
 * Of each bucket's weights the median is taken off (it moves all languages alike), and those that move a text most are
 * kept, up to the budget.
 */
export function packModel({ languages, weights, frequencies, bucketBits, budget }: Trained): Uint8Array {
  const classes = languages.length;
  const total = 1 << bucketBits;
  const row = new Float32Array(classes);
  const importances = new Float32Array(total * classes);
  for (let bucket = 0; bucket < total; bucket++) {
    if (frequencies[bucket]! < 2) continue;
    row.set(weights.subarray(bucket * classes, (bucket + 1) * classes));
    const median = row.slice().sort()[classes >> 1]!;
    for (let language = 0; language < classes; language++) {
      const weight = row[language]! - median;
      weights[bucket * classes + language] = weight;
      importances[bucket * classes + language] = Math.abs(weight) * Math.sqrt(frequencies[bucket]!);
    }
  }
  // an entry takes two bytes, a bucket about two more, and a bucket has some three entries
  const wanted = Math.floor(budget / 2.8);
  const threshold = nthLargest(importances, wanted);

  const gaps: number[] = [];
  const entries: number[] = [];
  const magnitudes: number[] = [];
  for (let index = 0; index < importances.length; index++)
    if (importances[index]! > threshold) magnitudes.push(Math.abs(weights[index]!));
  magnitudes.sort((a, b) => a - b);
  const scale = (magnitudes[Math.floor(magnitudes.length * 0.999)] ?? 1) / 127;
  let count = 0;
  let previous = -1;
  for (let bucket = 0; bucket < total; bucket++) {
    const kept: [language: number, unit: number][] = [];
    for (let language = 0; language < classes; language++) {
      const index = bucket * classes + language;
      if (importances[index]! <= threshold) continue;
      const unit = Math.max(-127, Math.min(127, Math.round(weights[index]! / scale)));
      if (unit !== 0) kept.push([language, unit]);
    }
    if (kept.length === 0) continue;
    const strongest = kept.sort((a, b) => Math.abs(b[1]) - Math.abs(a[1])).slice(0, MOST_ENTRIES);
    for (const [language, unit] of strongest.sort((a, b) => a[0] - b[0])) entries.push(language, unit & 0xff);
    const size = strongest.length;
    const gap = bucket - previous;
    if (gap < 255) gaps.push(gap, size);
    else gaps.push(255, gap & 0xff, (gap >> 8) & 0xff, (gap >> 16) & 0xff, size);
    previous = bucket;
    count += 1;
  }
  const header = new TextEncoder().encode(JSON.stringify({ languages, bucketBits, scale }));
  const bytes = new Uint8Array(4 + header.length + 4 + gaps.length + entries.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, header.length, true);
  bytes.set(header, 4);
  view.setUint32(4 + header.length, count, true);
  bytes.set(gaps, 8 + header.length);
  bytes.set(entries, 8 + header.length + gaps.length);
  return bytes;
}

/** The n-th largest of the values, to a ten-thousandth of their range: sorting them all would take gigabytes. */
function nthLargest(values: Float32Array, n: number): number {
  let low = 0;
  let high = 0;
  for (const value of values) if (value > high) high = value;
  for (let step = 0; step < 14; step++) {
    const middle = (low + high) / 2;
    let above = 0;
    for (const value of values) if (value > middle) above += 1;
    if (above > n) low = middle;
    else high = middle;
  }
  return high;
}
