/** Multipliers and addends of `h → (a·h + b mod 2^64) mod (2^61 − 1)`, as 32-bit halves. */
export interface WidePermutations {
  aHigh: Uint32Array;
  aLow: Uint32Array;
  bHigh: Uint32Array;
  bLow: Uint32Array;
}

/** High halves of 2^61 − 1: also the mask under which numbers are drawn. */
const MASK_HIGH = 0x1fffffff;

/** datatrove's: numpy's `RandomState(seed)` draws all multipliers from [1, 2^61 − 1), then all addends from [0, 2^61 − 1). */
export function drawPermutations(count: number, seed: number): WidePermutations {
  const next = mersenneTwister(seed);
  const made = {
    aHigh: new Uint32Array(count),
    aLow: new Uint32Array(count),
    bHigh: new Uint32Array(count),
    bLow: new Uint32Array(count),
  };
  const { aHigh, aLow, bHigh, bLow } = made;
  // numpy draws 64 bits, high half first, masks them, and draws again what is above the largest offset.
  const draw = (largestLow: number): [number, number] => {
    for (;;) {
      const high = next() & MASK_HIGH;
      const low = next();
      if (high < MASK_HIGH || low <= largestLow) return [high, low];
    }
  };
  for (let i = 0; i < count; i++) {
    const [high, low] = draw(0xfffffffd);
    aLow[i] = low + 1;
    aHigh[i] = high + (low === 0xffffffff ? 1 : 0);
  }
  for (let i = 0; i < count; i++) [bHigh[i], bLow[i]] = draw(0xfffffffe) as [number, number];
  return made;
}

const SIZE = 624;
const SHIFT = 397;

/** MT19937, 32 bits a call (Matsumoto & Nishimura 1998). */
function mersenneTwister(seed: number): () => number {
  const state = new Uint32Array(SIZE);
  state[0] = seed;
  for (let i = 1; i < SIZE; i++) {
    const before = state[i - 1]! ^ (state[i - 1]! >>> 30);
    state[i] = Math.imul(before, 1812433253) + i;
  }
  let at = SIZE;
  const twist = (): void => {
    for (let i = 0; i < SIZE; i++) {
      const bits = (state[i]! & 0x80000000) | (state[(i + 1) % SIZE]! & 0x7fffffff);
      state[i] = state[(i + SHIFT) % SIZE]! ^ (bits >>> 1) ^ ((bits & 1) === 0 ? 0 : 0x9908b0df);
    }
    at = 0;
  };
  return () => {
    if (at === SIZE) twist();
    let y = state[at++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  };
}
