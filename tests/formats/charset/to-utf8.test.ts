import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../src/formats/charset/decode.ts';
import { toUtf8 } from '../../../src/formats/charset/to-utf8.ts';

describe('a page as UTF-8', () => {
  it('is handed back without a copy when it is strict UTF-8 already', () => {
    const body = Buffer.from('<p>Grüße, 世界</p>');
    expect(toUtf8(body, 'text/html').bytes).toBe(body);
  });

  it('loses its byte order mark and NULs', () => {
    expect(Buffer.from(toUtf8(Buffer.from('\uFEFF<p>a\0b'), undefined).bytes).toString()).toBe('<p>ab');
  });

  it('is transcoded from its own encoding', () => {
    const { bytes, encoding } = toUtf8(
      Buffer.from('<p>\x93caf\xe9\x94 \x80', 'latin1'),
      'text/html; charset=ISO-8859-1',
    );
    expect(encoding).toBe('windows-1252');
    expect(Buffer.from(bytes).toString()).toBe('<p>“café” €');
  });

  it('is strict UTF-8, NUL-free and the same text as decodeText gives, whatever the bytes and label', () => {
    const label = fc.constantFrom(
      undefined,
      'gbk',
      'utf-8',
      'utf-16',
      'big5',
      'iso-2022-jp',
      'replacement',
      'nonsense',
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), label, (body, charset) => {
        const contentType = charset === undefined ? undefined : `text/html; charset=${charset}`;
        const { bytes } = toUtf8(body, contentType);
        expect(isUtf8(bytes)).toBe(true);
        expect(bytes.includes(0)).toBe(false);
        expect(Buffer.from(bytes).toString()).toBe(decodeText(body, contentType));
      }),
      { numRuns: 2000 },
    );
  });
});
