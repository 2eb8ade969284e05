import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Annotation } from '../../src/document.ts';
import { addExample, emptyExamples, examplesByRule, mergeExamples } from '../../src/runs/examples.ts';
import { countDocument, emptyFunnel, mergeFunnel } from '../../src/runs/funnel.ts';

const document = (id: string, text = `text of ${id}`) => ({
  id,
  text,
  source: 's',
  metadata: { url: `http://x/${id}` },
});
const judge = (id: string, found: Partial<Annotation>) => [
  {
    stage: 'quality',
    attributes: {
      id,
      verdict: found.failures === undefined ? ('keep' as const) : ('drop' as const),
      failures: [],
      measures: {},
      edits: [],
      ...found,
    },
  },
];
const short = (value: number) => ({
  failures: [{ rule: 'too-short', value, limit: 50 }],
  measures: { language: 'en', 'too-short': value },
});

describe('examples of a report', () => {
  it('are twenty dropped and twenty kept for a rule, with value and limit', () => {
    const examples = emptyExamples();
    for (let index = 0; index < 300; index++) {
      const id = `a:${index}`;
      const found = index % 3 === 0 ? short(index) : { measures: { language: 'en', 'too-short': index + 1000 } };
      addExample(examples, document(id), judge(id, found));
    }
    const { dropped, kept } = examplesByRule(examples)['quality']!['too-short']!;
    expect(dropped).toHaveLength(20);
    expect(kept).toHaveLength(20);
    for (const { id, value, limit, url, language } of dropped) {
      expect(value).toBe(Number(id.slice(2)));
      expect({ limit, url, language }).toEqual({ limit: 50, url: `http://x/${id}`, language: 'en' });
    }
    for (const { id, value } of kept) expect(value).toBe(Number(id.slice(2)) + 1000);
    // Drawn from all of them, not the first ones.
    expect(Math.max(...dropped.map(({ id }) => Number(id.slice(2))))).toBeGreaterThan(150);
  });

  it('are the same however the documents are cut into parts', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(4), { minLength: 80, maxLength: 120 }), (parts) => {
        const whole = emptyExamples();
        const cut = Array.from({ length: 5 }, emptyExamples);
        for (const [index, part] of parts.entries()) {
          const id = `a:${index}`;
          const judged = judge(id, index % 2 === 0 ? short(index) : {});
          addExample(whole, document(id), judged);
          addExample(cut[part]!, document(id), judged);
        }
        const merged = emptyExamples();
        for (const one of cut.reverse()) mergeExamples(merged, one);
        expect(merged).toEqual(whole);
      }),
      { numRuns: 20 },
    );
  });

  it('show the text as it is exported, and no half of a pair of surrogates', () => {
    const examples = emptyExamples();
    addExample(examples, document('a', 'mail me@x.org now'), judge('a', { edits: [[5, 13, '<EMAIL>']] }));
    addExample(examples, document('b', `${'x'.repeat(239)}😀`), judge('b', {}));
    const texts = new Map(examples.kept.map(({ id, text }) => [id, text]));
    expect(texts.get('a')).toBe('mail <EMAIL> now');
    expect(texts.get('b')).toBe('x'.repeat(239));
  });
});

describe('the funnel', () => {
  it('counts the failures of each rule by language, over all parts', () => {
    const [one, other] = [emptyFunnel(), emptyFunnel()];
    countDocument(one, document('a'), judge('a', short(3)));
    countDocument(other, document('b'), judge('b', short(4)));
    countDocument(other, document('c'), judge('c', { ...short(5), measures: { language: 'zh-Hant' } }));
    countDocument(other, document('d'), judge('d', { ...short(5), measures: {} }));
    mergeFunnel(one, other);
    expect(one.ruleLanguages).toEqual({ 'too-short': { en: 2, 'zh-Hant': 1, unknown: 1 } });
  });
});
