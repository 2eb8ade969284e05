import { describe, expect, it } from 'vitest';
import { calibrate } from '../../../../src/stages/quality/classifier/calibrate.ts';
import { createClassifier, createLinearClassifier } from '../../../../src/stages/quality/classifier/classifier.ts';
import { createRandom } from '../../../../src/stages/quality/classifier/linear.ts';
import { logistic } from '../../../../src/stages/quality/classifier/logistic.ts';
import { areaUnderRoc, createReport } from '../../../../src/stages/quality/classifier/report.ts';
import { type Example, trainClassifier } from '../../../../src/stages/quality/classifier/train.ts';

const GOOD = 'river harbour evening quiet boat water stone bridge winter letter'.split(' ');
const BAD = 'cheap casino bonus click winner prize offer discount viagra free'.split(' ');

function examples(count: number, seed = 1): Example[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const label = index % 2 === 0;
    const [own, other] = label ? [GOOD, BAD] : [BAD, GOOD];
    const words = Array.from({ length: 30 }, () => {
      const list = random() < 0.8 ? own : other;
      return list[Math.floor(random() * list.length)]!;
    });
    return { text: words.join(' '), label, language: 'en' };
  });
}

describe('a trained classifier', () => {
  it('tells unseen texts apart and gives the same bytes for the same texts and seed', async () => {
    const trained = await trainClassifier(examples(600));
    expect((await trainClassifier(examples(600))).model).toEqual(trained.model);
    const classifier = createClassifier(trained.model);
    const scored = examples(200, 9).map(({ text, label }) => ({ score: classifier.score(text, 'en'), label }));
    expect(areaUnderRoc(scored)).toBeGreaterThan(0.99);
  });

  it('is held out on both kinds in whatever order they come', async () => {
    const ordered = examples(2000).sort((a, b) => Number(b.label) - Number(a.label));
    const { report } = await trainClassifier(ordered);
    expect(report.heldOut.good / report.heldOut.bad).toBeCloseTo(1, 0);
    expect(report.heldOut.good + report.heldOut.bad).toBeGreaterThan(150);
  });

  it('explains a score by features that add up to most of it', async () => {
    const { model } = await trainClassifier(examples(600), { statistics: false, words: 1 });
    const classifier = createLinearClassifier(model);
    const text = 'river river cheap';
    const found = classifier.explain(text, 'en');
    expect(found.map(({ feature }) => feature).sort()).toEqual(['cheap', 'river']);
    expect(found.find(({ feature }) => feature === 'river')!.weight).toBeGreaterThan(0);
    expect(found.find(({ feature }) => feature === 'cheap')!.weight).toBeLessThan(0);
  });

  it('refuses labels that a fastText model does not have only where the model is fastText', async () => {
    const { model } = await trainClassifier(examples(100));
    expect(() => createClassifier(model, ['hq'])).not.toThrow();
    expect(() => createClassifier(new Uint8Array(4))).toThrow(expect.objectContaining({ code: 'format-damaged' }));
  });
});

describe('calibration', () => {
  it('finds the slope and intercept that labels were drawn with', () => {
    const random = createRandom(3);
    const judged = Array.from({ length: 20_000 }, () => {
      const sum = (random() - 0.5) * 8;
      return { sum, label: random() < logistic(1.7 * sum - 0.6), weight: 1 };
    });
    const { slope, intercept } = calibrate(judged);
    expect(slope).toBeCloseTo(1.7, 1);
    expect(intercept).toBeCloseTo(-0.6, 1);
  });

  it('leaves scores as they are where one kind is missing', () => {
    expect(calibrate([{ sum: 1, label: true, weight: 1 }])).toEqual({ slope: 1, intercept: 0 });
  });
});

describe('the report', () => {
  const judged = (scores: [number, boolean][]) =>
    scores.map(([score, label]) => ({ score, label, contributions: [{ feature: 'word', weight: label ? 1 : -1 }] }));

  it('has the area, precision and calibration of a case worked out by hand', () => {
    // Ranked: good .9, bad .8, good .7, bad .1. Of four pairs of a good and a bad one, three are in order.
    const report = createReport(
      judged([
        [0.9, true],
        [0.8, false],
        [0.7, true],
        [0.1, false],
      ]),
      { good: 20, bad: 20 },
    );
    expect(report.auc).toBe(0.75);
    // (1/2) × 1 + (1/2) × 2/3
    expect(report.averagePrecision).toBeCloseTo(0.833333, 6);
    expect(report.calibrationError).toBeCloseTo((0.1 + 0.8 + 0.3 + 0.1) / 4, 6);
  });

  it('is finite without any text, and with one kind alone', () => {
    for (const scores of [[], [[0.5, true]]] as [number, boolean][][]) {
      const { auc, averagePrecision, calibrationError } = createReport(judged(scores), { good: 0, bad: 0 });
      for (const value of [auc, averagePrecision, calibrationError]) expect(Number.isFinite(value)).toBe(true);
    }
  });
});
