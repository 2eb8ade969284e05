import { createRandom, shuffle } from '../../src/stages/quality/classifier/linear.ts';
import { codeOf, type HarmCategory, writeHarmModel } from '../../src/stages/safety/harm/model.ts';
import type { Collected } from './collect.ts';
import { type HarmExample, judgedSets, sets } from './data.ts';
import { words } from './vocabulary.ts';

interface Sample {
  index: number;
  label: boolean;
  weight: number;
  /** Number of the set, whose words are compared with each other. */
  domain: number;
  /** Teaches only what is said of groups: its sentences are too plain to say how people write. */
  aboutOnly: boolean;
}

export const fitOptions = {
  /** log2 of the buckets. */
  bits: { pornography: 17, hate: 21, violence: 17 },
  /** Times that each sample is met. */
  passes: 6,
  /** What a sample's loss costs beside the penalty. */
  cost: 2,
  /** Texts that a feature is met in before it counts. */
  least: 3,
  /** Share of weights that may be cut to the 8-bit range. */
  clipped: 2e-5,
  seed: 3,
};
export type FitOptions = typeof fitOptions;

/** Trains on the examples that `use` takes, one regression a category. Returns the model's bytes. */
export function fitHarmModel(
  examples: readonly HarmExample[],
  collected: Collected,
  use: (example: HarmExample) => boolean,
  options: FitOptions = fitOptions,
): Uint8Array {
  const fitCategory = (category: HarmCategory): { unit: number; bias: number; table: Int8Array } => {
    const samples = samplesOf(examples, category, use);
    const { weights, bias } = regress(collected, samples, options.bits[category], options);
    const magnitudes = weights
      .filter((weight) => weight !== 0)
      .map(Math.abs)
      .sort();
    const unit = (magnitudes[Math.floor(magnitudes.length * (1 - options.clipped))] ?? 1) / 127 ** 2;
    return { unit, bias, table: Int8Array.from(weights, (weight) => codeOf(weight / unit)) };
  };
  const [pornography, hate, violence] = [fitCategory('pornography'), fitCategory('hate'), fitCategory('violence')];
  return writeHarmModel({
    ...words,
    bits: [options.bits.pornography, options.bits.hate, options.bits.violence],
    units: [pornography.unit, hate.unit, violence.unit],
    biases: [pornography.bias, hate.bias, violence.bias],
    weights: [pornography.table, hate.table, violence.table],
  });
}

function samplesOf(
  examples: readonly HarmExample[],
  category: HarmCategory,
  use: (example: HarmExample) => boolean,
): Sample[] {
  const hate = category === 'hate';
  return examples.flatMap((example, index) => {
    const label = example.labels[category];
    if (label === undefined || !use(example)) return [];
    const { set, weight, innocentWeight } = example;
    return [
      {
        index,
        label,
        weight: hate ? weight : (innocentWeight ?? weight),
        // people labelled hate and insults set by set; the other two have no sets of their own
        domain: hate ? sets.indexOf(set) : 0,
        aboutOnly: hate && set.startsWith('groups'),
      },
    ];
  });
}

/**
 * Logistic regression with a quadratic penalty over binary features weighted by naive Bayes log-count ratios (Wang and Manning 2012), by
 * coordinate descent in the dual (Yu, Huang and Lin 2011, algorithm 5), which comes closer to the minimum than gradients do.
 */
function regress(
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
      const { index, label, weight } = samples[number]!;
      const start = offsets[index]!;
      const end = offsets[index + 1]!;
      let sum = 0;
      for (let at = start; at < end; at++) {
        const bucket = hashes[at]! >>> shift;
        sum += weights[bucket]! * ratios[bucket]!;
      }
      const side = label ? 1 : -1;
      const margin = side * (bias + sum / Math.sqrt(Math.max(1, end - start)));
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

/**
 * How much a bucket tells: the log of how much likelier it is in harmful texts than in others, of each set alone, and the root of the sum
 * of their squares, so that what tells one set from another does not pass for what tells harm. Sentences that we wrote repeat
 * their words so often that these would seem to tell most: they count for what is said of groups, and for words that people's posts do not have.
 */
function bayesRatios(collected: Collected, samples: readonly Sample[], bits: number, least: number): Float32Array {
  const { hashes, about } = collected;
  const shift = 32 - bits;
  const met = new Uint8Array(1 << 26);
  for (const { index } of samples)
    for (let at = collected.offsets[index]!; at < collected.offsets[index + 1]!; at++) {
      const number = hashes[at]! >>> 6;
      if (met[number]! < 255) met[number]! += 1;
    }
  const judged = new Float32Array(2 ** bits);
  const written = new Float32Array(2 ** bits);
  for (const domain of new Set(samples.map((sample) => sample.domain))) {
    const own = samples.filter((sample) => sample.domain === domain);
    const [harmful, harmless] = countBuckets(collected, own, bits, (hash) => met[hash >>> 6]! >= least);
    if (harmful === undefined || harmless === undefined) continue;
    const squares = domain < judgedSets ? judged : written;
    for (let bucket = 0; bucket < squares.length; bucket++)
      squares[bucket]! += Math.log((harmful[bucket]! + 1) / (harmless[bucket]! + 1)) ** 2;
  }
  const isAbout = new Uint8Array(2 ** bits);
  for (let at = 0; at < hashes.length; at++) if (about[at] === 1) isAbout[hashes[at]! >>> shift] = 1;
  return judged.map((square, bucket) => {
    if (isAbout[bucket] === 1) return Math.sqrt(square + written[bucket]!);
    return Math.sqrt(square > 0 ? square : written[bucket]!);
  });
}

/** How often each bucket is met in harmful and in harmless samples, as if both weighed the same; nothing where one kind is missing. */
function countBuckets(
  { hashes, offsets }: Collected,
  samples: readonly Sample[],
  bits: number,
  counts: (hash: number) => boolean,
): Float32Array[] {
  let harmful = 0;
  let harmless = 0;
  for (const { label, weight } of samples) {
    if (label) harmful += weight;
    else harmless += weight;
  }
  if (harmful === 0 || harmless === 0) return [];
  const half = (harmful + harmless) / 2;
  const sides = [new Float32Array(2 ** bits), new Float32Array(2 ** bits)];
  for (const { index, label, weight } of samples) {
    const share = (weight * half) / (label ? harmful : harmless);
    const side = sides[label ? 0 : 1]!;
    for (let at = offsets[index]!; at < offsets[index + 1]!; at++)
      if (counts(hashes[at]!)) side[hashes[at]! >>> (32 - bits)]! += share;
  }
  return sides;
}
