/**
 * The 32-bit hashes of the dedup stage. Each thing hashed has two independent lanes, 64 bits together; the kernel in
 * WebAssembly computes the same values.
 */

/** Finaliser of MurmurHash3 (Appleby, public domain): every input bit changes every output bit with probability ½. */
export function mix(h: number): number {
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** Lanes of an empty token, and their step by one UTF-16 unit (rotate, combine, multiply). */
export const TOKEN_1 = 0x811c9dc5 | 0;
export const TOKEN_2 = 0x2545f491 | 0;
export const step1 = (h: number, unit: number): number => Math.imul(((h << 5) | (h >>> 27)) ^ unit, 0x9e3779b1);
export const step2 = (h: number, unit: number): number => Math.imul(((h << 13) | (h >>> 19)) + unit, 0xcc9e2d51);

/** Bases of the rolling polynomials over a shingle's tokens, one for each lane. */
export const BASE_1 = 0x01000193;
export const BASE_2 = 0x5bd1e995;

/** `base` to the power `exponent`, mod 2^32. */
export function power(base: number, exponent: number): number {
  let result = 1;
  for (let i = 0; i < exponent; i++) result = Math.imul(result, base);
  return result;
}

/** Four lanes over a sequence of two-lane hashes: 128 bits that stand for a whole text. */
export type TextHash = [number, number, number, number];

export function textHash(lane1: Int32Array, lane2: Int32Array, length: number): TextHash {
  let a = 0x6a09e667;
  let b = 0x3c6ef372;
  let c = 0x510e527f;
  let d = 0x1f83d9ab;
  for (let i = 0; i < length; i++) {
    const x = lane1[i]!;
    const y = lane2[i]!;
    a = Math.imul(((a << 5) | (a >>> 27)) ^ x, 0x9e3779b1);
    b = Math.imul(((b << 13) | (b >>> 19)) + y, 0xcc9e2d51);
    c = Math.imul(((c << 7) | (c >>> 25)) + x, 0x1b873593);
    d = Math.imul(((d << 17) | (d >>> 15)) ^ y, 0x85ebca77);
  }
  return [mix(a ^ length) >>> 0, mix(b) >>> 0, mix(c) >>> 0, mix(d) >>> 0];
}
