import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFastText } from '../../../../src/stages/quality/classifier/fasttext/fasttext.ts';

const folder = new URL('../../../golden/fasttext/', import.meta.url);
const bytesOf = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(name, folder)));
const golden: Record<string, { text: string; probabilities: Record<string, number> }[]> = JSON.parse(
  readFileSync(new URL('predictions.json', folder), 'utf8'),
);

describe.each(Object.entries(golden))('the fastText model %s', (name, cases) => {
  const model = createFastText(bytesOf(name));

  it.each(cases.map(({ text, probabilities }) => [text.slice(0, 40), text, probabilities]))(
    'gives %j the probabilities that fastText gives it',
    (_, text, probabilities) => {
      const found = model.predict(text);
      const entries = Object.entries(probabilities);
      expect(entries.length).toBeGreaterThan(0);
      for (const [label, expected] of entries)
        expect(Math.abs(found[model.labels.indexOf(label)]! - expected), label).toBeLessThan(1e-5);
      // fastText leaves out labels of a hierarchical softmax that are less probable than 1e-5.
      if (name.startsWith('quantised-output')) return;
      for (const [index, label] of model.labels.entries())
        if (!(label in probabilities)) expect(found[index]).toBeLessThan(2e-5);
    },
  );

  it('reads the same wherever its bytes lie in memory', () => {
    const { text } = cases[2]!;
    const bytes = bytesOf(name);
    for (const offset of [1, 2, 3]) {
      const moved = new Uint8Array(bytes.length + offset).subarray(offset);
      moved.set(bytes);
      expect([...createFastText(moved).predict(text)]).toEqual([...model.predict(text)]);
    }
  });

  it('gives any text probabilities', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        for (const probability of model.predict(text)) {
          expect(probability).toBeGreaterThanOrEqual(0);
          expect(probability).toBeLessThan(1.0002);
        }
      }),
    );
  });

  it('is refused with a clear error where the file is cut short', () => {
    const bytes = bytesOf(name);
    for (let length = 0; length < bytes.length; length += 37)
      expect(() => createFastText(bytes.subarray(0, length))).toThrow(
        expect.objectContaining({ code: 'format-damaged' }),
      );
  });
});

describe('a fastText model', () => {
  it('takes line feeds for spaces, as every user of fastText does', () => {
    const model = createFastText(bytesOf('softmax-bigrams.bin'));
    expect([...model.predict('bread\nsalt\n')]).toEqual([...model.predict('bread salt')]);
  });

  it('says which words raised a label and which lowered it', () => {
    const model = createFastText(bytesOf('softmax-bigrams.bin'));
    const found = model.explain('boat bridge bread', [model.labels.indexOf('river')]);
    const weightOf = (word: string): number => found.find(({ feature }) => feature === word)?.weight ?? 0;
    expect(weightOf('boat')).toBeGreaterThan(0);
    expect(weightOf('bread')).toBeLessThan(0);
    expect(found.map(({ feature }) => feature)).toContain('boat bridge');
  });

  it('is refused where a byte of its header is another', () => {
    const bytes = bytesOf('quantised.ftz');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 80 }), fc.integer({ min: 0, max: 255 }), (at, value) => {
        const changed = bytes.slice();
        changed[at] = value;
        try {
          createFastText(changed).predict('some text');
        } catch (error) {
          expect(error).toMatchObject({ code: 'format-damaged' });
        }
      }),
    );
  });
});
