/**
 * What training found about class names and words: hash → value in sixteenths of a logit (positive: stands in main text).
 * 65,536 buckets of two entries, an entry 8 bits of check and 8 bits of value; a bucket is one 32-bit integer.
 */
export const tableBuckets = 1 << 16;
/** The value of a token that training did not see often enough. */
export const unknownToken = -128;
export const emptyBucket = (unknownToken & 0xff) * 0x01000100;

/** Spreads a token's hash: bits 16 to 31 choose the bucket, bits 8 to 15 check. */
export function mixToken(hash: number): number {
  return Math.imul(hash ^ (hash >>> 15), 0x9e3779b1);
}

export function lookUp(table: Int32Array, mixed: number): number {
  const bucket = table[mixed >>> 16]!;
  const check = (mixed >>> 8) & 0xff;
  if ((bucket & 0xff) === check) return (bucket << 16) >> 24;
  if (((bucket >>> 16) & 0xff) === check) return bucket >> 24;
  return unknownToken;
}
