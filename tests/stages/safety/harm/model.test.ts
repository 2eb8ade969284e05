import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FormatError } from '../../../../src/errors.ts';
import { codeOf, readHarmModel, weightOf, writeHarmModel } from '../../../../src/stages/safety/harm/model.ts';

const shipped = new Uint8Array(readFileSync('models/harm.bin'));

describe('a model file', () => {
  it('is at most 3.7 megabytes as shipped', () => {
    expect(shipped.length).toBeLessThanOrEqual(3_700_000);
  });

  it('reads back as it was written', () => {
    const written = writeHarmModel(readHarmModel(shipped, 'harm.bin'));
    expect(written.length).toBe(shipped.length);
    expect(Buffer.compare(written, writeHarmModel(readHarmModel(written, 'harm.bin')))).toBe(0);
  });

  it.each([
    ['another file', new TextEncoder().encode('not a model at all')],
    ['instead of', shipped.subarray(0, shipped.length - 1)],
    ['a header that does not fit', shipped.subarray(0, 100)],
  ])('that is damaged is refused: %s', (message, bytes) => {
    expect(() => readHarmModel(bytes, 'x.bin')).toThrow(FormatError);
    expect(() => readHarmModel(bytes, 'x.bin')).toThrow(message);
  });
});

describe('codes of weights', () => {
  it('are the nearest that fit, and keep the sign', () => {
    expect([-20_000, -4, -0.2, 0, 1, 9.4, 16_129, 20_000].map((units) => weightOf(codeOf(units)))).toEqual([
      -16_129, -4, 0, 0, 1, 9, 16_129, 16_129,
    ]);
  });
});
