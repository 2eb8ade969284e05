import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FormatError } from '../../../../src/errors.ts';
import { readWordList } from '../../../../src/stages/safety/words/bad-words.ts';

const read = (list: string) => readWordList(new TextEncoder().encode(list), 'list.txt');
const list = read('# list\n[en]\nbadword\nrude phrase\nass\n[zh]\n壞話\n坏话很多\n[fr]\nmauvais\n-ass\n');
const shipped = readWordList(new Uint8Array(readFileSync('models/lists/bad-words.txt')), 'bad-words.txt');

const matches = (text: string, languages = ['en', 'zh']): number => list.measure(text, languages).matches;

describe('a listed word', () => {
  it.each([
    'a badword here',
    'BADWORD',
    'ｂａｄｗｏｒｄ',
    'b4dw0rd',
    'B@DW0RD!',
    'a$$ of a mule',
    'such a rude phrase, sir',
    '這是壞話',
    '他说坏话很多遍',
    'badword。',
    '說badword吧',
  ])('is found in %s', (text) => {
    expect(matches(text)).toBe(1);
  });

  it.each(['badwords', 'abadword', 'bad word', 'class', 'assess', 'rude phrases', '壞 話', '坏话', '455', ''])(
    'is not found in %s',
    (text) => {
      expect(matches(text)).toBe(0);
    },
  );

  it('counts in its own languages alone', () => {
    expect(matches('mauvais badword')).toBe(1);
    expect(matches('mauvais badword', ['fr'])).toBe(1);
    expect(matches('mauvais badword', ['en', 'fr'])).toBe(2);
    expect(matches('mauvais badword', [])).toBe(0);
  });

  it('has its share of all words; in scripts without spaces each character is one', () => {
    expect(list.measure('one rude phrase', ['en'])).toEqual({ matches: 1, matchedWords: 2, words: 3 });
    expect(list.measure('說壞話', ['zh'])).toEqual({ matches: 1, matchedWords: 2, words: 3 });
  });
});

describe('a list', () => {
  it('without a section is refused', () => {
    expect(() => read('word')).toThrow(FormatError);
  });

  it('is shipped in 28 languages', () => {
    expect(shipped.languages).toHaveLength(28);
  });

  it('as shipped keeps words of medicine, names and places', () => {
    for (const text of [
      'Scunthorpe and Essex',
      'a cocktail at the classic bassoon concert',
      'breast cancer screening',
      '性教育课程',
    ])
      expect(shipped.measure(text, ['en', 'zh']).matches, text).toBe(0);
  });
});

describe('any text', () => {
  it('has no more matched words than words', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('badword', 'rude ', 'phrase', ' ', '壞', '話', '$', 'a', '\ud83d', '1')),
        (parts) => {
          const { matches, matchedWords, words } = list.measure(parts.join(''), ['en', 'zh']);
          expect(matches).toBeLessThanOrEqual(matchedWords);
          expect(matchedWords).toBeLessThanOrEqual(words);
        },
      ),
    );
  });

  it.each(['$'.repeat(100_000), 'ass'.repeat(50_000), '壞話'.repeat(50_000), '\ud800'.repeat(50_000)])(
    'is read to its end',
    (text) => {
      expect(list.measure(text, ['en', 'zh']).words).toBeGreaterThanOrEqual(0);
    },
  );
});
