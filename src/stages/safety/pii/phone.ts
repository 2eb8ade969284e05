import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { contextBefore, isAsciiLetter, isDigit, type Span } from './span.ts';

/** E.164 numbers have at most 15 digits; with a trunk prefix and marks between them they stay below this. */
const MAX_SPAN = 26;
const MIN_DIGITS = 8;
const MAX_DIGITS = 16;

/** Countries whose national form is known; each with the shapes that its numbers are written in. */
export const phoneRegions = ['TW', 'CN', 'US'] as const;
export type PhoneRegion = (typeof phoneRegions)[number];

const PHONE_WORDS = [
  'tel',
  'phone',
  'fax',
  'call',
  'mobile',
  'cell',
  'whatsapp',
  'hotline',
  'contact',
  '电话',
  '電話',
  '手机',
  '手機',
  '專線',
  '专线',
  '热线',
  '熱線',
  '传真',
  '傳真',
  '客服',
  '致電',
  '致电',
];
const OTHER_WORDS = [
  'isbn',
  'issn',
  'doi',
  'no.',
  'nr.',
  '#',
  '$',
  '€',
  '£',
  '¥',
  '￥',
  'order',
  'sku',
  'id',
  'part',
  'model',
  '编号',
  '編號',
  '号码',
  '號碼',
  '統編',
  '字第',
  'qq',
  'icp',
  '备',
  '證',
];

/**
 * The telephone number that starts at `start`, or null. Digits with the marks that numbers are written with make a candidate; its
 * shape or a word before it must say telephone; libphonenumber says whether the number exists in that country's plan.
 */
export function phoneAt(text: string, start: number, regions: readonly PhoneRegion[]): Span | null {
  const end = candidateEnd(text, start);
  if (end === -1) return null;
  const count = countDigits(text, start, end);
  if (count < MIN_DIGITS || count > MAX_DIGITS) return null;
  const written = text.slice(start, end);
  const digits = digitsOf(written);
  const context = contextBefore(text, start);
  const saysPhone = PHONE_WORDS.some((word) => context.includes(word));
  if (!saysPhone && OTHER_WORDS.some((word) => endsWith(context, word))) return null;
  if (!saysPhone && isCounted(text, end)) return null;
  if (written.startsWith('+')) return isValid(written, undefined) ? { start, end, kind: 'phone' } : null;
  for (const region of regions) {
    if (looksNational(written, digits, region, saysPhone) && isValid(written, region))
      return { start, end, kind: 'phone' };
  }
  return null;
}

function isValid(written: string, region: CountryCode | undefined): boolean {
  return parsePhoneNumberFromString(written, region)?.isValid() ?? false;
}

/** Cheap shape tests: without a word such as `tel`, only forms that dates, prices and serial numbers do not have. */
function looksNational(written: string, digits: string, region: PhoneRegion, saysPhone: boolean): boolean {
  const marked = written.length > digits.length;
  const groups = written
    .split(/[^0-9]+/)
    .filter((group) => group !== '')
    .map((group) => group.length);
  switch (region) {
    case 'TW':
      if (digits.startsWith('09'))
        return digits.length === 10 && (saysPhone || !marked || groups[0] === 4 || groups[0] === 2);
      if (digits.startsWith('0800')) return digits.length === 10 && (saysPhone || marked);
      return digits[0] === '0' && digits.length >= 9 && digits.length <= 10 && (saysPhone || isAreaForm(groups, 3));
    case 'CN':
      // mobile numbers begin with 13 to 19
      if (digits[0] === '1')
        return digits.length === 11 && digits[1]! >= '3' && (saysPhone || !marked || groups.join() === '3,4,4');
      if (digits.startsWith('400') || digits.startsWith('800'))
        return digits.length === 10 && (saysPhone || groups.join() === '3,3,4' || groups.join() === '3,4,3');
      return digits[0] === '0' && digits.length >= 10 && digits.length <= 12 && (saysPhone || isAreaForm(groups, 4));
    case 'US':
      if (digits.length === 11) return digits[0] === '1' && marked && groups.slice(-3).join() === '3,3,4';
      return (
        digits.length === 10 &&
        digits[0] !== '0' &&
        digits[0] !== '1' &&
        ((saysPhone && !marked) || groups.join() === '3,3,4')
      );
  }
}

/** An area code of two digits to `most`, then the subscriber's number in one group of seven or eight or two of three or four. */
function isAreaForm(groups: readonly number[], most: number): boolean {
  const [area = 0, first = 0, second = 0] = groups;
  if (area < 2 || area > most) return false;
  if (groups.length === 2) return first === 7 || first === 8;
  return groups.length === 3 && (first === 3 || first === 4) && second === 4;
}

/** End of the run of digits and marks that starts at `start`; -1 where what is before or after it makes it something else. */
function candidateEnd(text: string, start: number): number {
  let end = start;
  let open = 0;
  const most = Math.min(text.length, start + MAX_SPAN);
  let lastDigit = start - 1;
  let gap = 0;
  for (; end < most; end++) {
    const code = text.charCodeAt(end);
    if (isDigit(code)) {
      lastDigit = end;
      gap = 0;
      continue;
    }
    if (code === 0x2b) {
      if (end !== start) break;
    } else if (code === 0x28) {
      if (open > 0) break;
      open += 1;
      gap += 1;
    } else if (code === 0x29) {
      if (open === 0) break;
      gap += 1;
    } else if (code === 0x20 || code === 0x2d || code === 0x2e || code === 0xa0 || code === 0x2011) gap += 1;
    else break;
    if (gap > 2) break;
  }
  if (end === start + MAX_SPAN && lastDigit === end - 1) return -1;
  end = lastDigit + 1;
  if (end <= start) return -1;
  const after = end < text.length ? text.charCodeAt(end) : 0x20;
  // a decimal part, a percentage, a letter of a serial number, one more part of a date
  if (isDigit(after) || isAsciiLetter(after) || after === 0x25 || after === 0x2f || after === 0x5f || after === 0x3a)
    return -1;
  if (
    (after === 0x2e || after === 0x2c || after === 0x2d) &&
    end + 1 < text.length &&
    isDigit(text.charCodeAt(end + 1))
  )
    return -1;
  return end;
}

/** What follows an amount: 元, 公里, 人 … */
const UNITS = '元圓円块塊万萬亿億人公米吨噸年';

function isCounted(text: string, end: number): boolean {
  const at = text.charCodeAt(end) === 0x20 ? end + 1 : end;
  return at < text.length && UNITS.includes(text[at]!);
}

function countDigits(text: string, start: number, end: number): number {
  let count = 0;
  for (let index = start; index < end; index++) if (isDigit(text.charCodeAt(index))) count += 1;
  return count;
}

function digitsOf(written: string): string {
  let digits = '';
  for (let index = 0; index < written.length; index++) if (isDigit(written.charCodeAt(index))) digits += written[index];
  return digits;
}

function endsWith(context: string, word: string): boolean {
  let end = context.length;
  while (end > 0 && ' :：'.includes(context[end - 1]!)) end -= 1;
  return context.slice(0, end).endsWith(word);
}
