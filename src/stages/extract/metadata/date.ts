import { monthNumber } from './months.ts';

/** No page is older than the web's first public year by much; older dates are what a page is about, or year zero. */
const EARLIEST_YEAR = 1990;
/** A bound that no clock moves: dates beyond it are mistakes whenever the page is read. */
const LATEST_YEAR = 2037;

export interface DateStyle {
  /** Whether 04/09/2025 is the fourth of September. */
  dayFirst: boolean;
}

interface Time {
  hour: number;
  minute: number;
  second: number;
  /** `Z`, `±HH:MM`, or empty when unknown. */
  zone: string;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function pad(value: number, width = 2): string {
  return String(value).padStart(width, '0');
}

/** ISO 8601 of a plausible calendar date, else undefined. */
function isoDate(year: number, month: number, day: number): string | undefined {
  if (!(year >= EARLIEST_YEAR && year <= LATEST_YEAR && month >= 1 && month <= 12)) return undefined;
  if (!(day >= 1 && day <= daysInMonth(year, month))) return undefined;
  return `${pad(year, 4)}-${pad(month)}-${pad(day)}`;
}

function isoTime(time: Time): string {
  if (time.hour > 23 || time.minute > 59 || time.second > 60) return '';
  return `T${pad(time.hour)}:${pad(time.minute)}:${pad(Math.min(time.second, 59))}${time.zone}`;
}

/** `+0100`, `+01`, `UTC` … as ISO 8601 writes it. */
function isoZone(zone: string | undefined): string {
  if (zone === undefined) return '';
  const offset = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (offset === null) return 'Z';
  const text = `${offset[1]}${offset[2]}:${offset[3] ?? '00'}`;
  return text === '+00:00' || text === '-00:00' ? 'Z' : Number(offset[2]) <= 14 ? text : '';
}

const ISO =
  /^(\d{4})-?(\d{2})-?(\d{2})(?:(?:T|,? (?=\d{1,2}:))(\d{1,2}):?(\d{2})(?::?(\d{2}))?(?:[.,]\d{1,9})?\s?(Z|z|UTC|GMT|[+-]\d{2}:?(?:\d{2})?)?)?(?!\d)/;
const RFC =
  /^(?:[A-Za-z]{3,9},?\s)?(\d{1,2})[\s-]([A-Za-z]{3,9})[\s-](\d{4})\s(\d{2}):(\d{2})(?::(\d{2}))?\s?(Z|UTC|GMT|[+-]\d{4})?/;
const UNIX = /^1\d{9}(?:\d{3})?$/;

/** Seconds since 1970 as a date and time in UTC (Hinnant, "chrono-compatible low-level date algorithms", civil_from_days). */
function fromUnix(seconds: number): string | undefined {
  const days = Math.floor(seconds / 86_400) + 719_468;
  const era = Math.floor(days / 146_097);
  const dayOfEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const date = isoDate(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
  const second = seconds % 86_400;
  const time = {
    hour: Math.floor(second / 3600),
    minute: Math.floor(second / 60) % 60,
    second: second % 60,
    zone: 'Z',
  };
  return date === undefined ? undefined : date + isoTime(time);
}

/** Days between two ISO dates, near enough for telling days from months. */
export function daysBetween(first: string, second: string): number {
  const days = (date: string): number =>
    Number(date.slice(0, 4)) * 365 + (Number(date.slice(5, 7)) * 367) / 12 + Number(date.slice(8, 10));
  return Math.abs(days(first) - days(second));
}

/**
 * A date that a page states for machines, as ISO 8601: with time and zone where it has them. Reads ISO 8601, RFC 5322,
 * Unix time and whatever `findDate` reads. Undefined when none is in it or it is implausible.
 */
export function parseDate(text: string, style: DateStyle): string | undefined {
  const value = text.trim().slice(0, 80);
  if (UNIX.test(value)) return fromUnix(Number(value.slice(0, 10)));
  const iso = ISO.exec(value);
  if (iso !== null) {
    const date = isoDate(Number(iso[1]), Number(iso[2]), Number(iso[3]));
    return date === undefined ? undefined : date + timeOf(iso, 4);
  }
  const rfc = RFC.exec(value);
  if (rfc !== null) {
    const date = isoDate(Number(rfc[3]), monthNumber(rfc[2]!), Number(rfc[1]));
    if (date !== undefined) return date + timeOf(rfc, 4);
  }
  return findDate(value, style)?.date;
}

function timeOf(match: RegExpExecArray, from: number): string {
  if (match[from] === undefined) return '';
  return isoTime({
    hour: Number(match[from]),
    minute: Number(match[from + 1]),
    second: Number(match[from + 2] ?? 0),
    zone: isoZone(match[from + 3]),
  });
}

interface Pattern {
  expression: RegExp;
  read(match: RegExpExecArray, style: DateStyle): string | undefined;
}

/**
 * Letters of the scripts that month names are written in, and of others: but for a few marks among them `\p{L}` as far as
 * it is written without surrogates, whose thousand ranges make an expression take milliseconds to compile.
 */
const letter = 'A-Za-z\\xaa\\xb5\\xba\\xc0-\\xd6\\xd8-\\xf6\\xf8-\\u02af\\u0370-\\u1fff\\u2c00-\\u2dff\\u3040-\\ud7ff';

const patterns: readonly Pattern[] = [
  {
    expression: /(?<!\d)(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})/u,
    read: ([, year, month, day]) => isoDate(Number(year), Number(month), Number(day)),
  },
  {
    expression: /(?<![\d.])(\d{4})([-/.])\s?(\d{1,2})\2\s?(\d{1,2})(?!\d)/u,
    read: ([, year, , month, day]) => isoDate(Number(year), Number(month), Number(day)),
  },
  {
    expression: new RegExp(
      `(?<!\\d)(\\d{1,2})(?:st|nd|rd|th|er|º|ª|\\.)?[\\s\\-/]{1,2}(?:de |of |di |d’|d')?([${letter}]{3,15})\\.?,?[\\s\\-/]{1,2}(?:de |del |of )?(\\d{4})(?!\\d)`,
    ),
    read: ([, day, month, year]) => isoDate(Number(year), monthNumber(month!), Number(day)),
  },
  {
    expression: new RegExp(
      `(?<![${letter}])([${letter}]{3,15})\\.?\\s{1,2}(\\d{1,2})(?:st|nd|rd|th)?,?\\s{1,2}(\\d{4})(?!\\d)`,
    ),
    read: ([, month, day, year]) => isoDate(Number(year), monthNumber(month!), Number(day)),
  },
  {
    expression: new RegExp(`(?<!\\d)(\\d{4})\\.?\\s([${letter}]{3,15})\\.?\\s(\\d{1,2})(?!\\d)`),
    read: ([, year, month, day]) => isoDate(Number(year), monthNumber(month!), Number(day)),
  },
  {
    expression: /(?<!\d)(\d{1,2}) tháng (\d{1,2})(?: năm|,) (\d{4})/u,
    read: ([, day, month, year]) => isoDate(Number(year), Number(month), Number(day)),
  },
  {
    expression: /(?<![\d.])(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4})(?!\d|\.\d)/u,
    read: ([, first, mark, second, year], style) => {
      const [dayThenMonth, monthThenDay] = [
        isoDate(Number(year), Number(second), Number(first)),
        isoDate(Number(year), Number(first), Number(second)),
      ];
      // Points mean day first everywhere.
      return style.dayFirst || mark === '.' ? (dayThenMonth ?? monthThenDay) : (monthThenDay ?? dayThenMonth);
    },
  },
  {
    expression: /(?<![\d./])(\d{1,2})\/(\d{1,2})\/(\d{2})(?![\d./])/u,
    read: ([, first, second, year], style) =>
      style.dayFirst
        ? isoDate(2000 + Number(year), Number(second), Number(first))
        : isoDate(2000 + Number(year), Number(first), Number(second)),
  },
  {
    expression: /(?<![\d.])(\d{2})\.(\d{2})\.(\d{2})(?![\d.])/u,
    read: ([, day, month, year]) => isoDate(2000 + Number(year), Number(month), Number(day)),
  },
];

/** What every pattern needs: a year within the bounds, or the last two digits of one in a date of numbers. */
const mayHoldDate = /199\d|20[0-3]\d|\d\/\d{1,2}\/\d\d|\d\.\d\d\.\d\d/;

/** A date as people write it, in a short text, and where it stands; the first by position. Dates only, no times. */
export function findDate(text: string, style: DateStyle): { date: string; start: number; end: number } | undefined {
  if (!mayHoldDate.test(text)) return undefined;
  let first: { date: string; start: number; end: number } | undefined;
  for (const pattern of patterns) {
    const match = pattern.expression.exec(text);
    if (match === null || (first !== undefined && first.start <= match.index)) continue;
    const date = pattern.read(match, style);
    if (date !== undefined) first = { date, start: match.index, end: match.index + match[0].length };
  }
  return first;
}

/** A whole date in an address's path, as blogs and newspapers have it: /2025/09/04/, /2025-09-04-…, /20250904/. */
export function dateInUrl(url: string): string | undefined {
  const path = url
    .slice(0, 2000)
    .replace(/^[a-z]{1,10}:\/\/[^/]{0,300}/i, '')
    .replace(/[?#].*$/, '');
  const match =
    /(?<=[/_-])((?:19|20)\d{2})([/_-])(\d{1,2})\2(\d{1,2})(?=[/_.+%-]|$)/.exec(path) ??
    /(?<=[/_-])((?:19|20)\d{2})()(\d{2})(\d{2})(?=[/_.-]|$)/.exec(path);
  return match === null ? undefined : isoDate(Number(match[1]), Number(match[3]), Number(match[4]));
}
