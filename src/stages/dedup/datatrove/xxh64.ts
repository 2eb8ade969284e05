import { add, multiply, rotateLeft, wide } from './wide.ts';

/** The five primes of XXH64 as high and low halves (Collet, xxHash specification 0.1.1). */
const P1 = [0x9e3779b1, 0x85ebca87] as const;
const P2 = [0xc2b2ae3d, 0x27d4eb4f] as const;
const P3 = [0x165667b1, 0x9e3779f9] as const;
const P4 = [0x85ebca77, 0xc2b2ae63] as const;
const P5 = [0x27d4eb2f, 0x165667c5] as const;

/** XXH64 with seed 0 of bytes `from` (inclusive) to `to` (exclusive), left in `wide`. */
export function xxh64(bytes: DataView, from: number, to: number): void {
  const size = to - from;
  let at = from;
  if (size >= 32) at = stripes(bytes, from, to);
  else add(P5[0], P5[1], 0, size);
  if (size >= 32) add(wide.high, wide.low, 0, size);
  for (; at + 8 <= to; at += 8) {
    const { high, low } = wide;
    round(0, 0, bytes.getUint32(at + 4, true), bytes.getUint32(at, true));
    rotateLeft((high ^ wide.high) >>> 0, (low ^ wide.low) >>> 0, 27);
    multiply(wide.high, wide.low, P1[0], P1[1]);
    add(wide.high, wide.low, P4[0], P4[1]);
  }
  if (at + 4 <= to) {
    const { high, low } = wide;
    multiply(0, bytes.getUint32(at, true), P1[0], P1[1]);
    rotateLeft((high ^ wide.high) >>> 0, (low ^ wide.low) >>> 0, 23);
    multiply(wide.high, wide.low, P2[0], P2[1]);
    add(wide.high, wide.low, P3[0], P3[1]);
    at += 4;
  }
  for (; at < to; at++) {
    const { high, low } = wide;
    multiply(0, bytes.getUint8(at), P5[0], P5[1]);
    rotateLeft((high ^ wide.high) >>> 0, (low ^ wide.low) >>> 0, 11);
    multiply(wide.high, wide.low, P1[0], P1[1]);
  }
  // x ^= x >> 33, x ^= x >> 29, x ^= x >> 32, with two multiplications between.
  wide.low = (wide.low ^ (wide.high >>> 1)) >>> 0;
  multiply(wide.high, wide.low, P2[0], P2[1]);
  wide.low = (wide.low ^ ((wide.low >>> 29) | (wide.high << 3))) >>> 0;
  wide.high = (wide.high ^ (wide.high >>> 29)) >>> 0;
  multiply(wide.high, wide.low, P3[0], P3[1]);
  wide.low = (wide.low ^ wide.high) >>> 0;
}

/** One lane's step: rotl(lane + input · P2, 31) · P1. */
function round(high: number, low: number, inputHigh: number, inputLow: number): void {
  multiply(inputHigh, inputLow, P2[0], P2[1]);
  add(high, low, wide.high, wide.low);
  rotateLeft(wide.high, wide.low, 31);
  multiply(wide.high, wide.low, P1[0], P1[1]);
}

/** Four lanes over the whole pieces of 32 bytes, then together; returns where it stopped. */
function stripes(bytes: DataView, from: number, to: number): number {
  const high = [0, P2[0], 0, 0];
  const low = [0, P2[1], 0, 0];
  add(P1[0], P1[1], P2[0], P2[1]);
  high[0] = wide.high;
  low[0] = wide.low;
  add(~P1[0] >>> 0, ~P1[1] >>> 0, 0, 1);
  high[3] = wide.high;
  low[3] = wide.low;
  let at = from;
  for (; at + 32 <= to; at += 32)
    for (let lane = 0; lane < 4; lane++) {
      const place = at + lane * 8;
      round(high[lane]!, low[lane]!, bytes.getUint32(place + 4, true), bytes.getUint32(place, true));
      high[lane] = wide.high;
      low[lane] = wide.low;
    }
  let sumHigh = 0;
  let sumLow = 0;
  for (const [lane, bits] of [1, 7, 12, 18].entries()) {
    rotateLeft(high[lane]!, low[lane]!, bits);
    add(sumHigh, sumLow, wide.high, wide.low);
    sumHigh = wide.high;
    sumLow = wide.low;
  }
  for (let lane = 0; lane < 4; lane++) {
    round(0, 0, high[lane]!, low[lane]!);
    multiply((sumHigh ^ wide.high) >>> 0, (sumLow ^ wide.low) >>> 0, P1[0], P1[1]);
    add(wide.high, wide.low, P4[0], P4[1]);
    sumHigh = wide.high;
    sumLow = wide.low;
  }
  return at;
}
