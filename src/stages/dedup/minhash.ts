import { mix } from './hash.ts';

/** Multipliers (odd) and addends of the permutations `h → a·h + b mod 2^32`. */
export interface Permutations {
  a: Int32Array;
  b: Int32Array;
}

/** The first `count` permutations of a seed; a prefix of those of any larger count. */
export function makePermutations(count: number, seed: number): Permutations {
  const a = new Int32Array(count);
  const b = new Int32Array(count);
  // A Weyl sequence through a mixer: full period, no state beyond the counter.
  let state = mix(seed ^ 0x5851f42d);
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    return mix(state);
  };
  for (let i = 0; i < count; i++) {
    a[i] = next() | 1;
    b[i] = next();
  }
  return { a, b };
}

/** MinHash by plain loops: `signature[i]` = least `a[i]·h + b[i] mod 2^32` over the first `count` hashes. */
export function minhash(hashes: Int32Array, count: number, { a, b }: Permutations, signature: Uint32Array): void {
  for (let i = 0; i < a.length; i++) {
    const multiplier = a[i]!;
    const addend = b[i]!;
    let least = 0xffffffff;
    for (let k = 0; k < count; k++) {
      const value = (Math.imul(multiplier, hashes[k]!) + addend) >>> 0;
      if (value < least) least = value;
    }
    signature[i] = least;
  }
}
