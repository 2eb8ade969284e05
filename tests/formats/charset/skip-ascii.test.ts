import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { skipAscii, viewOf } from '../../../src/formats/charset/skip-ascii.ts';

describe('passing over ASCII', () => {
  it('stops at the first byte outside it, or at the end', () => {
    const byte = fc.oneof(
      { weight: 9, arbitrary: fc.integer({ max: 0x7f, min: 0 }) },
      { arbitrary: fc.nat(255), weight: 1 },
    );
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 40 }), fc.nat(40), fc.nat(40), (list, one, other) => {
        const bytes = Uint8Array.from(list);
        const end = Math.min(bytes.length, Math.max(one, other));
        const from = Math.min(end, one, other);
        const found = bytes.subarray(from, end).findIndex((each) => each >= 0x80);
        expect(skipAscii(viewOf(bytes), from, end)).toBe(found < 0 ? end : from + found);
      }),
    );
  });
});
