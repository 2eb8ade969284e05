import { RequestError } from '../../../errors.ts';
import { calibrate } from './calibrate.ts';
import { createLinearClassifier } from './classifier.ts';
import { createRandom, type LinearWeights, trainLinear } from './linear.ts';
import { type QualityModel, writeModel } from './model.ts';
import { createNgrams, type NgramOptions } from './ngrams.ts';
import { type ClassCounts, type ClassifierReport, createReport } from './report.ts';
import { commonLanguages, type Kept, limitsOf, primarySubtag, stepsOf, takeBuckets } from './samples.ts';
import { statisticNames } from './statistic-values.ts';
import { createStatistics } from './statistics.ts';

export interface Example {
  text: string;
  /** true: a text of the kind to keep. */
  label: boolean;
  /** BCP 47; each language with enough texts gets limits and weights of its own for statistics. */
  language?: string | undefined;
  /** How much it counts beside the others; 1 if left out. */
  weight?: number | undefined;
}

export interface TrainOptions extends NgramOptions {
  /** Whether statistics of lines, sentences and characters are features beside n-grams. */
  statistics: boolean;
  /** Times that every text is looked at; fewer where there are more than 40,000. */
  epochs: number;
  /** AdaGrad's first step and the weight decay, for n-grams and for statistics. */
  rate: number;
  stepRate: number;
  decay: number;
  stepDecay: number;
  /** One text in this many is held out for calibration and the report. */
  holdOut: number;
  seed: number;
}

export const defaultTrainOptions: TrainOptions = {
  bits: 20,
  words: 2,
  characters: [0, 0],
  statistics: true,
  epochs: 4,
  rate: 0.1,
  stepRate: 0.02,
  decay: 1e-6,
  stepDecay: 1e-4,
  holdOut: 10,
  seed: 1,
};

export interface Trained {
  model: Uint8Array;
  report: ClassifierReport;
}

/** Texts kept for training: with `MAX_BUCKETS` n-grams each at most 400 MB. More are sampled evenly. */
const MAX_SAMPLES = 100_000;
/** Texts looked at over all epochs: large sets have settled before the last one. */
const MAX_STEPS = 160_000;
/** Texts held out and kept for the report. */
const MAX_HELD_OUT = 5000;
const MIN_CLASS_TEXTS = 10;

/**
 * Trains a classifier in one pass over the texts: a seeded sample of them is kept and shuffled, so their order matters little. The
 * same texts in the same order give the same bytes. Errors: `RequestError` where a class has too few.
 */
export async function trainClassifier(
  examples: AsyncIterable<Example> | Iterable<Example>,
  changes: Partial<TrainOptions> = {},
): Promise<Trained> {
  const options = { ...defaultTrainOptions, ...changes };
  const random = createRandom(options.seed);
  const ngrams = createNgrams(options);
  const measure = createStatistics();
  const kept = createReservoir<Kept>(MAX_SAMPLES, random);
  // Each class has a share of its own, so that corpora read one after the other are both there.
  const good = createReservoir<Example>(MAX_HELD_OUT / 2, random);
  const bad = createReservoir<Example>(MAX_HELD_OUT / 2, random);
  const counts: ClassCounts = { good: 0, bad: 0 };
  for await (const example of examples) {
    counts[example.label ? 'good' : 'bad'] += 1;
    if (random() * options.holdOut < 1) {
      (example.label ? good : bad).add(example);
      continue;
    }
    kept.add({
      ...takeBuckets(example.text, ngrams, random),
      values: measure(example.text).slice(),
      steps: new Int32Array(0),
      language: primarySubtag(example.language),
      label: example.label,
      weight: example.weight ?? 1,
    });
  }
  requireBoth(counts);

  const samples = kept.items;
  const languages = options.statistics ? commonLanguages(samples) : [];
  const limits = limitsOf(samples, languages);
  for (const sample of samples) sample.steps = stepsOf(sample, languages, limits);
  const weights = trainLinear(samples, {
    buckets: 2 ** options.bits,
    steps: limits.length,
    epochs: Math.min(options.epochs, Math.max(1, Math.ceil(MAX_STEPS / samples.length))),
    rate: options.rate,
    stepRate: options.stepRate,
    decay: options.decay,
    stepDecay: options.stepDecay,
    seed: options.seed,
  });
  const model = pack(weights, limits, languages, options);
  const heldOut = [good, bad].flatMap(({ items, seen }) =>
    // What is kept stands for all that was held out of its class.
    items.map((example) => ({ example, weight: ((example.weight ?? 1) * seen()) / items.length })),
  );
  const sums = createLinearClassifier(writeModel(model));
  const calibrated = {
    ...model,
    ...calibrate(
      heldOut.map(({ example: { text, language, label }, weight }) => ({
        sum: sums.sum(text, language),
        label,
        weight,
      })),
    ),
  };
  const bytes = writeModel(calibrated);
  const classifier = createLinearClassifier(bytes);
  const judged = heldOut.map(({ example: { text, language, label } }) => ({
    score: classifier.score(text, language),
    label,
    contributions: classifier.explain(text, language),
  }));
  return { model: bytes, report: createReport(judged, counts) };
}

/** An even sample of what is added, of at most `size`. */
function createReservoir<Item>(size: number, random: () => number) {
  const items: Item[] = [];
  let seen = 0;
  return {
    items,
    seen: () => seen,
    add(item: Item): void {
      seen += 1;
      const place = seen <= size ? seen - 1 : Math.floor(random() * seen);
      if (place < size) items[place] = item;
    },
  };
}

function requireBoth(counts: ClassCounts): void {
  for (const [name, count] of Object.entries(counts)) {
    if (count >= MIN_CLASS_TEXTS) continue;
    const message = `training a classifier needs at least ${MIN_CLASS_TEXTS} ${name} texts, found ${count}`;
    throw new RequestError(422, 'bad-request', message, { details: { good: counts.good, bad: counts.bad } });
  }
}

/** Weights to 8 bits: the unit is a 127th of the largest but a few, which are cut. */
function pack(weights: LinearWeights, limits: Float32Array, languages: string[], options: TrainOptions): QualityModel {
  const magnitudes = weights.buckets
    .filter((weight) => weight !== 0)
    .map(Math.abs)
    .sort();
  const largest = magnitudes[Math.floor(magnitudes.length * 0.9995)] ?? 0;
  const unit = largest === 0 ? 1 : largest / 127;
  return {
    bits: options.bits,
    words: options.words,
    characters: [...options.characters],
    unit,
    bias: weights.bias,
    slope: 1,
    intercept: 0,
    languages,
    statistics: [...statisticNames],
    weights: Int8Array.from(weights.buckets, (weight) => Math.max(-127, Math.min(127, Math.round(weight / unit)))),
    limits,
    stepWeights: weights.steps,
  };
}
