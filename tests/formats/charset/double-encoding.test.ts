import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDoubleEncoded, readControls, undoDoubleEncoding } from '../../../src/formats/charset/double-encoding.ts';

const again = (text: string, encoding: 'latin1' | 'windows-1252' = 'latin1'): string =>
  encoding === 'latin1'
    ? Buffer.from(text).toString('latin1')
    : new TextDecoder('windows-1252').decode(Buffer.from(text));

describe('double encoding', () => {
  it.each([
    ['“Don’t,” she said — and left…', 'punctuation'],
    ['Zażółć gęślą jaźń', 'Polish'],
    ['Привет, как дела?', 'Russian'],
    ['在那遙遠的地方，有位好姑娘。', 'Chinese'],
    ['Ein Gruß aus Köln an alle: schöne Grüße überallhin', 'German'],
    ['Fin 🎉 de l’été', 'an emoji'],
  ])('is undone in %s (%s), read as Latin-1 or as windows-1252', (text) => {
    for (const encoding of ['latin1', 'windows-1252'] as const) {
      expect(isDoubleEncoded(again(text, encoding))).toBe(true);
      expect(undoDoubleEncoding(again(text, encoding))).toBe(text);
    }
  });

  it('is undone when it was done twice', () => {
    expect(undoDoubleEncoding(again(again('It’s — here', 'windows-1252'), 'windows-1252'))).toBe('It’s — here');
  });

  it.each([
    'Les élèves « sérieux » sont à l’école depuis août.',
    'NÃO É POSSÍVEL, A LIÇÃO DA NAÇÃO',
    'Ð is a letter of Icelandic, as in Ðað er; Ä™ is none.',
    'a café—“hello” she said',
    'ROMÂNIA ȘI ÎN ÂNGUSTIMEA EI',
    '„Ein großes Ä“, sagte er.',
    '© 2024 Å·Ä — §5 ³ ½ µ',
    '日本語 и русский, ไทย',
    '',
  ])('is not seen in %s', (text) => {
    expect(isDoubleEncoded(text)).toBe(false);
  });

  it('is undone where it is, and what is beside it stays', () => {
    expect(undoDoubleEncoding(`Ã la carte, ${again('it’s')}, café, ${again('naïve')}`)).toBe(
      'Ã la carte, it’s, café, naïve',
    );
  });

  it('gives back any text that was encoded twice', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 60 }).filter((value) => isDoubleEncoded(again(value)));
    fc.assert(
      fc.property(text, (value) => {
        fc.pre(!isDoubleEncoded(value));
        expect(undoDoubleEncoding(again(value))).toBe(value);
      }),
    );
  });

  it('reads C1 controls as windows-1252, and leaves out what it has not', () => {
    expect(readControls('\u0093don\u0092t\u0094 \u0097 \u0085\u0081\u009d €é\u00a0')).toBe('“don’t” — … €é\u00a0');
  });

  it('leaves well-formed text well-formed, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (value) => {
        const undone = undoDoubleEncoding(value);
        expect(Buffer.from(undone).toString()).toBe(undone);
      }),
    );
  });
});
