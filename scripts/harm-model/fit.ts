import { createRandom, shuffle } from '../../src/stages/quality/classifier/linear.ts';
import { logistic } from '../../src/stages/quality/classifier/logistic.ts';
import { codeOf, type HarmCategory, writeHarmModel } from '../../src/stages/safety/harm/model.ts';
import type { Collected } from './collect.ts';
import { type HarmExample, sets } from './data.ts';
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
  bits: { pornography: 17, hate: 19, violence: 17 },
  epochs: 6,
  /** First step size of AdaGrad (Duchi, Hazan, Singer 2011). */
  rate: 0.1,
  /** Share of a weight that each sample with its feature takes from it. */
  decay: 3e-4,
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
 * Logistic regression by AdaGrad over binary features weighted by naive Bayes log-count ratios (Wang and Manning 2012); the weights are
 * means over the epochs after the first.
 */
function regress(
  collected: Collected,
  samples: readonly Sample[],
  bits: number,
  { epochs, rate, decay, least, seed }: FitOptions,
): { weights: Float32Array; bias: number } {
  const { hashes, offsets, about } = collected;
  const shift = 32 - bits;
  const ratios = bayesRatios(collected, samples, bits, least);
  const weights = new Float32Array(2 ** bits);
  const squares = new Float32Array(2 ** bits);
  const mean = new Float32Array(2 ** bits);
  let meanBias = 0;
  let bias = 0;
  let biasSquare = 0;
  const order = Int32Array.from(samples.keys());
  const random = createRandom(seed);
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    for (const number of order) {
      const { index, label, weight, aboutOnly } = samples[number]!;
      const start = offsets[index]!;
      const end = offsets[index + 1]!;
      const scale = end === start ? 0 : 1 / Math.sqrt(end - start);
      let sum = 0;
      for (let at = start; at < end; at++) sum += weights[hashes[at]! >>> shift]! * ratios[hashes[at]! >>> shift]!;
      const error = (logistic(bias + sum * scale) - (label ? 1 : 0)) * weight;
      for (let at = start; at < end; at++) {
        if (aboutOnly && about[at] === 0) continue;
        const bucket = hashes[at]! >>> shift;
        const gradient = error * scale * ratios[bucket]!;
        if (gradient === 0) continue;
        const square = squares[bucket]! + gradient * gradient;
        squares[bucket] = square;
        weights[bucket] = weights[bucket]! * (1 - decay) - (rate * gradient) / Math.sqrt(square + 1e-8);
      }
      biasSquare += error * error;
      bias -= (0.05 * error) / Math.sqrt(biasSquare + 1e-8);
    }
    if (epoch === 0) continue;
    for (let bucket = 0; bucket < mean.length; bucket++) mean[bucket]! += weights[bucket]! / (epochs - 1);
    meanBias += bias / (epochs - 1);
  }
  for (let bucket = 0; bucket < mean.length; bucket++) mean[bucket]! *= ratios[bucket]!;
  return { weights: mean, bias: meanBias };
}

/**
 * How much a bucket tells: the log of how much likelier it is in harmful texts than in others, of each set alone, and the root of the sum
 * of their squares, so that what tells one set from another does not pass for what tells harm.
 */
function bayesRatios(
  { hashes, offsets }: Collected,
  samples: readonly Sample[],
  bits: number,
  least: number,
): Float32Array {
  const shift = 32 - bits;
  const met = new Uint8Array(1 << 26);
  for (const { index } of samples)
    for (let at = offsets[index]!; at < offsets[index + 1]!; at++) {
      const number = hashes[at]! >>> 6;
      if (met[number]! < 255) met[number]! += 1;
    }
  const ratios = new Float32Array(2 ** bits);
  for (const domain of new Set(samples.map((sample) => sample.domain))) {
    const own = samples.filter((sample) => sample.domain === domain);
    let harmful = 0;
    let harmless = 0;
    for (const { label, weight } of own) {
      if (label) harmful += weight;
      else harmless += weight;
    }
    if (harmful === 0 || harmless === 0) continue;
    const half = (harmful + harmless) / 2;
    const counts = [new Float32Array(2 ** bits), new Float32Array(2 ** bits)];
    for (const { index, label, weight } of own) {
      const share = (weight * half) / (label ? harmful : harmless);
      const side = counts[label ? 1 : 0]!;
      for (let at = offsets[index]!; at < offsets[index + 1]!; at++)
        if (met[hashes[at]! >>> 6]! >= least) side[hashes[at]! >>> shift]! += share;
    }
    for (let bucket = 0; bucket < ratios.length; bucket++)
      ratios[bucket]! += Math.log((counts[1]![bucket]! + 1) / (counts[0]![bucket]! + 1)) ** 2;
  }
  return ratios.map(Math.sqrt);
}
