import { describe, expect, it } from 'vitest';
import { languageTag, writesDayFirst } from '../../../../src/stages/extract/metadata/language.ts';

describe('a language tag', () => {
  it.each([
    ['en', 'en'],
    ['EN_us', 'en-US'],
    ['zh-hant-tw', 'zh-Hant-TW'],
    ['zh-Hans', 'zh-Hans'],
    ['de-DE, en', 'de-DE'],
    ['es-419', 'es-419'],
    ['de-CH-1996', 'de-CH'],
    ['utf-8', undefined],
    ['english', undefined],
    ['und', undefined],
    ['x', undefined],
    ['', undefined],
  ])('%s is %s', (text, tag) => {
    expect(languageTag(text)).toBe(tag);
  });
});

describe('day before month', () => {
  it('is written in every language but American English', () => {
    expect(writesDayFirst('de', undefined)).toBe(true);
    expect(writesDayFirst('en-US', 'https://a.uk/')).toBe(false);
    expect(writesDayFirst('en-GB', undefined)).toBe(true);
    expect(writesDayFirst('en', 'https://www.a.co.uk/x')).toBe(true);
    expect(writesDayFirst(undefined, 'https://a.com/')).toBe(false);
  });
});
