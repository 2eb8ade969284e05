import { z } from 'zod';
import type { Contribution } from './classifier.ts';
import { roundScore } from './logistic.ts';

export interface Judged {
  score: number;
  /** true: good. */
  label: boolean;
  contributions: readonly Contribution[];
}

const countsSchema = z.object({ good: z.int().nonnegative(), bad: z.int().nonnegative() });
export type ClassCounts = z.infer<typeof countsSchema>;

const contributions = z.array(z.object({ feature: z.string(), weight: z.number() }));

/** How a classifier does on texts that it was not trained on. */
export const classifierReportSchema = z.object({
  /** All texts, and those of them held out. */
  texts: countsSchema,
  heldOut: countsSchema,
  /** Area under the ROC curve: the chance that a good text scores above a bad one. */
  auc: z.number(),
  averagePrecision: z.number(),
  /** At falling thresholds; `precision` of the texts at or above, `recall` = true positive rate. */
  curve: z.array(
    z.object({ threshold: z.number(), recall: z.number(), falsePositiveRate: z.number(), precision: z.number() }),
  ),
  /** In ten bins of the score: mean score beside the share of good texts. */
  calibration: z.array(
    z.object({ from: z.number(), to: z.number(), texts: z.int(), meanScore: z.number(), goodShare: z.number() }),
  ),
  /** Expected calibration error: mean gap between the two, weighted by texts. */
  calibrationError: z.number(),
  /** Features that raised and lowered scores most, by mean contribution over the texts held out. */
  topFeatures: z.object({ raising: contributions, lowering: contributions }),
});
export type ClassifierReport = z.infer<typeof classifierReportSchema>;

const MAX_CURVE_POINTS = 200;
const BINS = 10;
const TOP_FEATURES = 30;

/** Draws up the report of texts held out. Every number is finite, also where a class is empty. */
export function createReport(judged: readonly Judged[], texts: ClassCounts): ClassifierReport {
  const good = judged.filter(({ label }) => label).length;
  const heldOut = { good, bad: judged.length - good };
  const { points, averagePrecision } = curveOf(judged, heldOut);
  const calibration = calibrationOf(judged);
  const gaps = calibration.map((bin) => bin.texts * Math.abs(bin.meanScore - bin.goodShare));
  return {
    texts,
    heldOut,
    auc: roundScore(areaUnderRoc(judged)),
    averagePrecision,
    curve: thin(points),
    calibration,
    calibrationError: roundScore(gaps.reduce((sum, gap) => sum + gap, 0) / Math.max(1, judged.length)),
    topFeatures: topFeatures(judged),
  };
}

/** Area under the ROC curve by ranks (Mann–Whitney U); ties count half; 0.5 where a class is empty. */
export function areaUnderRoc(judged: readonly { score: number; label: boolean }[]): number {
  const sorted = [...judged].sort((a, b) => a.score - b.score);
  let below = 0;
  let wins = 0;
  let good = 0;
  for (let start = 0; start < sorted.length; ) {
    let end = start;
    let goodHere = 0;
    while (end < sorted.length && sorted[end]!.score === sorted[start]!.score) {
      if (sorted[end]!.label) goodHere += 1;
      end += 1;
    }
    const badHere = end - start - goodHere;
    wins += goodHere * (below + badHere / 2);
    good += goodHere;
    below += badHere;
    start = end;
  }
  return good === 0 || below === 0 ? 0.5 : wins / (good * below);
}

function curveOf(judged: readonly Judged[], { good, bad }: ClassCounts) {
  const sorted = [...judged].sort((a, b) => b.score - a.score);
  const points: ClassifierReport['curve'] = [];
  let truePositives = 0;
  let falsePositives = 0;
  let area = 0;
  let recallBefore = 0;
  for (const [index, { score, label }] of sorted.entries()) {
    if (label) truePositives += 1;
    else falsePositives += 1;
    if (sorted[index + 1]?.score === score) continue;
    const recall = truePositives / Math.max(1, good);
    const precision = truePositives / (index + 1);
    area += (recall - recallBefore) * precision;
    recallBefore = recall;
    points.push({
      threshold: score,
      recall: roundScore(recall),
      falsePositiveRate: roundScore(falsePositives / Math.max(1, bad)),
      precision: roundScore(precision),
    });
  }
  return { points, averagePrecision: roundScore(area) };
}

function thin<Point>(points: readonly Point[]): Point[] {
  const step = Math.max(1, points.length / MAX_CURVE_POINTS);
  const kept: Point[] = [];
  for (let at = 0; at < points.length; at += step) kept.push(points[Math.floor(at)]!);
  const last = points.at(-1);
  if (last !== undefined && kept.at(-1) !== last) kept.push(last);
  return kept;
}

function calibrationOf(judged: readonly Judged[]): ClassifierReport['calibration'] {
  const bins = Array.from({ length: BINS }, () => ({ texts: 0, sum: 0, good: 0 }));
  for (const { score, label } of judged) {
    const bin = bins[Math.min(BINS - 1, Math.floor(score * BINS))]!;
    bin.texts += 1;
    bin.sum += score;
    if (label) bin.good += 1;
  }
  return bins.map(({ texts, sum, good }, index) => ({
    from: index / BINS,
    to: (index + 1) / BINS,
    texts,
    meanScore: roundScore(sum / Math.max(1, texts)),
    goodShare: roundScore(good / Math.max(1, texts)),
  }));
}

function topFeatures(judged: readonly Judged[]): ClassifierReport['topFeatures'] {
  const sums = new Map<string, number>();
  for (const { contributions } of judged) {
    for (const { feature, weight } of contributions) {
      // a statistic's own value differs from text to text: its name alone is the feature
      const equals = feature.lastIndexOf('=');
      const name = equals > 0 ? feature.slice(0, equals) : feature;
      sums.set(name, (sums.get(name) ?? 0) + weight);
    }
  }
  const ranked = [...sums]
    .map(([feature, sum]) => ({ feature, weight: roundScore(sum / Math.max(1, judged.length)) }))
    .sort((a, b) => b.weight - a.weight || (a.feature < b.feature ? -1 : 1));
  return {
    raising: ranked.filter(({ weight }) => weight > 0).slice(0, TOP_FEATURES),
    lowering: ranked
      .filter(({ weight }) => weight < 0)
      .reverse()
      .slice(0, TOP_FEATURES),
  };
}
