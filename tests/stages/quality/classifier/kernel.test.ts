import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTextPass } from '../../../../src/stages/quality/classifier/kernel/kernel.ts';
import type { QualityModel } from '../../../../src/stages/quality/classifier/model.ts';
import { createNgrams, type NgramOptions } from '../../../../src/stages/quality/classifier/ngrams.ts';
import { statisticNames, writeStatistics } from '../../../../src/stages/quality/classifier/statistic-values.ts';
import { createStatistics } from '../../../../src/stages/quality/classifier/statistics.ts';

/** The kernel and the plain functions side by side, with a different weight for each bucket. */
function both(options: NgramOptions) {
  const weights = Int8Array.from({ length: 2 ** options.bits }, (_, bucket) => Math.imul(bucket, 0x9e3779b1) >> 24);
  const model: QualityModel = {
    ...options,
    characters: [...options.characters],
    unit: 1,
    bias: 0,
    slope: 1,
    intercept: 0,
    languages: [],
    statistics: [],
    weights,
    limits: new Float32Array(0),
    stepWeights: new Float32Array(0),
  };
  const pass = createTextPass(model);
  const ngrams = createNgrams(options);
  const measure = createStatistics();
  const values = new Float64Array(statisticNames.length);
  return {
    kernel: (text: string) => {
      const { counts, ngrams: count, sum } = pass(text);
      writeStatistics(counts, text.length, values);
      return { count, sum, values: Array.from(values) };
    },
    plain: (text: string) => {
      const count = ngrams.collect(text);
      const sum = ngrams.buckets.subarray(0, count).reduce((total, bucket) => total + weights[bucket]!, 0);
      return { count, sum, values: Array.from(measure(text)) };
    },
  };
}

const word = fc.constantFrom(
  ...[
    'the',
    'The',
    'you',
    'http',
    'it’s',
    '3rd',
    '2024',
    '１２',
    'Ａｂ',
    'ﾃ',
    '中文',
    '的',
    'ไทย',
    'กิ',
    'ิ',
    '한글',
    '...',
  ],
  ...['…', '.', '!', '?', '；', '(', '」', '"', '\n', '\r\n', '\t', '\u3000', '😀', '\ud800', 'é', 'e\u0301', '٣', 'İ'],
);
const texts = fc.oneof(
  fc.array(word, { maxLength: 80 }).map((all) => all.join(' ')),
  fc.array(word, { maxLength: 80 }).map((all) => all.join('')),
  fc.string({ unit: 'binary', maxLength: 80 }),
);

describe('the kernel counts what the plain functions do', () => {
  it.each<NgramOptions>([
    { bits: 18, words: 2, characters: [0, 0] },
    { bits: 8, words: 1, characters: [0, 0] },
    { bits: 12, words: 2, characters: [3, 5] },
  ])('with %j', (options) => {
    const { kernel, plain } = both(options);
    fc.assert(
      fc.property(texts, (text) => {
        expect(kernel(text)).toEqual(plain(text));
      }),
      { numRuns: 300, seed: 3 },
    );
  });

  it('and looks at the start of a long text alone', () => {
    const { kernel, plain } = both({ bits: 18, words: 2, characters: [0, 0] });
    const long = 'Some words, 12 of them.\n中文。'.repeat(3000);
    expect(kernel(long)).toEqual(plain(long));
    expect(kernel(long).count).toBe(kernel(long.slice(0, 1 << 15)).count);
  });
});
