import { type Characters, FOLDED_DIGIT, SEPARATOR, UNKNOWN, unspacedUnits } from './characters.ts';

/** A text made comparable: UTF-16 units of its words, each run of anything else as one `SEPARATOR`, one at the end. */
export interface NormalisedText {
  /** Valid until the next text is normalised. */
  units: Uint16Array;
  length: number;
  /** Characters (code points) in words, and how many of them are of scripts written without spaces. */
  characters: number;
  unspaced: number;
}

export interface Normaliser {
  /** Looks characters up one by one, and turns to `whole` where that cannot do. */
  normalise(text: string): NormalisedText;
  /** ICU over the whole text: the same result, slower. */
  whole(text: string): NormalisedText;
}

/** The plain implementation, which the kernel is held to. */
export function createNormaliser({ fold, kindOf, unitOf, separates }: Characters, foldDigits: boolean): Normaliser {
  const table = new Uint16Array(1 << 16).fill(UNKNOWN);
  const unspaced = unspacedUnits();
  let units = new Uint16Array(1 << 12);
  let length = 0;
  let last = SEPARATOR;
  let characters = 0;
  let unspacedCharacters = 0;

  const begin = (size: number): void => {
    if (units.length < size) units = new Uint16Array(2 ** Math.ceil(Math.log2(size)));
    length = 0;
    last = SEPARATOR;
    characters = 0;
    unspacedCharacters = 0;
  };
  const separate = (): void => {
    if (last !== SEPARATOR) units[length++] = SEPARATOR;
    last = SEPARATOR;
  };
  const end = (): NormalisedText => {
    separate();
    return { units, length, characters, unspaced: unspacedCharacters };
  };
  const word = (unit: number): void => {
    if (foldDigits && unit === FOLDED_DIGIT && last === FOLDED_DIGIT) return;
    units[length++] = unit;
    last = unit;
    characters += 1;
    unspacedCharacters += unspaced[unit]!;
  };

  const whole = (text: string): NormalisedText => {
    const folded = fold(text);
    begin(folded.length + 1);
    for (let i = 0; i < folded.length; i++) {
      const code = folded.codePointAt(i)!;
      const kind = kindOf(code);
      if (kind === 'separator' || (kind === 'mark' && last === SEPARATOR)) separate();
      else word(kind === 'digit' ? FOLDED_DIGIT : folded.charCodeAt(i));
      if (code <= 0xffff) continue;
      i += 1;
      if (kind === 'separator' || kind === 'digit') continue;
      units[length++] = folded.charCodeAt(i);
    }
    return end();
  };

  const normalise = (text: string): NormalisedText => {
    begin(text.length + 1);
    // Local copies: the loop runs three times as fast as on variables that closures share.
    const out = units;
    let size = 0;
    let before = SEPARATOR;
    let inWords = 0;
    let inUnspaced = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      let unit = table[code]!;
      if (unit === UNKNOWN) {
        unit = unitOf(code);
        table[code] = unit;
      }
      if (unit > UNKNOWN) {
        if (foldDigits && unit === FOLDED_DIGIT && before === FOLDED_DIGIT) continue;
        inWords += 1;
        inUnspaced += unspaced[unit]!;
      } else if (unit !== SEPARATOR) {
        const skipped = separatorUnits(text.codePointAt(i)!, separates);
        if (skipped === 0) return whole(text);
        i += skipped - 1;
        unit = SEPARATOR;
      }
      if (unit === SEPARATOR && before === SEPARATOR) continue;
      out[size++] = unit;
      before = unit;
    }
    if (before !== SEPARATOR) out[size++] = SEPARATOR;
    return { units: out, length: size, characters: inWords, unspaced: inUnspaced };
  };

  return { normalise, whole };
}

/** Units of a surrogate pair or a lone surrogate, by its code point, where it is a separator; 0 for anything else. */
export function separatorUnits(code: number, separates: Characters['separates']): number {
  if (code >= 0xd800 && code <= 0xdfff) return 1;
  return code > 0xffff && separates(code) ? 2 : 0;
}

/** Short texts are compared whole: folded, white space collapsed, punctuation kept. */
export const foldWhole = (text: string, { fold }: Pick<Characters, 'fold'>): string =>
  fold(text).replace(/\s+/gu, ' ').trim();
