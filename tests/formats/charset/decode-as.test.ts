import { TextDecoder } from '@exodus/bytes/encoding.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeAs } from '../../../src/formats/charset/decode-as.ts';

describe('decodeAs', () => {
  for (const encoding of ['gbk', 'gb18030', 'big5', 'euc-jp', 'euc-kr', 'shift_jis', 'windows-1252', 'utf-8'])
    it(`reads damaged ${encoding} of many lines as the decoder reads it whole`, () => {
      const byte = fc.oneof({ weight: 1, arbitrary: fc.constant(0x0a) }, { weight: 20, arbitrary: fc.nat(255) });
      fc.assert(
        fc.property(fc.array(byte, { minLength: 3000, maxLength: 4000, size: 'max' }), (values) => {
          const bytes = Uint8Array.from(values);
          expect(decodeAs(encoding, bytes)).toBe(new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes));
        }),
        { numRuns: 20 },
      );
    });
});
