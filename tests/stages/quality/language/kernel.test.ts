import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { collectFeatures, featureRoom } from '../../../../src/stages/quality/language/features.ts';
import { createLanguageKernel } from '../../../../src/stages/quality/language/kernel/kernel.ts';
import { readLanguageModel } from '../../../../src/stages/quality/language/model.ts';
import { countScripts } from '../../../../src/stages/quality/language/script-share.ts';
import { scripts } from '../../../../src/text/scripts.ts';

const LONGEST = 500;
const model = readLanguageModel(new Uint8Array(readFileSync('models/language.bin')), 'builtin:language.bin');
const kernel = createLanguageKernel(model, LONGEST);
const hashes = new Int32Array(featureRoom(2 * LONGEST));

function plainSums(text: string, script: number, stride: number): { features: number; sums: number[] } {
  const features = collectFeatures(text, script, stride, hashes);
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
    fc.property(texts, fc.integer({ min: 1, max: 9 }), (whole, stride) => {
      const text = whole.slice(0, LONGEST);
      counts.fill(0);
      countScripts(text, counts);
      expect(Array.from(kernel.countScripts([text]))).toEqual(Array.from(counts));
      for (const script of [scripts.indexOf('latin') + 1, scripts.indexOf('cyrillic') + 1]) {
        const lower = text.toLowerCase();
        const plain = plainSums(lower, script, stride);
        const features = kernel.addFeatures(script, stride, stride);
        expect({ features, sums: Array.from(kernel.sums) }).toEqual(plain);
        // those words again, without every second one
        const rest = plainSums(lower, script, 2 * stride);
        expect(kernel.addFeatures(script, stride, 2 * stride)).toBe(features - rest.features);
        expect(Array.from(kernel.sums)).toEqual(plain.sums.map((sum, index) => 2 * sum - rest.sums[index]!));
      }
    }),
    { numRuns: 300, seed: 4 },
  );
});
