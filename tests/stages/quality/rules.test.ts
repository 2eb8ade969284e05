import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { applyEdits } from '../../../src/document.ts';
import { qualityParameters } from '../../../src/stages/quality/parameters.ts';
import { qualityStage } from '../../../src/stages/quality/quality.ts';

type Input = z.input<typeof qualityParameters>;

/** Only the named groups, without a model. */
const OFF = {
  language: null,
  gopherQuality: null,
  gopherRepetition: null,
  c4: null,
  fineweb: null,
  classifier: null,
} satisfies Input;

function annotate(text: string, parameters: Input) {
  const annotation = qualityStage.create(qualityParameters.parse({ ...OFF, ...parameters }), new Map());
  return annotation({ id: 'a:1', text, source: 'test', metadata: {} });
}

/** The rules that a text fails, with all groups of the parameters on. */
function failed(text: string, parameters: Input): string[] {
  return annotate(text, parameters).failures.map(({ rule }) => rule);
}

const words = (count: number, word = 'word'): string => Array.from({ length: count }, () => word).join(' ');
/** `count` words that all differ: w0 w1 … written in letters. */
const different = (count: number): string =>
  Array.from({ length: count }, (_, index) => `w${index.toString(2).replaceAll('0', 'a').replaceAll('1', 'b')}`).join(
    ' ',
  );

/** Each rule with a text that just passes and one that just fails. */
const cases: [rule: string, parameters: Input, passes: string, fails: string][] = [
  ['gopher-word-count', { gopherQuality: {} }, words(50), words(49)],
  ['gopher-word-count', { gopherQuality: { maxWords: 60 } }, words(60), words(61)],
  ['gopher-mean-word-length', { gopherQuality: {} }, words(60, 'abc'), `${words(59, 'abc')} ab`],
  ['gopher-mean-word-length', { gopherQuality: {} }, words(60, 'abcdefghij'), `${words(59, 'abcdefghij')} abcdefghijk`],
  ['gopher-hash-ratio', { gopherQuality: {} }, `${words(9)} #`, `${words(8)} #`],
  ['gopher-ellipsis-ratio', { gopherQuality: {} }, `${words(9)} …`, `${words(8)} ...`],
  ['gopher-bullet-lines', { gopherQuality: {} }, `${'- a\n'.repeat(9)}a`, `${'• a\n'.repeat(10)}a`],
  [
    'gopher-ellipsis-lines',
    { gopherQuality: {} },
    `${'a...\n'.repeat(3)}${'a\n'.repeat(7)}`,
    `${'a… \n'.repeat(4)}${'a\n'.repeat(6)}`,
  ],
  ['gopher-alphabetic-words', { gopherQuality: {} }, `${words(8)} 1 2`, `${words(7)} 1 2`],
  ['gopher-stop-words', { gopherQuality: {} }, 'the boat and', 'the boat The the'],
  ['gopher-duplicate-paragraphs', { gopherRepetition: {} }, paragraphs(7, 3), paragraphs(6, 3)],
  [
    'gopher-duplicate-paragraph-characters',
    { gopherRepetition: {} },
    `aaaa\n\naaaa\n\n${'b'.repeat(8)}`,
    `aaaa\n\naaaa\n\n${'b'.repeat(7)}`,
  ],
  ['gopher-duplicate-lines', { gopherRepetition: {} }, lines(7, 3), lines(6, 3)],
  ['gopher-duplicate-line-characters', { gopherRepetition: {} }, 'a\na\nb', 'a\na'],
  ['gopher-top-2-gram', { gopherRepetition: {} }, `a b a b ${'x'.repeat(22)}`, `a b a b ${'x'.repeat(21)}`],
  ['gopher-top-3-gram', { gopherRepetition: {} }, different(40), `a b c a b c ${different(5)}`],
  ['gopher-top-4-gram', { gopherRepetition: {} }, different(40), `a b c d a b c d ${different(6)}`],
  ...[5, 6, 7, 8, 9, 10].map((size): [string, Input, string, string] => [
    `gopher-duplicate-${size}-gram`,
    { gopherRepetition: {} },
    // one word less in common
    `${different(size - 1)} x ${different(size - 1)} y`,
    `${different(size)} x ${different(size)} y`,
  ]),
  ['c4-lorem-ipsum', { c4: {} }, 'One lorem and one ipsum here.', 'A text with Lorem Ipsum in it.'],
  ['c4-curly-bracket', { c4: {} }, 'A text with [ in it.', 'A text with { in it.'],
  ['c4-sentences', { c4: {} }, 'It is so. '.repeat(5), 'It is so. '.repeat(4)],
  ['fineweb-terminal-punctuation', { fineweb: {} }, 'a\nb\nc\nd\ne\nf\ng\nh.', 'a\nb\nc\nd\ne\nf\ng\nh\ni.'],
  [
    'fineweb-short-lines',
    { fineweb: {} },
    `${'x'.repeat(31)}\n${'x'.repeat(31)}\n${'x'.repeat(30)}`,
    `${'x'.repeat(31)}\n${'x'.repeat(30)}\n${'y'.repeat(30)}\nz`,
  ],
  ['fineweb-duplicate-line-characters', { fineweb: {} }, `a\na\n${'x'.repeat(98)}`, `a\na\n${'x'.repeat(97)}`],
  ['fineweb-newline-ratio', { fineweb: {} }, `${words(10)}\n\n\n`, `${words(9)}\n\n\n`],
  [
    'prose-characters',
    { prose: {} },
    `${'menu\n'.repeat(7)}It is so as it is.`,
    `${'menu\n'.repeat(14)}It is so as it is.`,
  ],
  [
    'prose-function-words',
    { prose: { functionWords: ['the'], minFunctionWords: 0.1 } },
    `the ${words(9)}`,
    `the ${words(10)}`,
  ],
  ['prose-vocabulary', { prose: { minVocabulary: 2 } }, different(4), `${different(3)} wa`],
];

function paragraphs(distinct: number, repeated: number): string {
  return lines(distinct, repeated).replaceAll('\n', '\n\n');
}

function lines(distinct: number, repeated: number): string {
  return [...different(distinct).split(' '), ...Array.from({ length: repeated }, () => 'wa')].join('\n');
}

describe('each rule', () => {
  test.each(cases)('%s keeps what is at its limit and drops what is beyond', (rule, parameters, passes, fails) => {
    expect(failed(passes, parameters)).not.toContain(rule);
    expect(failed(fails, parameters)).toContain(rule);
  });

  test('records every failure, with its value and its limit', () => {
    const { failures, verdict, measures } = annotate('# # #', { gopherQuality: {} });
    expect(verdict).toBe('drop');
    expect(failures).toEqual([
      { rule: 'gopher-word-count', value: 0, limit: 50 },
      { rule: 'gopher-mean-word-length', value: 0, limit: 3 },
      { rule: 'gopher-hash-ratio', value: 1, limit: 0.1 },
      { rule: 'gopher-alphabetic-words', value: 0, limit: 0.8 },
      { rule: 'gopher-stop-words', value: 0, limit: 2 },
    ]);
    expect(measures['gopher-bullet-lines']).toBe(0);
  });

  test('measures but never fails where its limit is null', () => {
    const { failures, measures } = annotate('# # #', { gopherQuality: { minWords: null, maxHashRatio: null } });
    expect(failures.map(({ rule }) => rule)).not.toContain('gopher-word-count');
    expect(failures.map(({ rule }) => rule)).not.toContain('gopher-hash-ratio');
    expect(measures['gopher-hash-ratio']).toBe(1);
  });

  test('is not computed where its group is null', () => {
    expect(annotate('# # #', {}).measures).toEqual({});
  });
});

describe('C4 lines', () => {
  function left(text: string, c4: Input['c4'] = {}): string {
    return applyEdits(text, annotate(text, { c4 }).edits);
  }

  test.each([
    ['without an end', 'A line that is good.\nA line without an end\n', 'A line that is good.'],
    ['with an ellipsis', 'A line that is good.\nA line that goes on...\n', 'A line that is good.'],
    ['of two words', 'Three words here.\nTwo words.\n', 'Three words here.'],
    ['about scripts', 'A line that is good.\nPlease enable JavaScript now.\n', 'A line that is good.'],
    ['about policies', 'We use cookies on this.\n\nA line that is good.', 'A line that is good.'],
    ['with a word too long', `A line that is good.\nA ${'x'.repeat(1001)} word.`, 'A line that is good.'],
  ])('%s go', (_, text, expected) => {
    expect(left(text)).toBe(expected);
  });

  test('keeps a word of a thousand characters', () => {
    const text = `A ${'x'.repeat(1000)} word.`;
    expect(left(text)).toBe(text);
  });

  test('loses citation marks', () => {
    expect(left('It is so[12] as they say[citation needed] here.[edit]\nAs [it] is.')).toBe(
      'It is so as they say here.\nAs [it] is.',
    );
  });

  test('leaves spaces and empty lines alone without trimming', () => {
    const text = 'First line here.\n\n  indented javascript\n    kept as it is\nlast[1] line';
    expect(left(text, { lineEnds: null, minWordsPerLine: null, trimLines: false })).toBe(
      'First line here.\n\n    kept as it is\nlast line',
    );
  });

  test('takes out a last line with the break before it', () => {
    const options = { lineEnds: null, minWordsPerLine: null, trimLines: false };
    expect(left('kept line\njavascript', options)).toBe('kept line');
    expect(left('javascript', options)).toBe('');
  });
});

describe('FineWeb after C4', () => {
  test('measures what C4 leaves', () => {
    const text = 'A line that is good.\nshort\nshort\nshort\nshort';
    expect(failed(text, { c4: { minSentences: null }, fineweb: {} })).toContain('fineweb-duplicate-line-characters');
    expect(failed(text, { c4: { minSentences: null }, fineweb: { afterC4: true } })).not.toContain(
      'fineweb-duplicate-line-characters',
    );
  });
});
