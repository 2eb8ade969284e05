import { createRandom, shuffle } from '../../src/stages/quality/classifier/linear.ts';
import type { Collected } from './collect.ts';
import type { FitOptions, Sample } from './fit.ts';
import { bayesRatios } from './ratios.ts';

/**
 * Logistic regression with a quadratic penalty over binary features weighted by naive Bayes log-count ratios (Wang and Manning 2012), by
 * coordinate descent in the dual (Yu, Huang and Lin 2011, algorithm 5), which comes closer to the minimum than gradients do.
 */
export function regress(
  collected: Collected,
  samples: readonly Sample[],
  bits: number,
  { passes, cost, least, seed }: FitOptions,
): { weights: Float64Array; bias: number } {
  const { hashes, offsets, about } = collected;
  const shift = 32 - bits;
  const ratios = bayesRatios(collected, samples, bits, least);
  const weights = new Float64Array(2 ** bits);
  let bias = 0;
  // by sample: pull towards its label, in (0, cost · weight)
  const pulls = samples.map(({ weight }) => Math.min(1e-3 * cost * weight, 1e-8));
  const squares = squaredLengths(collected, samples, ratios, shift);

  const move = (number: number, change: number): void => {
    const { index, aboutOnly } = samples[number]!;
    const start = offsets[index]!;
    const end = offsets[index + 1]!;
    const scale = change / Math.sqrt(Math.max(1, end - start));
    for (let at = start; at < end; at++) {
      if (aboutOnly && about[at] === 0) continue;
      const bucket = hashes[at]! >>> shift;
      weights[bucket]! += scale * ratios[bucket]!;
    }
    bias += change;
  };
  for (const [number, { label }] of samples.entries()) move(number, label ? pulls[number]! : -pulls[number]!);

  const order = Int32Array.from(samples.keys());
  const random = createRandom(seed);
  for (let pass = 0; pass < passes; pass++) {
    shuffle(order, random);
    for (const number of order) {
      const { index, label, weight, known } = samples[number]!;
      const start = offsets[index]!;
      const end = offsets[index + 1]!;
      let sum = 0;
      for (let at = start; at < end; at++) {
        const bucket = hashes[at]! >>> shift;
        sum += weights[bucket]! * ratios[bucket]!;
      }
      const side = label ? 1 : -1;
      const margin = side * (known + bias + sum / Math.sqrt(Math.max(1, end - start)));
      const pull = bestPull(pulls[number]!, cost * weight, squares[number]!, margin);
      move(number, side * (pull - pulls[number]!));
      pulls[number] = pull;
    }
  }
  for (let bucket = 0; bucket < weights.length; bucket++) weights[bucket]! *= ratios[bucket]!;
  return { weights, bias };
}

/** The squared length of each sample as a vector, that of the bias counted; of what it teaches alone. */
function squaredLengths(
  { hashes, offsets, about }: Collected,
  samples: readonly Sample[],
  ratios: Float32Array,
  shift: number,
): Float64Array {
  const values = new Float64Array(ratios.length);
  return Float64Array.from(samples, ({ index, aboutOnly }) => {
    const start = offsets[index]!;
    const end = offsets[index + 1]!;
    let square = 0;
    for (let at = start; at < end; at++) {
      if (aboutOnly && about[at] === 0) continue;
      const bucket = hashes[at]! >>> shift;
      const value = values[bucket]! + ratios[bucket]!;
      square += value * value - values[bucket]! * values[bucket]!;
      values[bucket] = value;
    }
    for (let at = start; at < end; at++) values[hashes[at]! >>> shift] = 0;
    return 1 + square / Math.max(1, end - start);
  });
}

/** Newton's method for the pull z of one sample: the minimum of the dual in z, where square · (z − pull) + margin + log(z / (limit − z)) = 0. */
function bestPull(pull: number, limit: number, square: number, margin: number): number {
  // the smaller of z and limit − z is what is solved for, since logarithms near 0 need it exact
  const turned = 0.5 * square * (limit - 2 * pull) + margin < 0;
  const old = turned ? limit - pull : pull;
  const sign = turned ? -1 : 1;
  let z = limit - old < 0.5 * limit ? 0.1 * old : old;
  for (let step = 0; step < 100; step++) {
    const slope = square * (z - old) + sign * margin + Math.log(z / (limit - z));
    if (Math.abs(slope) < 1e-4) break;
    const next = z - slope / (square + limit / ((limit - z) * z));
    z = next <= 0 ? 0.1 * z : Math.min(next, limit * (1 - 1e-12));
  }
  return turned ? limit - z : z;
}
