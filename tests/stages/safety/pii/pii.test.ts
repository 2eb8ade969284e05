import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits, type Measures } from '../../../../src/document.ts';
import { phoneRegions } from '../../../../src/stages/safety/pii/phone.ts';
import { createFindPii } from '../../../../src/stages/safety/pii/pii.ts';
import { piiKinds } from '../../../../src/stages/safety/pii/span.ts';
import { piiCases } from './cases.ts';

const findPii = createFindPii({ kinds: piiKinds, phoneRegions });
const find = (text: string) => findPii(text, {});

const placeholders = { email: '<EMAIL>', ip: '<IP>', phone: '<PHONE>', card: '<CARD>', 'national-id': '<ID>' };

describe('over the labelled cases', () => {
  it.each(piiKinds)('%s is found with a precision of at least .98 and a recall of at least .9', (kind) => {
    let found = 0;
    let right = 0;
    let labelled = 0;
    const wrong: string[] = [];
    for (const { text, spans } of piiCases) {
      const own = spans.filter((span) => span.kind === kind);
      labelled += own.length;
      for (const [start, end, placeholder] of find(text)) {
        if (placeholder !== placeholders[kind]) continue;
        found += 1;
        if (own.some((span) => span.start === start && span.end === end)) right += 1;
        else wrong.push(`${text}: ${text.slice(start, end)}`);
      }
    }
    expect(right / found, `wrong: ${wrong.join(' | ')}`).toBeGreaterThanOrEqual(0.98);
    expect(right / labelled, `${right} of ${labelled}`).toBeGreaterThanOrEqual(0.9);
  });
});

describe('placeholders', () => {
  it('stand for exactly the text they replace, the same for the same value', () => {
    const text = 'From a@example.com to b@example.org, copy a@example.com, call 0912-345-678 or +886-912-345-678.';
    expect(applyEdits(text, find(text))).toBe('From <EMAIL> to <EMAIL>, copy <EMAIL>, call <PHONE> or <PHONE>.');
    expect(find(text).map(([start, end]) => text.slice(start, end))).toEqual([
      'a@example.com',
      'b@example.org',
      'a@example.com',
      '0912-345-678',
      '+886-912-345-678',
    ]);
  });

  it('are counted by kind', () => {
    const measures: Measures = {};
    findPii('a@example.com, b@example.com, 8.8.4.4 on server 93.184.216.34', measures);
    expect(measures).toEqual({ 'pii.email': 2, 'pii.ip': 1, 'pii.phone': 0, 'pii.card': 0, 'pii.national-id': 0 });
  });

  it('keep their offsets beside characters of two code units', () => {
    const text = '😀😀 a@example.com 😀 4111 1111 1111 1111';
    expect(applyEdits(text, find(text))).toBe('😀😀 <EMAIL> 😀 <CARD>');
  });
});

describe('kinds', () => {
  it('that are left out are not looked for', () => {
    const only = createFindPii({ kinds: ['ip'], phoneRegions });
    const text = 'a@example.com, 93.184.216.34, 4111 1111 1111 1111';
    expect(applyEdits(text, only(text, {}))).toBe('a@example.com, <IP>, 4111 1111 1111 1111');
  });

  it.each([
    ['A123456789', 'A123456788'],
    ['11010519491231002X', '110105194912310021'],
    ['4111 1111 1111 1111', '4111 1111 1111 1113'],
  ])('with a checksum are told from a wrong one: %s, %s', (right, wrong) => {
    expect(find(`no. ${right} here`)).toHaveLength(1);
    expect(find(`no. ${wrong} here`)).toHaveLength(0);
  });
});

describe('any text', () => {
  const pieces = fc.constantFrom(
    '@',
    '.',
    '-',
    ' ',
    '+',
    '(',
    ')',
    ':',
    '::',
    '1',
    '09',
    '4111',
    'A1',
    'x.com',
    '電話',
    '\ud83d',
    '8.8',
    'fe80',
  );

  it('gets edits that are in order, not empty and within it', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        const text = parts.join('');
        let position = 0;
        for (const [start, end] of find(text)) {
          expect(start).toBeGreaterThanOrEqual(position);
          expect(end).toBeGreaterThan(start);
          position = end;
        }
        expect(position).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it.each([
    ['digits', '0123456789'.repeat(100_000)],
    ['at signs', '@'.repeat(100_000)],
    ['addresses without end', 'a@b.'.repeat(50_000)],
    ['colons', ':'.repeat(100_000)],
    ['brackets', '(0'.repeat(50_000)],
    ['plus signs', '+1 '.repeat(50_000)],
    ['spaced digits', '1 '.repeat(50_000)],
  ])('of %s is read to its end', (_, text) => {
    expect(Array.isArray(find(text))).toBe(true);
  });
});
