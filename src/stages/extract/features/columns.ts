import { clamp, logBucket, shareBucket } from './buckets.ts';

/**
 * Writers of one feature for all blocks of a page: a column of `features` from `start` on.
 * One loop a column over typed arrays, so each is compiled once for all features of its kind.
 */

/** Logarithmic buckets of a count by block. */
export function writeCounts(features: Uint8Array, start: number, blocks: number, counts: Int32Array): void {
  for (let block = 0; block < blocks; block++) features[start + block] = logBucket(counts[block]!);
}

/** `factor * part / whole` by block. */
export function writeShares(
  features: Uint8Array,
  start: number,
  blocks: number,
  parts: Int32Array,
  wholes: Int32Array,
  factor = 1,
): void {
  for (let block = 0; block < blocks; block++)
    features[start + block] = shareBucket(factor * parts[block]!, wholes[block]! || 1);
}

/** A value ready to use, looked up by a block's element, row or group. */
export function writeLookedUp(
  features: Uint8Array,
  start: number,
  blocks: number,
  index: Int32Array,
  values: Uint8Array,
): void {
  for (let block = 0; block < blocks; block++) features[start + block] = values[index[block]!]!;
}

/** Logarithmic buckets of a count looked up by a block's element. */
export function writeLookedUpCounts(
  features: Uint8Array,
  start: number,
  blocks: number,
  index: Int32Array,
  counts: Int32Array,
): void {
  for (let block = 0; block < blocks; block++) features[start + block] = logBucket(counts[index[block]!]!);
}

/** A small number looked up by a block's element. */
export function writeLookedUpSmall(
  features: Uint8Array,
  start: number,
  blocks: number,
  index: Int32Array,
  values: Int32Array,
): void {
  for (let block = 0; block < blocks; block++) features[start + block] = clamp(values[index[block]!]!);
}

/** Whether any of the bits is set. */
export function writeBits(
  features: Uint8Array,
  start: number,
  blocks: number,
  index: Int32Array,
  values: Int32Array,
  bits: number,
): void {
  for (let block = 0; block < blocks; block++) features[start + block] = (values[index[block]!]! & bits) !== 0 ? 1 : 0;
}
