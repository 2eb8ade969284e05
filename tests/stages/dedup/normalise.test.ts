import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCharacters } from '../../../src/stages/dedup/characters.ts';
import { createNormaliser, type NormalisedText } from '../../../src/stages/dedup/normalise.ts';
import { normalisationSchema } from '../../../src/stages/dedup/parameters.ts';

type Given = Parameters<typeof normalisationSchema.parse>[0];

function normaliser(given: Given = {}) {
  const normalisation = normalisationSchema.parse(given);
  return createNormaliser(createCharacters(normalisation), normalisation.digits === 'fold');
}
const read = ({ units, length }: NormalisedText): string =>
  String.fromCharCode(...units.subarray(0, length))
    .replaceAll('\0', ' ')
    .trim();
const words = (text: string, given: Given = {}): string => read(normaliser(given).normalise(text));

describe('normalisation', () => {
  it.each([
    ['Latin', 'Ünïcode ﬁne ＡＢＣ — it’s', 'ünïcode fine abc it s'],
    ['Greek', 'ΟΔΟΣ Σίσυφος', 'οδος σίσυφος'],
    ['Cyrillic', 'Привет, МИР!', 'привет мир'],
    ['Han', '這是「測試」。', '這是 測試'],
    ['kana', 'ｶﾞｷﾞ かな・カナ', 'ガギ かな カナ'],
    ['Hangul', '\u1112\u1161\u11ab글 한글', '한글 한글'],
    ['Arabic', 'السلامُ عليكم؟', 'السلامُ عليكم'],
    ['Hebrew', 'שָׁלוֹם עולם', 'שָׁלוֹם עולם'],
    ['Devanagari', 'नमस्ते दुनिया।', 'नमस्ते दुनिया'],
    ['Thai', 'สวัสดี ชาวโลก', 'สวัสดี ชาวโลก'],
  ])('folds case, width and punctuation in %s', (_script, text, expected) => {
    expect(words(text)).toBe(expected.normalize('NFKC'));
  });

  it('keeps letters, digits and the low line of identifiers', () => {
    expect(words('std::vec_2<T> x²')).toBe('std vec_2 t x2');
  });
  it('begins no word with a mark, and counts no emoji and variation selectors', () => {
    expect(words('\u0301a ❤️ b 👩‍💻c')).toBe('a b c');
  });
  it('can strip marks', () => {
    expect(words('Café naïve שָׁלוֹם', { marks: 'strip' })).toBe('cafe naive שלום');
  });
  it('can fold runs of digits in every script', () => {
    expect(words('2024-01-15, ٣٤ and 𝟙𝟚', { digits: 'fold' })).toBe('0 0 0 0 and 0');
    expect(words('2024', { digits: 'keep' })).toBe('2024');
  });
  it('can keep case', () => {
    expect(words('Case', { lowercase: false })).toBe('Case');
  });
  it('can keep compatibility forms', () => {
    expect(words('ﬁ Ａ', { form: 'none' })).toBe('ﬁ ａ');
    expect(words('e\u0301', { form: 'nfc' })).toBe('\u00e9');
  });
  it('can keep punctuation: then only white space separates', () => {
    expect(words('Hello,  world!\n\u3000(end)', { punctuation: 'keep' })).toBe('hello, world! (end)');
  });
  it('counts characters, and those of unspaced scripts', () => {
    expect(normaliser().normalise('abc 中文 𠀀')).toMatchObject({ characters: 6, unspaced: 3 });
  });
  it('takes lone surrogates for separators', () => {
    expect(words('a\ud800b\udc00c\ud83d')).toBe('a b c');
  });

  const tricky = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc
      .array(
        fc.constantFrom(
          'a',
          'É',
          'e\u0301',
          'ﬁ',
          'Σ',
          '½',
          '1',
          '٣',
          '中',
          'か',
          'ｶ',
          'ﾞ',
          '\u1112',
          '\u1161',
          '😀',
          '𠀀',
          '\ufe0f',
          '\ud800',
          ' ',
          '.',
          '_',
          '\u0130',
        ),
      )
      .map((all) => all.join('')),
  );
  it.each<Given>([
    {},
    { digits: 'fold' },
    { marks: 'strip' },
    { punctuation: 'keep' },
    { form: 'none', lowercase: false },
  ])('by table is the same as by ICU over the whole text: %j', (given) => {
    const { normalise, whole } = normaliser(given);
    fc.assert(
      fc.property(tricky, (text) => {
        const { characters, unspaced, ...rest } = normalise(text);
        const table = read({ characters, unspaced, ...rest });
        const icu = whole(text);
        expect(table).toBe(read(icu));
        expect([characters, unspaced]).toEqual([icu.characters, icu.unspaced]);
      }),
      { numRuns: 500, seed: 1 },
    );
  });
});
