import type { Normalisation } from './parameters.ts';

/** Stands between words in a stream of units. */
export const SEPARATOR = 0;
/** Table entry of a character that needs its neighbours to be normalised: the whole text then goes through ICU. */
const SLOW = 1;
/** Table entry of a character not yet looked at. */
const UNKNOWN = 2;

/** A text made comparable: UTF-16 units of its words, each run of anything else as one `SEPARATOR`, one at the end. */
export interface NormalisedText {
  /** Valid until the next text is normalised. */
  units: Uint16Array;
  length: number;
  /** Characters (code points) in words, and how many of them are of scripts written without spaces. */
  characters: number;
  unspaced: number;
}

/** Ranges of code points (inclusive) of scripts written without spaces between words. */
const UNSPACED: readonly (readonly [number, number])[] = [
  [0x0e00, 0x0eff], // Thai, Lao
  [0x1000, 0x109f], // Burmese
  [0x1780, 0x17ff], // Khmer
  [0x3005, 0x3007], // Han iteration mark, zero
  [0x3040, 0x30ff], // Hiragana, Katakana
  [0x31f0, 0x31ff],
  [0x3400, 0x9fff], // Han
  [0xa9e0, 0xa9ff], // Burmese, extended
  [0xaa60, 0xaa7f],
  [0xd840, 0xd8bf], // high surrogates of U+20000 to U+3FFFF: Han
  [0xf900, 0xfaff], // Han, compatibility
];

/** By UTF-16 unit: 1 where it belongs to (or, as a high surrogate, begins) a character of an unspaced script. */
export function unspacedUnits(): Uint8Array {
  const flags = new Uint8Array(1 << 16);
  for (const [first, last] of UNSPACED) flags.fill(1, first, last + 1);
  return flags;
}

const WORD = /^[\p{L}\p{N}_]$/u;
const MARK = /^[\p{Mn}\p{Mc}]$/u;
const ANY_MARK = /\p{M}/u;
/** Conjoining Hangul: composes with its neighbours although it is no mark. */
const JAMO = /[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]/;
const FINAL_SIGMA = 0x03a3;

type Kind = 'separator' | 'word' | 'mark';

/** Kind of one code point; a mark goes on with the word before it and begins none. */
function kindOf(character: string, { punctuation }: Normalisation): Kind {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20 || (code >= 0xd800 && code <= 0xdfff)) return 'separator';
  if (punctuation === 'keep') return /^\s$/u.test(character) ? 'separator' : 'word';
  if (WORD.test(character)) return 'word';
  // Variation selectors choose a glyph, mostly an emoji's; they are no part of a word.
  if (code >= 0xfe00 && code <= 0xfe0f) return 'separator';
  return MARK.test(character) ? 'mark' : 'separator';
}

/** The Unicode part of normalisation, by ICU. */
function fold(text: string, { form, lowercase, marks }: Normalisation): string {
  let folded = form === 'none' ? text : text.normalize(form === 'nfkc' ? 'NFKC' : 'NFC');
  if (lowercase) folded = folded.toLowerCase();
  if (marks === 'strip')
    folded = folded
      .normalize('NFD')
      .replace(/\p{Mn}+/gu, '')
      .normalize('NFC');
  return folded;
}

/** Short texts are compared whole: folded, white space collapsed, punctuation kept. */
export const foldWhole = (text: string, normalisation: Normalisation): string =>
  fold(text, normalisation).replace(/\s+/gu, ' ').trim();

/**
 * Makes the function that normalises texts. Nearly all characters are looked up in a table, filled as they are met;
 * a text with a character whose normal form depends on its neighbours goes through ICU as a whole, to the same result.
 */
export function createNormaliser(normalisation: Normalisation): (text: string) => NormalisedText {
  const foldDigits = normalisation.digits === 'fold';
  /** UTF-16 unit → its normalised unit, SEPARATOR, SLOW or UNKNOWN. */
  const table = new Uint16Array(1 << 16).fill(UNKNOWN);
  const unspaced = unspacedUnits();
  let units = new Uint16Array(1 << 12);
  let length = 0;
  let characters = 0;
  let unspacedCharacters = 0;

  const reserve = (size: number): void => {
    if (units.length < size) units = new Uint16Array(2 ** Math.ceil(Math.log2(size)));
    length = 0;
    characters = 0;
    unspacedCharacters = 0;
  };
  const result = (): NormalisedText => {
    if (length > 0 && units[length - 1] !== SEPARATOR) units[length++] = SEPARATOR;
    return { units, length, characters, unspaced: unspacedCharacters };
  };
  const separate = (): void => {
    if (length > 0 && units[length - 1] !== SEPARATOR) units[length++] = SEPARATOR;
  };
  const digit = /^\p{Nd}$/u;
  const word = (character: string): void => {
    if (foldDigits && digit.test(character)) {
      if (length > 0 && units[length - 1] === 0x30) return;
      units[length++] = 0x30;
    } else for (let k = 0; k < character.length; k++) units[length++] = character.charCodeAt(k);
    characters += 1;
    unspacedCharacters += unspaced[character.charCodeAt(0)] ?? 0;
  };

  /** What the table says of a unit, from what ICU says of it alone. */
  const lookUp = (code: number): number => {
    const character = String.fromCharCode(code);
    if (code >= 0xd800 && code <= 0xdfff) return SLOW;
    const folded = fold(character, normalisation);
    if (ANY_MARK.test(character + folded) || JAMO.test(character + folded) || code === FINAL_SIGMA) return SLOW;
    const kinds = Array.from(folded, (one) => kindOf(one, normalisation));
    if (kinds.every((kind) => kind === 'separator')) return SEPARATOR;
    if (folded.length !== 1) return SLOW;
    return foldDigits && digit.test(folded) ? 0x30 : folded.charCodeAt(0);
  };

  /** ICU for the whole text, then code point by code point. */
  const slow = (text: string): NormalisedText => {
    const folded = fold(text, normalisation);
    reserve(folded.length + 1);
    for (let i = 0; i < folded.length; i++) {
      const code = folded.codePointAt(i) ?? 0;
      const character = String.fromCodePoint(code);
      if (code > 0xffff) i += 1;
      const known = kinds.get(code) ?? remember(code, character);
      if (known === 'word') word(character);
      else if (known === 'separator') separate();
      else if (length > 0 && units[length - 1] !== SEPARATOR) word(character);
    }
    return result();
  };
  const kinds = new Map<number, Kind>();
  const remember = (code: number, character: string): Kind => {
    const kind = kindOf(character, normalisation);
    kinds.set(code, kind);
    return kind;
  };

  return (text) => {
    reserve(text.length + 1);
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      let unit = table[code]!;
      if (unit === UNKNOWN) {
        unit = lookUp(code);
        table[code] = unit;
      }
      if (unit > UNKNOWN) {
        if (foldDigits && unit === 0x30 && length > 0 && units[length - 1] === 0x30) continue;
        units[length++] = unit;
        characters += 1;
        unspacedCharacters += unspaced[unit]!;
      } else if (unit === SEPARATOR) separate();
      else {
        const pair = text.codePointAt(i) ?? 0;
        const lone = code >= 0xd800 && code <= 0xdfff && pair <= 0xffff;
        if (!lone && (pair <= 0xffff || isWordPart(pair))) return slow(text);
        if (!lone) i += 1;
        separate();
      }
    }
    return result();
  };

  /** Whether a character beyond U+FFFF is anything but a separator, before or after folding. */
  function isWordPart(code: number): boolean {
    const character = String.fromCodePoint(code);
    return Array.from(character + fold(character, normalisation)).some(
      (one) => kindOf(one, normalisation) !== 'separator',
    );
  }
}
