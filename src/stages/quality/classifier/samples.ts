import type { Sample } from './linear.ts';
import { STEPS } from './model.ts';
import type { Ngrams } from './ngrams.ts';
import { statisticNames } from './statistic-values.ts';

/** A text as the trainer keeps it. */
export interface Kept extends Sample {
  values: Float64Array;
  /** Primary language subtag, '' if unknown. */
  language: string;
}

/** N-grams kept of each text. */
const MAX_BUCKETS = 1024;
const MIN_LANGUAGE_TEXTS = 50;
const MAX_LANGUAGES = 16;

/** A text's buckets; of a long text's a seeded selection. */
export function takeBuckets(
  text: string,
  ngrams: Ngrams,
  random: () => number,
): { buckets: Int32Array; bucketCount: number } {
  const bucketCount = ngrams.collect(text);
  const buckets = ngrams.buckets.slice(0, bucketCount);
  if (bucketCount <= MAX_BUCKETS) return { buckets, bucketCount };
  for (let index = 0; index < MAX_BUCKETS; index++) {
    const other = index + Math.floor(random() * (bucketCount - index));
    const held = buckets[index]!;
    buckets[index] = buckets[other]!;
    buckets[other] = held;
  }
  return { buckets: buckets.slice(0, MAX_BUCKETS), bucketCount };
}

export const primarySubtag = (language: string | undefined): string => language?.split('-', 1)[0] ?? '';

/** Languages with enough texts for statistics of their own, the commonest first; at least one. */
export function commonLanguages(samples: readonly Kept[]): string[] {
  const counts = new Map<string, number>();
  for (const { language } of samples) counts.set(language, (counts.get(language) ?? 0) + 1);
  const ranked = [...counts].sort(([a, first], [b, second]) => second - first || (a < b ? -1 : 1));
  return ranked
    .filter(([, count], index) => index === 0 || count >= MIN_LANGUAGE_TEXTS)
    .slice(0, MAX_LANGUAGES)
    .map(([language]) => language);
}

/** Quantiles of each statistic in each language: 1/13, 2/13 … of the texts are below. */
export function limitsOf(samples: readonly Kept[], languages: readonly string[]): Float32Array {
  const limits = new Float32Array(languages.length * statisticNames.length * STEPS);
  for (const index of languages.keys()) {
    const own = samples.filter((sample) => languageIndex(languages, sample.language) === index);
    for (let statistic = 0; statistic < statisticNames.length; statistic++) {
      const sorted = Float64Array.from(own, ({ values }) => values[statistic]!).sort();
      for (let step = 0; step < STEPS; step++) {
        const rank = Math.floor(((step + 1) * sorted.length) / (STEPS + 1));
        limits[(index * statisticNames.length + statistic) * STEPS + step] = sorted[rank] ?? 0;
      }
    }
  }
  return limits;
}

/** Numbers of the steps that a text passes. */
export function stepsOf(sample: Kept, languages: readonly string[], limits: Float32Array): Int32Array {
  const passed: number[] = [];
  if (languages.length > 0) {
    const first = languageIndex(languages, sample.language) * statisticNames.length;
    for (let statistic = 0; statistic < statisticNames.length; statistic++) {
      for (let index = 0; index < STEPS; index++) {
        const step = (first + statistic) * STEPS + index;
        if (sample.values[statistic]! > limits[step]!) passed.push(step);
      }
    }
  }
  return Int32Array.from(passed);
}

/** A language's place; the first language serves those that have none. */
export const languageIndex = (languages: readonly string[], language: string): number =>
  Math.max(0, languages.indexOf(language));
