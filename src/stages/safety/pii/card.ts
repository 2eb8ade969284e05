import { isDigit, type Span } from './span.ts';

/** ISO/IEC 7812: the longest number; here with a separator after every fourth digit. */
const MAX_SPAN = 24;

/**
 * The payment card number that starts at `start`, or null: an issuer's prefix with its length, digits in one run or in the
 * groups that cards print, and Luhn's checksum (ISO/IEC 7812-1, annex B).
 */
export function cardAt(text: string, start: number): Span | null {
  if (isShort(text, start)) return null;
  let digits = '';
  const groups: number[] = [];
  let group = 0;
  let separator = 0;
  let index = start;
  for (; index < text.length && index - start < MAX_SPAN; index++) {
    const code = text.charCodeAt(index);
    if (isDigit(code)) {
      digits += text[index];
      group += 1;
      continue;
    }
    if ((code !== 0x20 && code !== 0x2d) || (separator !== 0 && code !== separator)) break;
    if (index + 1 >= text.length || !isDigit(text.charCodeAt(index + 1))) break;
    separator = code;
    groups.push(group);
    group = 0;
  }
  groups.push(group);
  if (index < text.length && isDigit(text.charCodeAt(index))) return null;
  if (!isIssued(digits) || !isPrinted(groups) || !passesLuhn(digits)) return null;
  return { start, end: index, kind: 'card' };
}

/** Whether what follows four or six digits is no further group: a year, a count. */
function isShort(text: string, start: number): boolean {
  let index = start;
  while (index < text.length && index - start < 7 && isDigit(text.charCodeAt(index))) index += 1;
  if (index - start > 6) return false;
  const code = index < text.length ? text.charCodeAt(index) : 0;
  return (code !== 0x20 && code !== 0x2d) || index + 1 >= text.length || !isDigit(text.charCodeAt(index + 1));
}

/** Prefixes and lengths of the large issuers. */
function isIssued(digits: string): boolean {
  const length = digits.length;
  const four = Number(digits.slice(0, 4));
  const two = Math.floor(four / 100);
  if (length === 15) return two === 34 || two === 37;
  if (length === 14) return two === 36 || two === 38 || (four >= 3000 && four < 3060);
  if (length === 16)
    return (
      digits[0] === '4' ||
      (two >= 51 && two <= 55) ||
      (four >= 2221 && four <= 2720) ||
      four === 6011 ||
      two === 65 ||
      (four >= 6440 && four < 6500) ||
      (four >= 3528 && four <= 3589) ||
      two === 62
    );
  return (length === 19 || length === 17 || length === 18) && two === 62;
}

function isPrinted(groups: readonly number[]): boolean {
  if (groups.length === 1) return true;
  const shape = groups.join(' ');
  return shape === '4 4 4 4' || shape === '4 6 5' || shape === '4 6 4' || shape === '4 4 4 4 3' || shape === '6 13';
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const value = digits.charCodeAt(digits.length - 1 - index) - 0x30;
    const doubled = value * 2;
    sum += index % 2 === 0 ? value : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0 && Number(digits) !== 0;
}
