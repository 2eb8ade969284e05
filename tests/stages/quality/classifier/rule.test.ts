import { describe, expect, it } from 'vitest';
import type { Findings } from '../../../../src/stages/quality/findings.ts';
import { qualityParameters } from '../../../../src/stages/quality/parameters.ts';
import { checkClassifier } from '../../../../src/stages/quality/rules/classifier.ts';

function check(score: number, classifier: object, { id = 'a:1', language = 'en' } = {}): Findings {
  const findings: Findings = { measures: {}, failures: [], edits: [] };
  const limits = qualityParameters.parse({ classifier }).classifier;
  if (limits !== null) checkClassifier(score, { id, language }, limits, findings);
  return findings;
}

describe('the quality score', () => {
  it('fails just below the limit and passes at it', () => {
    expect(check(0.4, { minScore: 0.4 }).failures).toEqual([]);
    expect(check(0.399999, { minScore: 0.4 }).failures).toEqual([
      { rule: 'quality-score', value: 0.399999, limit: 0.4 },
    ]);
  });

  it('drops nothing in a language that the model cannot judge, and is recorded all the same', () => {
    const classifier = { minScore: 0.4, pareto: {}, languages: ['en', 'zh'] };
    expect(check(0.1, classifier, { language: 'de' })).toEqual({ measures: { quality: 0.1 }, failures: [], edits: [] });
    expect(check(0.1, classifier, { language: 'zh-Hant' }).failures).not.toEqual([]);
  });

  it.each([0, 0.5, 0.9, 1])('of %d is kept by Pareto sampling as often as GPT-3 kept it: (2 - score)^-9', (score) => {
    const ids = Array.from({ length: 20_000 }, (_, index) => `0123456789abcdef:${index}`);
    const kept = ids.filter((id) => check(score, { pareto: {} }, { id }).failures.length === 0).length;
    expect(kept / ids.length).toBeCloseTo((2 - score) ** -9, 2);
  });

  it('draws the same for the same seed and id, and otherwise for another seed', () => {
    const drawn = (seed: number, id: string) => check(0.5, { pareto: { seed } }, { id }).measures['gpt3-pareto'];
    expect(drawn(1, 'a:1')).toBe(drawn(1, 'a:1'));
    expect(drawn(1, 'a:1')).not.toBe(drawn(2, 'a:1'));
    expect(drawn(1, 'a:1')).not.toBe(drawn(1, 'a:2'));
  });
});
