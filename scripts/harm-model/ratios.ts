import type { Collected } from './collect.ts';
import { judgedSets } from './data.ts';
import type { Sample } from './fit.ts';

/**
 * How much a bucket tells: the log of how much likelier it is in harmful texts than in others, of each set alone, and the root of the sum
 * of their squares, so that what tells one set from another does not pass for what tells harm. Sentences that we wrote repeat
 * their words so often that these would seem to tell most: they count for what is said of groups, and for words that people's posts do not have.
 */
export function bayesRatios(
  collected: Collected,
  samples: readonly Sample[],
  bits: number,
  least: number,
): Float32Array {
  const { hashes, about } = collected;
  const shift = 32 - bits;
  const met = new Uint8Array(1 << 26);
  for (const { index } of samples)
    for (let at = collected.offsets[index]!; at < collected.offsets[index + 1]!; at++) {
      const number = hashes[at]! >>> 6;
      if (met[number]! < 255) met[number]! += 1;
    }
  const judged = new Float32Array(2 ** bits);
  const written = new Float32Array(2 ** bits);
  for (const domain of new Set(samples.map((sample) => sample.domain))) {
    const own = samples.filter((sample) => sample.domain === domain);
    const [harmful, harmless] = countBuckets(collected, own, bits, (hash) => met[hash >>> 6]! >= least);
    if (harmful === undefined || harmless === undefined) continue;
    const squares = domain < judgedSets ? judged : written;
    for (let bucket = 0; bucket < squares.length; bucket++)
      squares[bucket]! += Math.log((harmful[bucket]! + 1) / (harmless[bucket]! + 1)) ** 2;
  }
  const isAbout = new Uint8Array(2 ** bits);
  for (let at = 0; at < hashes.length; at++) if (about[at] === 1) isAbout[hashes[at]! >>> shift] = 1;
  return judged.map((square, bucket) => {
    if (isAbout[bucket] === 1) return Math.sqrt(square + written[bucket]!);
    return Math.sqrt(square > 0 ? square : written[bucket]!);
  });
}

/** How often each bucket is met in harmful and in harmless samples, as if both weighed the same; nothing where one kind is missing. */
function countBuckets(
  { hashes, offsets }: Collected,
  samples: readonly Sample[],
  bits: number,
  counts: (hash: number) => boolean,
): Float32Array[] {
  let harmful = 0;
  let harmless = 0;
  for (const { label, weight } of samples) {
    if (label) harmful += weight;
    else harmless += weight;
  }
  if (harmful === 0 || harmless === 0) return [];
  const half = (harmful + harmless) / 2;
  const sides = [new Float32Array(2 ** bits), new Float32Array(2 ** bits)];
  for (const { index, label, weight } of samples) {
    const share = (weight * half) / (label ? harmful : harmless);
    const side = sides[label ? 0 : 1]!;
    for (let at = offsets[index]!; at < offsets[index + 1]!; at++)
      if (counts(hashes[at]!)) side[hashes[at]! >>> (32 - bits)]! += share;
  }
  return sides;
}
