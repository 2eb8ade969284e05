import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateInUrl, daysBetween, findDate, parseDate } from '../../../../src/stages/extract/metadata/date.ts';

const dayFirst = { dayFirst: true };
const monthFirst = { dayFirst: false };

describe('a date for machines', () => {
  it.each([
    ['2024-02-29', '2024-02-29'],
    ['20240229', '2024-02-29'],
    ['2024-02-29T08:05:00Z', '2024-02-29T08:05:00Z'],
    ['2024-02-29T08:05:00.123+00:00', '2024-02-29T08:05:00Z'],
    ['2024-02-29T08:05:07+0530', '2024-02-29T08:05:07+05:30'],
    ['2024-02-29 08:05', '2024-02-29T08:05:00'],
    ['2024-02-29 2024-03-01', '2024-02-29'],
    ['Thu, 29 Feb 2024 08:05:07 GMT', '2024-02-29T08:05:07Z'],
    ['29-Feb-2024 08:05:07 -0500', '2024-02-29T08:05:07-05:00'],
    ['1709193907', '2024-02-29T08:05:07Z'],
    ['1709193907000', '2024-02-29T08:05:07Z'],
    ['951782400', undefined],
    ['1000000000', '2001-09-09T01:46:40Z'],
    ['February 29, 2024', '2024-02-29'],
    ['—February 29, 2024', '2024-02-29'],
    ['29 февраля 2024', '2024-02-29'],
    ['29 Φεβρουαρίου 2024', '2024-02-29'],
    ['xFebruary 29, 2024', undefined],
    ['жFebruary 29, 2024', undefined],
    ['2024-02-29T25:00:00Z', '2024-02-29'],
  ])('%s is %s', (text, date) => {
    expect(parseDate(text, monthFirst)).toBe(date);
  });

  it.each([
    '2023-02-29',
    '2024-13-01',
    '2024-00-10',
    '1989-12-31',
    '2038-01-01',
    '0000-00-00',
    'tomorrow',
    '',
    '12345',
  ])('is not %s', (text) => {
    expect(parseDate(text, monthFirst)).toBeUndefined();
  });

  it('reads back every day between its bounds from Unix time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000_000_000, max: 1_999_999_999 }), (seconds) => {
        const expected = new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
        expect(parseDate(String(seconds), dayFirst)).toBe(expected);
      }),
    );
  });

  it('is plausible whatever it is read from', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789-/.:TZ ,年月日Janber'), maxLength: 24 }), (text) => {
        const date = parseDate(text, dayFirst);
        if (date === undefined) return;
        expect(date).toMatch(/^(199\d|20[0-2]\d|203[0-7])-\d\d-\d\d(T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?)?$/);
        expect(new Date(`${date.slice(0, 10)}T00:00:00Z`).toISOString().slice(0, 10)).toBe(date.slice(0, 10));
      }),
      { numRuns: 5000 },
    );
  });
});

describe('a date for people', () => {
  it.each([
    ['Published on September 4th, 2025 by Ada', '2025-09-04'],
    ['Sept. 4, 2025', '2025-09-04'],
    ['4 Sep 2025', '2025-09-04'],
    ['Donnerstag, 4. März 2021, 12:00', '2021-03-04'],
    ['Publié le 1er août 2021', '2021-08-01'],
    ['4 de septiembre de 2025', '2025-09-04'],
    ['4 września 2025', '2025-09-04'],
    ['4 сентября 2025 г.', '2025-09-04'],
    ['Παρασκευή 6 Ιανουαρίου 2012', '2012-01-06'],
    ['4. marraskuuta 2025', '2025-11-04'],
    ['2025. szeptember 4.', '2025-09-04'],
    ['4 Eylül 2025', '2025-09-04'],
    ['ngày 4 tháng 9 năm 2025', '2025-09-04'],
    ['发布时间：2025年9月4日 12:30', '2025-09-04'],
    ['2025년 9월 4일', '2025-09-04'],
    ['Stand: 04.09.2025', '2025-09-04'],
    ['04.09.25', '2025-09-04'],
    ['4 Lis 2011', '2011-11-04'],
    ['3/09/15 8:00am', '2015-09-03'],
    ['2025/9/4', '2025-09-04'],
    ['31/12/2024', '2024-12-31'],
  ])('%s is %s', (text, date) => {
    expect(findDate(text, dayFirst)?.date).toBe(date);
  });

  it('is read by the order of the language where both orders are dates', () => {
    expect(findDate('04/09/2025', dayFirst)?.date).toBe('2025-09-04');
    expect(findDate('04/09/2025', monthFirst)?.date).toBe('2025-04-09');
    expect(findDate('04.09.2025', monthFirst)?.date).toBe('2025-09-04');
    expect(findDate('25/12/2025', monthFirst)?.date).toBe('2025-12-25');
  });

  it('is the first in the text', () => {
    expect(findDate('2 May 2020, updated 2021-03-04', dayFirst)).toEqual({ date: '2020-05-02', start: 0, end: 10 });
  });

  it.each([
    'version 1.2.2024.5',
    '192.168.20.24',
    'May 2025',
    '32 May 2025',
    '2025',
    'call 555-04-2025',
    '4 Apples 2025',
  ])('is not in %s', (text) => {
    expect(findDate(text, dayFirst)).toBeUndefined();
  });
});

describe('a date in an address', () => {
  it.each([
    ['https://a.example/2025/09/04/title/', '2025-09-04'],
    ['https://a.example/news/2025-9-4-title.html', '2025-09-04'],
    ['https://a.example/20250904/x.html', '2025-09-04'],
    ['https://a.example/2025-09-04+Why+and+how', '2025-09-04'],
    ['https://a.example/2025/09/title', undefined],
    ['https://a.example/id/120250904', undefined],
    ['https://a.example/?d=2025/09/04/', undefined],
    ['https://2025/09/04/', undefined],
    ['', undefined],
  ])('of %s is %s', (url, date) => {
    expect(dateInUrl(url)).toBe(date);
  });
});

it('tells days from months', () => {
  expect(daysBetween('2024-12-31', '2025-01-01')).toBeLessThan(3);
  expect(daysBetween('2024-05-01', '2024-06-05')).toBeGreaterThan(30);
});
