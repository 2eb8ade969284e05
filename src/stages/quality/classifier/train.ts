import { RequestError } from '../../../errors.ts';
import { calibrate } from './calibrate.ts';
import { createLinearClassifier } from './classifier.ts';
import { createRandom, type LinearWeights, trainLinear } from './linear.ts';
import { type QualityModel, writeModel } from './model.ts';
import { createNgrams, type NgramOptions } from './ngrams.ts';
import { type ClassCounts, type ClassifierReport, createReport } from './report.ts';
import { commonLanguages, type Kept, limitsOf, primarySubtag, stepsOf, takeBuckets } from './samples.ts';
import { createStatistics, statisticNames } from './statistics.ts';

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

/** Texts kept for training: with `MAX_BUCKETS` n-grams each at most 200 MB. More are sampled evenly. */
const MAX_SAMPLES = 50_000;
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
  const kept: Kept[] = [];
  const heldOut: { example: Example; sample: Kept }[] = [];
  const counts: ClassCounts = { good: 0, bad: 0 };
  let seen = 0;
  for await (const example of examples) {
    counts[example.label ? 'good' : 'bad'] += 1;
    const sample: Kept = {
      ...takeBuckets(example.text, ngrams, random),
      values: measure(example.text).slice(),
      steps: new Int32Array(0),
      language: primarySubtag(example.language),
      label: example.label,
      weight: example.weight ?? 1,
    };
    if (random() * options.holdOut < 1 && heldOut.length < MAX_HELD_OUT) {
      heldOut.push({ example, sample });
      continue;
    }
    seen += 1;
    const place = seen <= MAX_SAMPLES ? seen - 1 : Math.floor(random() * seen);
    if (place < MAX_SAMPLES) kept[place] = sample;
  }
  requireBoth(counts);

  const languages = options.statistics ? commonLanguages(kept) : [];
  const limits = limitsOf(kept, languages);
  for (const sample of kept) sample.steps = stepsOf(sample, languages, limits);
  const weights = trainLinear(kept, {
    buckets: 2 ** options.bits,
    steps: limits.length,
    epochs: options.epochs,
    rate: options.rate,
    stepRate: options.stepRate,
    decay: options.decay,
    stepDecay: options.stepDecay,
    seed: options.seed,
  });
  const model = pack(weights, limits, languages, options);
  const sums = createLinearClassifier(writeModel(model));
  const calibrated = {
    ...model,
    ...calibrate(
      heldOut.map(({ example }) => ({
        sum: sums.sum(example.text, example.language),
        label: example.label,
        weight: example.weight ?? 1,
      })),
    ),
  };
  const bytes = writeModel(calibrated);
  const classifier = createLinearClassifier(bytes);
  const judged = heldOut.map(({ example }) => ({
    score: classifier.score(example.text, example.language),
    label: example.label,
    contributions: classifier.explain(example.text, example.language),
  }));
  return { model: bytes, report: createReport(judged, counts) };
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
