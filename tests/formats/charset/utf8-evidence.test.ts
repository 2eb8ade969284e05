import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8Evidence, withoutCutTail } from '../../../src/formats/charset/utf8-evidence.ts';

/** Bytes near every border of the UTF-8 table. */
const border = fc.constantFrom(
  ...[0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec],
  ...[0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff],
);

describe('evidence for UTF-8', () => {
  it('has no errors exactly in strict UTF-8 whose end may be cut off', () => {
    fc.assert(
      fc.property(fc.array(border, { maxLength: 8 }), (list) => {
        const bytes = Uint8Array.from(list);
        expect(utf8Evidence(bytes, 100).errors === 0).toBe(isUtf8(withoutCutTail(bytes)));
      }),
      { numRuns: 20_000 },
    );
  });

  it('counts characters, not bytes, and stops at enough', () => {
    expect(utf8Evidence(Buffer.from('aé日😀'), 100)).toEqual({ sequences: 3, errors: 0 });
    expect(utf8Evidence(Buffer.from('é'.repeat(50)), 6).sequences).toBe(6);
  });

  it('cuts off nothing but an unfinished sequence', () => {
    expect(withoutCutTail(Buffer.from('aé')).length).toBe(3);
    expect(withoutCutTail(Buffer.from('a😀').subarray(0, 4)).length).toBe(1);
    expect(withoutCutTail(Buffer.of(0x61, 0xff)).length).toBe(2);
  });
});
