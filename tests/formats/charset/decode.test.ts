import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../src/formats/charset/decode.ts';
import { decodeAs } from '../../../src/formats/charset/decode-as.ts';

interface Golden {
  encoding: string;
  /** Base64. */
  bytes: string;
  text: string;
}

const golden: Golden[] = JSON.parse(readFileSync(new URL('../../golden/charset.json', import.meta.url), 'utf8'));
const encodings = [...new Set(golden.map((one) => one.encoding))];

describe('every encoding of the web', () => {
  it.each(encodings)('%s reads as the reference codecs do', (encoding) => {
    for (const one of golden.filter((each) => each.encoding === encoding)) {
      expect(decodeAs(encoding, Buffer.from(one.bytes, 'base64'))).toBe(one.text);
    }
  });

  it('covers more than thirty of them', () => {
    expect(encodings.length).toBeGreaterThan(30);
  });

  it('reads every pair of bytes alike on every Node version', () => {
    const pairs = new Uint8Array(65_536 * 3);
    for (let pair = 0; pair < 65_536; pair++) pairs.set([pair >> 8, pair & 0xff, 0x0a], pair * 3);
    const digests = encodings.map((encoding) => {
      const text = decodeAs(encoding, pairs);
      return `${encoding} ${createHash('sha256').update(text, 'utf16le').digest('hex').slice(0, 16)}`;
    });
    expect(digests).toMatchSnapshot();
  });

  it('never yields a lone surrogate', () => {
    fc.assert(
      fc.property(fc.constantFrom(...encodings), fc.uint8Array({ maxLength: 64 }), (encoding, bytes) => {
        expect(decodeAs(encoding, bytes)).not.toMatch(/\p{Surrogate}/u);
      }),
      { numRuns: 2000 },
    );
  });

  it('carries nothing over from one text to the next', () => {
    decodeAs('gbk', Buffer.from([0xc4]));
    expect(decodeAs('gbk', Buffer.from([0xe3]))).toBe('\uFFFD');
    decodeAs('iso-2022-jp', Buffer.from('\x1b$B8', 'latin1'));
    expect(decodeAs('iso-2022-jp', Buffer.from('8l'))).toBe('8l');
  });
});

describe('text of unknown encoding', () => {
  it('drops the byte order mark and NULs', () => {
    expect(decodeText(Buffer.from('\uFEFFa\0b'), undefined)).toBe('ab');
    expect(decodeText(Buffer.from('\uFEFFa\0b', 'utf16le'), undefined)).toBe('ab');
  });

  it('keeps what is no mark: a zero-width no-break space further on', () => {
    expect(decodeText(Buffer.from('a\uFEFFb'), undefined)).toBe('a\uFEFFb');
  });

  it('turns a sequence that the end cuts off into one U+FFFD', () => {
    expect(decodeText(Buffer.from('日本語').subarray(0, 8), 'text/plain')).toBe('日本\uFFFD');
    expect(decodeText(Buffer.from('a😀').subarray(0, 4), 'text/plain; charset=utf-8')).toBe('a\uFFFD');
  });
});
