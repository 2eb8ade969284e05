import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createFastTextIdentify } from '../../../../src/stages/quality/language/fasttext.ts';
import { qualityStage } from '../../../../src/stages/quality/quality.ts';

const bytesOf = (name: string) => new Uint8Array(readFileSync(`tests/golden/fasttext/${name}`));

describe('a fastText model as language model', () => {
  const identify = createFastTextIdentify(bytesOf('languages.bin'), 'model:lid');

  it.each([
    ['the boats came back in the evening', 'en'],
    ['les bateaux sont revenus le soir', 'fr'],
    ['傍晚 漁船 回港 的 時候', 'zh-Hant'],
    ['傍晚 渔船 回港 的 时候', 'zh-Hans'],
    ['0101 1001 0011', 'und'],
  ])('makes of its labels BCP 47 tags: %j is %s', (text, expected) => {
    const { language, score } = identify(text);
    expect(language).toBe(expected);
    if (expected === 'und') expect(score).toBe(0);
    else expect(score).toBeGreaterThan(0.5);
  });

  it('serves a recipe as ours does', () => {
    const off = { gopherQuality: null, gopherRepetition: null, c4: null, fineweb: null, classifier: null };
    const parameters = qualityStage.parameters.parse({ ...off, language: { model: 'model:lid', allow: ['en'] } });
    const annotate = qualityStage.create(parameters, new Map([['model:lid', bytesOf('languages.bin')]]));
    const judge = (text: string) => annotate({ id: 'a', text, source: '', metadata: {} });
    expect(judge('the boats came back\nin the evening').verdict).toBe('keep');
    expect(judge('les bateaux sont revenus le soir').failures).toMatchObject([{ rule: 'language', value: 'fr' }]);
  });

  it('is refused where its labels are no languages', () => {
    expect(() => createFastTextIdentify(bytesOf('quantised-output.ftz'), 'model:x')).toThrow(
      /model:x: expected labels that are languages, found class/,
    );
  });
});
