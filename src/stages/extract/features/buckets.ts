/**
 * Features are 7-bit integers, computed as such: no border search at run time, and trainer and scanner agree exactly.
 */
export const maxFeature = 127;

export function clamp(value: number): number {
  const whole = value | 0;
  if (whole < 0) return 0;
  return Math.min(whole, maxFeature);
}

/** Logarithmic bucket of a count: exact below 8, then 8 steps an octave. */
export function logBucket(count: number): number {
  const shifted = (count + 8) | 0;
  const shift = 28 - Math.clz32(shifted);
  const bucket = (shift << 3) | ((shifted >> shift) & 7);
  return Math.min(bucket, maxFeature);
}

/** `part / whole` on 0 to 127; `whole` is not 0. */
export function shareBucket(part: number, whole: number): number {
  return clamp((part * maxFeature) / whole);
}

/** Signed logarithmic bucket of a distance, 64 in the middle. */
export function distanceBucket(distance: number): number {
  const half = logBucket(distance < 0 ? -distance : distance) >> 1;
  return distance < 0 ? 63 - half : 64 + half;
}

/** A probability on 1 to 126; 0 means that there is none. */
export function probabilityBucket(probability: number): number {
  return 1 + ((probability * 125) | 0);
}

/** Sum or extreme of token values (sixteenths of a logit), 64 in the middle. */
export function tokenBucket(value: number): number {
  return clamp(64 + value);
}
