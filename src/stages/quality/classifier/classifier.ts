import { AssetError } from '../../../errors.ts';
import { createFastText } from './fasttext/fasttext.ts';
import { isFastText } from './fasttext/file.ts';
import { createTextPass } from './kernel/kernel.ts';
import { ngramScale } from './linear.ts';
import { logistic, roundScore } from './logistic.ts';
import { type QualityModel, readModel, STEPS } from './model.ts';
import { createNgrams } from './ngrams.ts';
import { languageIndex, primarySubtag } from './samples.ts';
import { statisticNames, writeStatistics } from './statistic-values.ts';
import { createStatistics } from './statistics.ts';

/** A feature of a text and what it added to the score's log-odds. */
export interface Contribution {
  feature: string;
  weight: number;
}

export interface Classifier {
  /** Probability in [0, 1], six decimals, that the text is of the good kind; finite for any text. */
  score(text: string, language: string | undefined): number;
  /** The features that raised and lowered the score most, strongest first. */
  explain(text: string, language: string | undefined): Contribution[];
}

/** A classifier of our own kind. */
export interface LinearClassifier extends Classifier {
  /** Log-odds before calibration. */
  sum(text: string, language: string | undefined): number;
}

const EXPLAINED = 20;

/**
 * Makes a classifier of a model's bytes: `trainClassifier`'s, or any supervised fastText model, whose score is the
 * probability of `labels` (names without `__label__`). Errors: `FormatError`; `AssetError` for labels that a fastText
 * model does not have.
 */
export function createClassifier(bytes: Uint8Array, labels: readonly string[] = []): Classifier {
  return isFastText(bytes) ? createFastTextClassifier(bytes, labels) : createLinearClassifier(bytes);
}

function createFastTextClassifier(bytes: Uint8Array, names: readonly string[]): Classifier {
  const model = createFastText(bytes);
  const labels = names.map((name) => model.labels.indexOf(name));
  if (labels.length === 0 || labels.includes(-1)) {
    const some = model.labels.slice(0, MOST_NAMED).join(', ');
    const more = model.labels.length > MOST_NAMED ? ', …' : '';
    const found = names.length === 0 ? 'none' : names.join(', ');
    throw new AssetError(
      `quality: classifier.labels: expected labels of the fastText model (${some}${more}), found ${found}`,
    );
  }
  return {
    score(text) {
      const probabilities = model.predict(text);
      return roundScore(
        Math.min(
          1,
          labels.reduce((sum, label) => sum + probabilities[label]!, 0),
        ),
      );
    },
    explain: (text) =>
      model
        .explain(text, labels)
        .slice(0, EXPLAINED)
        .map(({ feature, weight }) => ({ feature, weight: roundScore(weight) })),
  };
}

/** Labels that a message lists. */
const MOST_NAMED = 20;

/** Errors: `FormatError` where the bytes are no model of `trainClassifier`. */
export function createLinearClassifier(bytes: Uint8Array): LinearClassifier {
  const model = readModel(bytes);
  const ngrams = createNgrams(model);
  const measure = createStatistics();
  const pass = createTextPass(model);
  const values = new Float64Array(statisticNames.length);
  const sumOf = (text: string, language: string | undefined): number => {
    const { counts, ngrams: count, sum } = pass(text);
    writeStatistics(counts, text.length, values);
    const steps = stepSum(model, values, languageIndex(model.languages, primarySubtag(language)));
    return model.bias + sum * model.unit * ngramScale(count) + steps;
  };
  return {
    sum: sumOf,
    score: (text, language) => roundScore(logistic(model.slope * sumOf(text, language) + model.intercept)),
    explain: (text, language) => {
      const found: Contribution[] = [];
      const count = ngrams.collect(text, (bucket, feature) => {
        const weight = model.weights[bucket]!;
        if (weight !== 0) found.push({ feature, weight: weight * model.unit });
      });
      for (const contribution of found) contribution.weight *= ngramScale(count);
      const values = measure(text);
      const index = languageIndex(model.languages, primarySubtag(language));
      for (const [statistic, name] of statisticNames.entries())
        found.push({
          feature: `${name}=${Number(values[statistic]!.toPrecision(4))}`,
          weight: statisticWeight(model, values, index, statistic),
        });
      found.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight) || (a.feature < b.feature ? -1 : 1));
      return found
        .filter(({ weight }) => weight !== 0)
        .slice(0, EXPLAINED)
        .map(({ feature, weight }) => ({ feature, weight: roundScore(weight * model.slope) }));
    },
  };
}

function stepSum(model: QualityModel, values: Float64Array, language: number): number {
  let sum = 0;
  if (model.languages.length === 0) return sum;
  let step = language * statisticNames.length * STEPS;
  for (let statistic = 0; statistic < statisticNames.length; statistic++) {
    const value = values[statistic]!;
    for (let index = 0; index < STEPS; index++, step++)
      if (value > model.limits[step]!) sum += model.stepWeights[step]!;
  }
  return sum;
}

/** A statistic's share of the sum, beside what a text of the training set has on average: steps are at quantiles. */
function statisticWeight(model: QualityModel, values: Float64Array, language: number, statistic: number): number {
  if (model.languages.length === 0) return 0;
  let sum = 0;
  for (let index = 0; index < STEPS; index++) {
    const step = (language * statisticNames.length + statistic) * STEPS + index;
    const passed = values[statistic]! > model.limits[step]! ? 1 : 0;
    sum += model.stepWeights[step]! * (passed - 1 + (index + 1) / (STEPS + 1));
  }
  return sum;
}
