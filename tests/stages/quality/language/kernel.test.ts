import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  collectFeatures,
  EVERY_WORD,
  featureRoom,
  isPicked,
  type Pick,
  picks,
} from '../../../../src/stages/quality/language/features.ts';
import { createLanguageKernel } from '../../../../src/stages/quality/language/kernel/kernel.ts';
import { readLanguageModel } from '../../../../src/stages/quality/language/model.ts';
import { countScripts } from '../../../../src/stages/quality/language/script-share.ts';
import { scripts } from '../../../../src/text/scripts.ts';

const LONGEST = 500;
const model = readLanguageModel(new Uint8Array(readFileSync('models/language.bin')), 'builtin:language.bin');
const kernel = createLanguageKernel(model, LONGEST);
const hashes = new Int32Array(featureRoom(2 * LONGEST));

function plainSums(text: string, script: number, pick: Pick): { features: number; sums: number[] } {
  const features = collectFeatures(text, script, pick, hashes);
  const sums = model.languages.map(() => 0);
  for (const hash of hashes.subarray(0, features)) {
    const span = model.spans[hash >>> model.shift]!;
    for (const entry of model.entries.subarray(span >> 8, (span >> 8) + (span & 0xff)))
      sums[entry & 0xff]! += entry >> 8;
  }
  return { features, sums };
}

const word = fc.constantFrom(
  ...[
    'the',
    'THE',
    'İstanbul',
    '\u212bngstr\u00f6m',
    'voiture',
    'Über',
    'e\u0301te',
    'Привет',
    'і',
    'של',
    '2024',
    'x',
    '-',
    '中文',
    'かな',
    '\ud800',
    '😀',
  ],
  ...['pneumonoultramicroscopicsilicovolcanoconiosis', 'l’eau'],
);
const texts = fc.oneof(
  fc.array(word, { maxLength: 40 }).map((all) => all.join(' ')),
  fc.array(word, { maxLength: 40 }).map((all) => all.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

test('the kernel counts scripts and sums weights as the plain functions do', () => {
  const counts = new Int32Array(scripts.length + 1);
  fc.assert(
    fc.property(texts, fc.integer({ min: 0, max: 5 }), (whole, bits) => {
      const text = whole.slice(0, LONGEST);
      counts.fill(0);
      countScripts(text, counts);
      expect(Array.from(kernel.countScripts([text]))).toEqual(Array.from(counts));
      for (const script of [scripts.indexOf('latin') + 1, scripts.indexOf('cyrillic') + 1]) {
        const sums = model.languages.map(() => 0);
        for (const [level, pick] of picks(bits, 3).entries()) {
          const plain = plainSums(text.toLowerCase(), script, pick);
          for (const [language, sum] of plain.sums.entries()) sums[language]! += sum;
          expect(kernel.addFeatures(script, pick, level === 0)).toBe(plain.features);
          expect(Array.from(kernel.sums)).toEqual(sums);
        }
      }
    }),
    { numRuns: 300, seed: 4 },
  );
});

test('words are picked in equal parts, none twice, until all are', () => {
  const words = Array.from({ length: 4096 }, (_, word) => word);
  for (const bits of [0, 1, 2, 5]) {
    const parts = picks(bits, bits + 1).map((pick) => words.filter((word) => isPicked(word, pick)));
    expect(new Set(parts.flat()).size).toBe(words.length);
    expect(parts.flat()).toHaveLength(words.length);
    let before = words.length / 2 ** bits;
    for (const [level, { length }] of parts.entries()) {
      expect(Math.abs(length - before)).toBeLessThan(16);
      if (level > 0) before *= 2;
    }
  }
  expect(words.every((word) => isPicked(word, EVERY_WORD))).toBe(true);
});
