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

  it.each([
    {
      script: 'Latin',
      text: 'Café, 3.14 — A1',
      stripped: 'cafe 3 14 a1',
      folded: 'café 0 0 a0',
      kept: 'café, 3.14 — a1',
      asIs: 'Café 3 14 A1',
    },
    {
      script: 'Greek',
      text: 'Άλφα· 12 Β',
      stripped: 'αλφα 12 β',
      folded: 'άλφα 0 β',
      kept: 'άλφα· 12 β',
      asIs: 'Άλφα 12 Β',
    },
    {
      script: 'Cyrillic',
      text: 'Ёлка: 7 и Й',
      stripped: 'елка 7 и и',
      folded: 'ёлка 0 и й',
      kept: 'ёлка: 7 и й',
      asIs: 'Ёлка 7 и Й',
    },
    {
      script: 'Han',
      text: '「測試」２０２４年，Ａ',
      stripped: '測試 2024年 a',
      folded: '測試 0年 a',
      kept: '「測試」2024年,a',
      asIs: '測試 ２０２４年 Ａ',
    },
    {
      script: 'kana',
      text: 'ガッコウ、ｶﾞ１２',
      stripped: 'カッコウ カ12',
      folded: 'ガッコウ ガ0',
      kept: 'ガッコウ、ガ12',
      asIs: 'ガッコウ ｶﾞ１２',
    },
    {
      script: 'Hangul',
      text: '한글 「각」 3장',
      stripped: '한글 각 3장',
      folded: '한글 각 0장',
      kept: '한글 「각」 3장',
      asIs: '한글 각 3장',
    },
    {
      script: 'Arabic',
      text: 'سَلامٌ، ١٢٣',
      stripped: 'سلام ١٢٣',
      folded: 'سَلامٌ 0',
      kept: 'سَلامٌ، ١٢٣',
      asIs: 'سَلامٌ ١٢٣',
    },
    { script: 'Hebrew', text: 'שָׁלוֹם־12', stripped: 'שלום 12', folded: 'שָׁלוֹם 0', kept: 'שָׁלוֹם־12', asIs: 'שָׁלוֹם 12' },
    {
      script: 'Devanagari',
      text: 'हिन्दी। १२३',
      stripped: 'हिनदी १२३',
      folded: 'हिन्दी 0',
      kept: 'हिन्दी। १२३',
      asIs: 'हिन्दी १२३',
    },
    { script: 'Thai', text: 'ไทยนี้ ๑๒๓', stripped: 'ไทยน ๑๒๓', folded: 'ไทยนี้ 0', kept: 'ไทยนี้ ๑๒๓', asIs: 'ไทยนี้ ๑๒๓' },
  ])('takes every parameter in $script', ({ text, stripped, folded, kept, asIs }) => {
    const nfkc = (expected: string): string => expected.normalize('NFKC');
    expect(words(text, { marks: 'strip' })).toBe(nfkc(stripped));
    expect(words(text, { digits: 'fold' })).toBe(nfkc(folded));
    expect(words(text, { punctuation: 'keep' })).toBe(nfkc(kept));
    expect(words(text, { form: 'none', lowercase: false })).toBe(asIs);
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
