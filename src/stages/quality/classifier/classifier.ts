import { ngramScale } from './linear.ts';
import { logistic, roundScore } from './logistic.ts';
import { type QualityModel, readModel, STEPS } from './model.ts';
import { createNgrams } from './ngrams.ts';
import { languageIndex, primarySubtag } from './samples.ts';
import { createStatistics, statisticNames } from './statistics.ts';

/** A feature of a text and what it added to the score's log-odds. */
export interface Contribution {
  feature: string;
  weight: number;
}

export interface Classifier {
  /** Probability in [0, 1], four decimals, that the text is of the good kind; finite for any text. */
  score(text: string, language: string | undefined): number;
  /** Log-odds before calibration. */
  sum(text: string, language: string | undefined): number;
  /** The features that raised and lowered the score most, strongest first. */
  explain(text: string, language: string | undefined): Contribution[];
}

const EXPLAINED = 20;

/** Makes a classifier of a model's bytes (`trainClassifier`). Errors: `FormatError`. */
export function createClassifier(bytes: Uint8Array): Classifier {
  const model = readModel(bytes);
  const ngrams = createNgrams(model);
  const measure = createStatistics();
  const sumOf = (text: string, language: string | undefined): number => {
    const count = ngrams.collect(text);
    const { buckets } = ngrams;
    let sum = 0;
    for (let index = 0; index < count; index++) sum += model.weights[buckets[index]!]!;
    const steps = stepSum(model, measure(text), languageIndex(model.languages, primarySubtag(language)));
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
