import type { Normalisation } from './parameters.ts';

/** Stands between words in a stream of units. */
export const SEPARATOR = 0;
/** Instead of a unit: a character that needs its neighbours to be normalised, so the whole text goes through ICU. */
export const SLOW = 1;
/** Instead of a unit: a character not yet looked at. */
export const UNKNOWN = 2;
/** What every digit becomes where digits are folded. */
export const FOLDED_DIGIT = 0x30;

/** Ranges of code points (inclusive) of scripts written without spaces between words. */
const UNSPACED: readonly (readonly [number, number])[] = [
  [0x0e00, 0x0eff], // Thai, Lao
  [0x1000, 0x109f], // Burmese
  [0x1780, 0x17ff], // Khmer
  [0x3005, 0x3007], // Han iteration mark, zero
  [0x3040, 0x30ff], // Hiragana, Katakana
  [0x31f0, 0x31ff], // Katakana, extended
  [0x3400, 0x9fff], // Han
  [0xa9e0, 0xa9ff], // Burmese, extended
  [0xaa60, 0xaa7f],
  [0xd840, 0xd8bf], // high surrogates of U+20000 to U+3FFFF: Han
  [0xf900, 0xfaff], // Han, compatibility
];

/** By UTF-16 unit: 1 where it is (or, as a high surrogate, begins) a character of an unspaced script. */
export function unspacedUnits(): Uint8Array {
  const flags = new Uint8Array(1 << 16);
  for (const [first, last] of UNSPACED) flags.fill(1, first, last + 1);
  return flags;
}

const WORD = /^[\p{L}\p{N}_]$/u;
const MARK = /^[\p{Mn}\p{Mc}]$/u;
const ANY_MARK = /\p{M}/u;
const DIGIT = /^\p{Nd}$/u;
/** Conjoining Hangul: composes with its neighbours although it is no mark. */
const JAMO = /[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]/;
/** Its lower case depends on what follows. */
const CAPITAL_SIGMA = '\u03a3';

const isVariationSelector = (code: number): boolean => code >= 0xfe00 && code <= 0xfe0f;

/** A mark goes on with the word before it and begins none. */
export type Kind = 'separator' | 'word' | 'digit' | 'mark';

/** What normalisation does to characters. */
export interface Characters {
  /** The Unicode part of normalisation, by ICU. */
  fold(text: string): string;
  /** Kind of a folded code point. */
  kindOf(code: number): Kind;
  /** The normalised unit of a UTF-16 unit that needs no neighbours; else `SEPARATOR` or `SLOW`. */
  unitOf(unit: number): number;
  /** Whether a code point beyond U+FFFF is a separator, before and after folding. */
  separates(code: number): boolean;
}

export function createCharacters(normalisation: Normalisation): Characters {
  const { form, lowercase, marks, digits, punctuation } = normalisation;
  const kinds = new Map<number, Kind>();

  const classify = (code: number): Kind => {
    const character = String.fromCodePoint(code);
    // Control characters and lone surrogates are in no word; the first three would be taken for the codes above.
    if (code < 0x20 || (code >= 0xd800 && code <= 0xdfff)) return 'separator';
    if (digits === 'fold' && DIGIT.test(character)) return 'digit';
    if (punctuation === 'keep') return /\s/u.test(character) ? 'separator' : 'word';
    if (WORD.test(character)) return 'word';
    // Variation selectors choose a glyph, mostly an emoji's; they are no part of a word.
    if (isVariationSelector(code)) return 'separator';
    return MARK.test(character) ? 'mark' : 'separator';
  };
  const kindOf = (code: number): Kind => {
    let kind = kinds.get(code);
    if (kind === undefined) {
      kind = classify(code);
      kinds.set(code, kind);
    }
    return kind;
  };
  const fold = (text: string): string => {
    let folded = form === 'none' ? text : text.normalize(form === 'nfkc' ? 'NFKC' : 'NFC');
    if (lowercase) folded = folded.toLowerCase();
    if (marks === 'strip')
      folded = folded
        .normalize('NFD')
        .replace(/\p{Mn}+/gu, '')
        .normalize('NFC');
    return folded;
  };
  const isSeparator = (one: string): boolean => kindOf(one.codePointAt(0)!) === 'separator';
  return {
    fold,
    kindOf,
    unitOf(unit) {
      if (unit >= 0xd800 && unit <= 0xdfff) return SLOW;
      const character = String.fromCharCode(unit);
      const folded = fold(character);
      // Emoji have them; they stay as they are, and join with nothing.
      if (isVariationSelector(unit) && folded === character && isSeparator(character)) return SEPARATOR;
      // Composed too: the half-width voicing marks are letters that become marks.
      const forms = character + character.normalize('NFKC') + folded;
      if (ANY_MARK.test(forms) || JAMO.test(forms) || character === CAPITAL_SIGMA) return SLOW;
      if (Array.from(folded).every(isSeparator)) return SEPARATOR;
      if (folded.length !== 1) return SLOW;
      return kindOf(folded.charCodeAt(0)) === 'digit' ? FOLDED_DIGIT : folded.charCodeAt(0);
    },
    separates(code) {
      const character = String.fromCodePoint(code);
      return isSeparator(character) && Array.from(fold(character)).every(isSeparator);
    },
  };
}
