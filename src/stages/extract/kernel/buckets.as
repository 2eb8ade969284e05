// Features are 7-bit integers, computed as such: no border search at run time, and trainer and scanner agree exactly.
const maxFeature = 127;

// @ts-ignore: decorator
@inline
function clamp(value: f64): i32 {
  return min(max(<i32>value, 0), maxFeature);
}

// Logarithmic bucket of a count: exact below 8, then 8 steps an octave.
export function logBucket(count: f64): i32 {
  return logBucketOf(<i32>(count + 8));
}

// @ts-ignore: decorator
@inline
function logBucketOf(shifted: i32): i32 {
  const shift = 28 - clz(shifted);
  return min((shift << 3) | ((shifted >> shift) & 7), maxFeature);
}

// @ts-ignore: decorator
@inline
function countBucket(count: i32): i32 {
  return logBucketOf(count + 8);
}

// `part / whole` on 0 to 127; `whole` is not 0.
export function shareBucket(part: f64, whole: f64): i32 {
  return clamp((part * maxFeature) / whole);
}

// Signed logarithmic bucket of a distance, 64 in the middle.
export function distanceBucket(distance: i32): i32 {
  const half = countBucket(abs(distance)) >> 1;
  return distance < 0 ? 63 - half : 64 + half;
}

// A probability on 1 to 126; 0 means that there is none.
// @ts-ignore: decorator
@inline
function probabilityBucket(probability: f64): i32 {
  return 1 + <i32>(probability * 125);
}

// Sum or extreme of token values (sixteenths of a logit), 64 in the middle.
export function tokenBucket(value: f64): i32 {
  return clamp(64 + value);
}
