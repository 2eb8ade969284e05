import { classTableBits, wordTableBits } from '../kernel/layout.ts';

/**
 * What training found about class names and words: hash → value in sixteenths of a logit (positive: stands in main text).
 * Buckets of two entries, an entry 8 bits of check and 8 bits of value: a bucket is one 32-bit integer, and the tables
 * stay in the processor's second cache. The highest bits of a token's hash choose the bucket, bits 8 to 15 check.
 */
export interface TokenTables {
  readonly classTable: Int32Array;
  readonly wordTable: Int32Array;
}

/** The value of a token that training did not see often enough. */
export const unknownToken = -128;
const emptyBucket = (unknownToken & 0xff) * 0x01000100;

/** Tables that know no token. */
export function emptyTables(): TokenTables {
  return {
    classTable: new Int32Array(1 << classTableBits).fill(emptyBucket),
    wordTable: new Int32Array(1 << wordTableBits).fill(emptyBucket),
  };
}
