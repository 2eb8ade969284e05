/** Beyond this the result is 0 or 1 in a Float32. */
const MOST = 30;

/**
 * 1 / (1 + e^-x). Only sums, products and quotients, which IEEE 754 fixes to the last bit, so scores agree on every machine;
 * e^y is the Taylor series of y / 64 to the seventh power, squared six times (error below 1e-9).
 */
export function logistic(x: number): number {
  const magnitude = x < 0 ? -x : x;
  if (!(magnitude < MOST)) return x > 0 ? 1 : x < 0 ? 0 : 0.5;
  const y = magnitude / 64;
  let power = 1 + y * (1 + (y / 2) * (1 + (y / 3) * (1 + (y / 4) * (1 + (y / 5) * (1 + (y / 6) * (1 + y / 7))))));
  for (let step = 0; step < 6; step++) power *= power;
  return x >= 0 ? power / (1 + power) : 1 / (1 + power);
}

/** Scores are published with six decimals: fewer make equal what a sure model still tells apart. */
export const roundScore = (score: number): number => Math.round(score * 1_000_000) / 1_000_000;
