/**
 * What training found about class names and words: hash → value in sixteenths of a logit (positive: stands in main text).
 * Buckets of two entries, an entry 8 bits of check and 8 bits of value: a bucket is one 32-bit integer, and the tables
 * stay in the processor's second cache.
 */
export interface TokenTable {
  readonly buckets: Int32Array;
  /** Right shift that leaves the bucket's number. */
  readonly shift: number;
}

export const classTableBits = 14;
export const wordTableBits = 15;
/** The value of a token that training did not see often enough. */
export const unknownToken = -128;
const emptyBucket = (unknownToken & 0xff) * 0x01000100;

/** A table of `2 ** bits` buckets; without bytes one that knows no token. */
export function tokenTable(bits: number, buckets = new Int32Array(1 << bits).fill(emptyBucket)): TokenTable {
  return { buckets, shift: 32 - bits };
}

/** Spreads a token's hash: the highest bits choose the bucket, bits 8 to 15 check. */
export function mixToken(hash: number): number {
  return Math.imul(hash ^ (hash >>> 15), 0x9e3779b1);
}

export function lookUp(buckets: Int32Array, shift: number, mixed: number): number {
  const bucket = buckets[mixed >>> shift]!;
  const check = (mixed >>> 8) & 0xff;
  if ((bucket & 0xff) === check) return (bucket << 16) >> 24;
  if (((bucket >>> 16) & 0xff) === check) return bucket >> 24;
  return unknownToken;
}
