const PRIME_A = 0x01000193;
const PRIME_B = 0x85ebca6b;

/** A number in [0, 1) that depends on a seed and a key alone, spread evenly over keys: what random draws are made from. */
export function uniformOf(seed: number, key: string): number {
  let high = seed | 0;
  let low = ~seed;
  for (let index = 0; index < key.length; index++) {
    const code = key.charCodeAt(index);
    high = Math.imul(high ^ code, PRIME_A);
    low = Math.imul(low ^ code, PRIME_B) + (low >>> 15);
  }
  // 53 bits, as many as a double holds
  return ((mix(high ^ (low >>> 7)) >>> 5) * 0x4000000 + (mix(low + Math.imul(high, PRIME_B)) >>> 6)) / 0x20000000000000;
}

/** MurmurHash3's finaliser: every bit of the input moves every bit of the output. */
function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
