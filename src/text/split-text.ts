import { emptyWords, splitWords, type Words } from './words.ts';

/** A text as code units and words. */
export interface SplitText {
  /** UTF-16 code units; `length` of them are the text's own. */
  codes: Uint16Array;
  length: number;
  /** Code points: Python's `len`. A lone surrogate counts as one. */
  codePoints: number;
  /** Whether there are code points above U+FFFF, so that code units and code points differ. */
  astral: boolean;
  words: Words;
}

/** Texts above this keep no buffers behind. */
const KEPT_LENGTH = 1 << 22;

/** Makes a function that splits texts, each valid until its next call. */
export function createSplitText(): (text: string) => SplitText {
  let kept = new Uint16Array(1 << 14);
  const words = emptyWords();

  return (text) => {
    const { length } = text;
    let codes = kept;
    if (length > codes.length) codes = new Uint16Array(Math.max(length, codes.length * 2));
    if (codes.length <= KEPT_LENGTH) kept = codes;
    Buffer.from(codes.buffer).write(text, 'utf16le');
    splitWords(codes, length, words);
    const pairs = countPairs(codes, length);
    return { codes, length, codePoints: length - pairs, astral: pairs > 0, words };
  };
}

/** Surrogate pairs: code units beyond one for each code point. */
export function countPairs(codes: Uint16Array, length: number): number {
  let pairs = 0;
  for (let index = 1; index < length; index++)
    if ((codes[index]! & 0xfc00) === 0xdc00 && (codes[index - 1]! & 0xfc00) === 0xd800) pairs += 1;
  return pairs;
}

/** Code points of `codes[start, end)`. */
export function codePointsOf(
  { codes, astral }: Pick<SplitText, 'codes' | 'astral'>,
  start: number,
  end: number,
): number {
  if (!astral) return end - start;
  let points = 0;
  for (let index = start; index < end; index++) {
    const code = codes[index]!;
    if ((code & 0xfc00) === 0xd800 && index + 1 < end && (codes[index + 1]! & 0xfc00) === 0xdc00) index += 1;
    points += 1;
  }
  return points;
}
