import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../../src/document.ts';
import { presetNames } from '../../../src/stages/preset.ts';
import { qualityPresets } from '../../../src/stages/quality/presets.ts';
import { qualityStage } from '../../../src/stages/quality/quality.ts';

const assets = new Map(
  ['language.bin', 'quality.bin'].map((name) => [`builtin:${name}`, new Uint8Array(readFileSync(`models/${name}`))]),
);

const stages = presetNames.flatMap((name) => {
  const preset = qualityPresets[name];
  return preset === null ? [] : [qualityStage.create(qualityStage.parameters.parse(preset), assets)];
});
const standard = qualityStage.create(qualityStage.parameters.parse(qualityPresets.default), assets);

function judge(text: string) {
  return stages.map((annotate) => annotate({ id: 'a:1', text, source: 'test', metadata: {} }));
}

function expectSound(text: string, annotations = judge(text)): void {
  for (const { verdict, failures, measures, edits } of annotations) {
    for (const [name, value] of Object.entries(measures)) {
      if (typeof value === 'number') expect(Number.isFinite(value), `${name} = ${value}`).toBe(true);
    }
    expect(verdict).toBe(failures.length === 0 ? 'keep' : 'drop');
    for (const { rule, value, limit } of failures) {
      expect(rule).not.toBe('');
      expect(value).not.toBe(limit);
    }
    let position = 0;
    for (const [start, end] of edits) {
      expect(start).toBeGreaterThanOrEqual(position);
      expect(end).toBeGreaterThan(start);
      position = end;
    }
    expect(position).toBeLessThanOrEqual(text.length);
    applyEdits(text, edits);
  }
}

describe('any text', () => {
  test.each([
    ['nothing', ''],
    ['one character', 'a'],
    ['one space', ' '],
    ['line feeds', '\n'.repeat(1000)],
    ['one character repeated', 'a'.repeat(50_000)],
    ['one word repeated', 'a '.repeat(50_000)],
    ['digits', '0123456789'.repeat(50_000)],
    ['emoji', '😀👩‍👩‍👧'.repeat(5000)],
    ['lone surrogates', '\ud800 \udc00 \udbff\ud800 a\udfff'.repeat(500)],
    ['right to left', 'שלום עולם مرحبا بالعالم '.repeat(500)],
    ['no spaces', '中文沒有空格'.repeat(5000)],
    ['full stops', '.'.repeat(50_000)],
    ['brackets', '[1'.repeat(20_000)],
    ['apostrophes', "n't'".repeat(20_000)],
    ['hyphens', 'a-'.repeat(20_000)],
    ['at signs', 'a@b.'.repeat(20_000)],
    ['NUL', '\0'.repeat(5000)],
    ['lines that fall one by one', 'javascript here\nkept line\n'.repeat(5000)],
  ])('%s gives finite measures and sound edits', (_, text) => {
    expectSound(text);
  });

  test.each([
    ['digits', '0123456789'.repeat(5_000_000)],
    ['one word repeated', 'word '.repeat(1_000_000)],
    ['one Chinese sentence repeated', '中文沒有空格。'.repeat(500_000)],
    ['emoji', '😀👩‍👩‍👧'.repeat(400_000)],
    ['short lines', 'x\n'.repeat(2_000_000)],
  ])('of millions of characters is dropped with a reason: %s', (_, text) => {
    const annotation = standard({ id: 'a:1', text, source: 'test', metadata: {} });
    expect(annotation.verdict).toBe('drop');
    expectSound(text, [annotation]);
  });

  test('of tens of millions of characters is judged by its first lines, and says so', () => {
    const line = 'The boat goes to the harbour and that is where it stays.\n';
    const long = line.repeat(500_000);
    const read = long.slice(0, Math.floor(2 ** 21 / line.length) * line.length);
    const judgeRules = qualityStage.create(qualityStage.parameters.parse({ classifier: null }), assets);
    const [whole, part] = [long, read].map((text) => judgeRules({ id: 'a:1', text, source: 'test', metadata: {} }));
    expect(whole?.measures).toEqual({ ...part?.measures, judgedShare: read.length / long.length });
    expect(whole?.edits).toEqual(part?.edits);
    expect(part?.failures.map(({ rule }) => rule)).not.toContain('c4-text-length');
    expect(whole?.failures).toContainEqual({ rule: 'c4-text-length', value: long.length, limit: 2 ** 21 });
  });

  test('of any kind gives finite measures and sound edits', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(
        '\n',
        '\r\n',
        '\u2028',
        ' ',
        '. ',
        '...',
        '[12]',
        '{',
        '字',
        'the ',
        '# ',
        '- ',
        '\ud800',
        'lorem ipsum',
        'javascript',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => expectSound(pieces.join(''))),
      { numRuns: 150 },
    );
  });

  test('is judged the same by a stage that has judged others before', () => {
    const text = 'The boat goes to the harbour and that is where it stays.\n'.repeat(4);
    const fresh = qualityStage.create(qualityStage.parameters.parse(qualityPresets.default), assets);
    judge('Something else altogether, and longer than what comes after it. '.repeat(300));
    expect(judge(text)[0]).toEqual(fresh({ id: 'a:1', text, source: 'test', metadata: {} }));
  });
});

describe('hostile text', () => {
  /** Two words whose polynomial hashes mod 2^32 are equal: Thue and Morse's sequence and its complement. */
  function collidingWords(): [string, string] {
    let first = 'a';
    let second = 'b';
    for (let step = 0; step < 10; step++) [first, second] = [first + second, second + first];
    return [first, second];
  }

  test('with equal hashes is compared by content', () => {
    const [first, second] = collidingWords();
    const filler = ['x', 'y', 'z', 'v'].join(' ');
    const annotate = qualityStage.create(
      qualityStage.parameters.parse({ language: null, gopherQuality: null, c4: null, fineweb: null, classifier: null }),
      new Map(),
    );
    const measure = (text: string) =>
      annotate({ id: 'a', text, source: '', metadata: {} }).measures['gopher-duplicate-5-gram'];
    expect(measure(`${first} ${filler} ${second} ${filler}`)).toBe(0);
    expect(measure(`${first} ${filler} ${first} ${filler}`)).toBeGreaterThan(0.4);
  });

  test('with thousands of equal hashes is still measured', () => {
    const [first, second] = collidingWords();
    // 2^10 texts of ten such words each have one hash between them
    const lines = Array.from({ length: 1 << 8 }, (_, bits) =>
      Array.from({ length: 10 }, (_, index) => (((bits >> index) & 1) === 1 ? first : second).slice(0, 512)).join(' '),
    );
    expectSound(lines.join('\n'));
  });
});
