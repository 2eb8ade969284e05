import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { qualityStage } from '../../../../src/stages/quality/quality.ts';

const assets = new Map([['builtin:language.bin', new Uint8Array(readFileSync('models/language.bin'))]]);
const rules = { gopherQuality: null, gopherRepetition: null, c4: null, fineweb: null, prose: null, classifier: null };
const judge = (text: string, language: object) =>
  qualityStage.create(
    qualityStage.parameters.parse({ ...rules, language }),
    assets,
  )({
    id: 'a',
    text,
    source: '',
    metadata: {},
  });

const english = 'The harbour was quiet when the boats came back in the evening, and nobody spoke of the storm.';
const chinese = '傍晚漁船回港的時候，碼頭上很安靜，沒有人提起那場暴風雨。';
const german = 'Am Abend kehrten die Boote zurück, und niemand im Hafen wollte über den Sturm sprechen.';

describe('languages of paragraphs', () => {
  it('are measured where the recipe asks for them, the largest share first', () => {
    const { measures } = judge(`${english}\n${english}\n${german}`, { minScore: null, paragraphs: true });
    expect(measures['languages']).toMatch(/^en 0\.\d\d de 0\.\d\d$/);
    expect(measures['otherLanguages']).toBeCloseTo(german.length / (2 * english.length + german.length), 6);
    expect(judge(english, { minScore: null }).measures).not.toHaveProperty('languages');
  });

  it('fail a page that is just over the limit and pass one that is just under it', () => {
    const text = `${english}\n${german}\n${english}\n${english}`;
    const other = german.length / (3 * english.length + german.length);
    const at = (maxOther: number) => judge(text, { minScore: null, paragraphs: true, maxOther }).failures;
    expect(at(other - 0.001)).toMatchObject([{ rule: 'language-mixed', limit: other - 0.001 }]);
    expect(at(other + 0.001)).toEqual([]);
  });

  it('see a page in two scripts', () => {
    const { measures } = judge(`${chinese}${chinese}\n${english}`, { minScore: null, paragraphs: true });
    expect(measures['languages']).toContain('zh-Hant');
    expect(measures['languages']).toContain('en');
  });

  it('leave out lines too short to tell', () => {
    const { measures } = judge(`Startseite\nKontakt\n${english}`, { minScore: null, paragraphs: true });
    expect(measures['languages']).toBe('en 1.00');
    expect(judge('a\nb\n', { minScore: null, paragraphs: true }).measures).toMatchObject({
      languages: '',
      otherLanguages: 0,
    });
  });
});
