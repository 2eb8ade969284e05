import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { charClasses, SPACE } from '../../src/text/char-classes.ts';
import { emptyWords, splitWords } from '../../src/text/words.ts';

function wordsOf(text: string): string[] {
  const words = emptyWords();
  const codes = new Uint16Array(text.length);
  for (let index = 0; index < text.length; index++) codes[index] = text.charCodeAt(index);
  splitWords(codes, text.length, words);
  return Array.from({ length: words.count }, (_, word) => text.slice(words.starts[word]!, words.ends[word]!));
}

describe('words', () => {
  // what spaCy 3.8's tokenizer for English gives
  test.each([
    ['The boat, the "old" one.', ['The', 'boat', ',', 'the', '"', 'old', '"', 'one', '.']],
    ["don't they'll it's cannot", ['do', "n't", 'they', "'ll", 'it', "'s", 'can', 'not']],
    ['wasn’t the dog’s', ['was', 'n’t', 'the', 'dog', '’s']],
    ['Dr. Who at 10 a.m. in the U.S. now', ['Dr.', 'Who', 'at', '10', 'a.m.', 'in', 'the', 'U.S.', 'now']],
    ['see a.example/b?c=1 or desk@a.example.', ['see', 'a.example/b?c=1', 'or', 'desk@a.example', '.']],
    ['$3.50 10km 3,141.5 12%', ['$', '3.50', '10', 'km', '3,141.5', '12', '%']],
    ['state-of-the-art a/b x—y', ['state', '-', 'of', '-', 'the', '-', 'art', 'a', '/', 'b', 'x', '—', 'y']],
    ['wait... so… end', ['wait', '...', 'so', '…', 'end']],
    ['(see [1])', ['(', 'see', '[', '1', ']', ')']],
    ['one.Two end.', ['one', '.', 'Two', 'end', '.']],
  ])('of %j', (text, expected) => {
    expect(wordsOf(text)).toEqual(expected);
  });

  test('are single characters in scripts without spaces', () => {
    expect(wordsOf('我用GPU跑。𠮷')).toEqual(['我', '用', 'GPU', '跑', '。', '𠮷']);
    expect(wordsOf('カタ。')).toEqual(['カ', 'タ', '。']);
  });

  test('of Thai keep vowel signs and tone marks with their consonant', () => {
    expect(wordsOf('ที่นี่')).toEqual(['ที่', 'นี่']);
  });

  test('cover every character that is not white space, once and in order', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const squeezed = [...Array(text.length).keys()]
          .filter((index) => (charClasses[text.charCodeAt(index)]! & SPACE) === 0)
          .map((index) => text[index])
          .join('');
        expect(wordsOf(text).join('')).toBe(squeezed);
      }),
    );
  });
});
