import { logistic } from './logistic.ts';

/** One text as the trainer sees it. */
export interface Sample {
  /** Distinct buckets of its n-grams, or a seeded selection of them. */
  buckets: Int32Array;
  /** Distinct buckets that the text has. */
  bucketCount: number;
  /** Numbers of the steps that its statistics passed. */
  steps: Int32Array;
  label: boolean;
  /** How much it counts beside the others. */
  weight: number;
}

export interface LinearOptions {
  buckets: number;
  steps: number;
  epochs: number;
  /** First step size of AdaGrad (Duchi, Hazan, Singer 2011), for n-grams and for statistics. */
  rate: number;
  stepRate: number;
  /** Weight decay towards zero, a sample. */
  decay: number;
  stepDecay: number;
  seed: number;
}

export interface LinearWeights {
  buckets: Float32Array;
  steps: Float32Array;
  bias: number;
}

const EPSILON = 1e-8;

const SQUARE = 1;
const RATIO = 2;
const STRIDE = 4;

/**
 * Logistic regression by AdaGrad over samples in a seeded order. N-gram features are the naive Bayes log-count ratio of their
 * bucket (Wang and Manning 2012), divided by the square root of how many the text has; statistics are steps passed, each 1.
 */
export function trainLinear(samples: readonly Sample[], options: LinearOptions): LinearWeights {
  const ratios = bayesRatios(samples, options.buckets);
  // Weight, sum of squared gradients and ratio of a bucket lie side by side: one cache miss each instead of three.
  const buckets = new Float32Array(options.buckets * STRIDE);
  for (let bucket = 0; bucket < options.buckets; bucket++) buckets[bucket * STRIDE + RATIO] = ratios[bucket]!;
  const steps = new Float32Array(options.steps);
  const stepSquares = new Float32Array(options.steps);
  let bias = 0;
  let biasSquare = 0;
  const order = Int32Array.from(samples.keys());
  const random = createRandom(options.seed);
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(order, random);
    for (const index of order) {
      const sample = samples[index]!;
      const scale = (ngramScale(sample.bucketCount) * sample.bucketCount) / Math.max(1, sample.buckets.length);
      let sum = bias;
      for (const bucket of sample.buckets) {
        const at = bucket * STRIDE;
        sum += buckets[at]! * buckets[at + RATIO]! * scale;
      }
      for (const step of sample.steps) sum += steps[step]!;
      const error = (logistic(sum) - (sample.label ? 1 : 0)) * sample.weight;
      for (const bucket of sample.buckets) {
        const at = bucket * STRIDE;
        const gradient = error * buckets[at + RATIO]! * scale + options.decay * buckets[at]!;
        const square = buckets[at + SQUARE]! + gradient * gradient;
        buckets[at + SQUARE] = square;
        buckets[at]! -= (options.rate * gradient) / Math.sqrt(square + EPSILON);
      }
      for (const step of sample.steps) {
        const gradient = error + options.stepDecay * steps[step]!;
        const square = stepSquares[step]! + gradient * gradient;
        stepSquares[step] = square;
        steps[step]! -= (options.stepRate * gradient) / Math.sqrt(square + EPSILON);
      }
      biasSquare += error * error;
      bias -= (options.stepRate * error) / Math.sqrt(biasSquare + EPSILON);
    }
  }
  return { buckets: ratios.map((ratio, bucket) => ratio * buckets[bucket * STRIDE]!), steps, bias };
}

/** What each n-gram's weight is multiplied with, so that long texts do not outweigh short ones by length alone. */
export const ngramScale = (count: number): number => (count === 0 ? 0 : 1 / Math.sqrt(count));

/** log of how much likelier a bucket is in a good text than in a bad one, each class smoothed by one text. */
function bayesRatios(samples: readonly Sample[], buckets: number): Float32Array {
  const good = new Float32Array(buckets);
  const bad = new Float32Array(buckets);
  let goodTotal = 0;
  let badTotal = 0;
  for (const { buckets: own, label, weight } of samples) {
    const counts = label ? good : bad;
    for (const bucket of own) counts[bucket]! += weight;
    if (label) goodTotal += weight;
    else badTotal += weight;
  }
  const ratios = new Float32Array(buckets);
  for (let bucket = 0; bucket < buckets; bucket++) {
    if (good[bucket] === 0 && bad[bucket] === 0) continue;
    const likelihood = (good[bucket]! + 1) / (goodTotal + 2) / ((bad[bucket]! + 1) / (badTotal + 2));
    ratios[bucket] = Math.log(likelihood);
  }
  return ratios;
}

/** xorshift32: the same numbers for the same seed, in [0, 1). */
export function createRandom(seed: number): () => number {
  let state = (seed ^ 0x9e3779b9) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 0x1_0000_0000;
  };
}

/** Shuffles in place (Fisher and Yates); `random` gives numbers from 0 to below 1. */
export function shuffle(order: Int32Array, random: () => number): void {
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    const held = order[last]!;
    order[last] = order[other]!;
    order[other] = held;
  }
}
