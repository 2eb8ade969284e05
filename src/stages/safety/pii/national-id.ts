import { isAsciiLetter, isDigit, type Span } from './span.ts';

/** Values of A to Z in Taiwan's identity numbers (the letters' own order of issue). */
const TAIWAN_LETTERS = 'ABCDEFGHJKLMNPQRSTUVXYWZIO';

/**
 * The Taiwanese identity number that starts at `start`, or null: a letter, 1 or 2 (8 or 9 for residents since 2021), eight digits
 * with the checksum of the Household Registration Act's form (weights 1, 9, 8 … 1, 1; sum divisible by 10).
 */
export function taiwanIdAt(text: string, start: number): Span | null {
  const letter = TAIWAN_LETTERS.indexOf(text[start]!.toUpperCase());
  const gender = text[start + 1];
  if (letter === -1 || gender === undefined || !'1289'.includes(gender) || start + 10 > text.length) return null;
  let sum = Math.floor((letter + 10) / 10) + ((letter + 10) % 10) * 9;
  for (let index = 1; index < 10; index++) {
    const code = text.charCodeAt(start + index);
    if (!isDigit(code)) return null;
    sum += (code - 0x30) * (index === 9 ? 1 : 9 - index);
  }
  const after = start + 10 < text.length ? text.charCodeAt(start + 10) : 0x20;
  if (sum % 10 !== 0 || isDigit(after) || isAsciiLetter(after)) return null;
  return { start, end: start + 10, kind: 'national-id' };
}

/** GB 11643-1999: weights of the first 17 digits and check characters by the sum mod 11. */
const CHINA_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHINA_CHECKS = '10X98765432';

/** The Chinese resident identity number that starts at `start`, or null: 17 digits with a date of birth, then a check character. */
export function chinaIdAt(text: string, start: number): Span | null {
  const number = text.slice(start, start + 18).toUpperCase();
  if (number.length < 18) return null;
  let sum = 0;
  for (let index = 0; index < 17; index++) {
    const code = number.charCodeAt(index);
    if (!isDigit(code)) return null;
    sum += (code - 0x30) * CHINA_WEIGHTS[index]!;
  }
  const year = Number(number.slice(6, 10));
  const month = Number(number.slice(10, 12));
  const day = Number(number.slice(12, 14));
  if (year < 1900 || year > 2099 || month < 1 || month > 12 || day < 1 || day > 31) return null;
  if (number[17] !== CHINA_CHECKS[sum % 11] || number[0] === '0' || number[0] === '9') return null;
  const after = start + 18 < text.length ? text.charCodeAt(start + 18) : 0x20;
  if (isDigit(after) || isAsciiLetter(after)) return null;
  return { start, end: start + 18, kind: 'national-id' };
}
