import { describe, expect, it } from 'vitest';
import { sniffEncoding } from '../../../src/formats/charset/sniff.ts';

const sniff = (bytes: Uint8Array, contentType?: string): string => sniffEncoding(bytes, contentType).encoding;
const utf8 = (text: string): Buffer => Buffer.from(text);
const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
/** 中文网页 in GBK. */
const GBK = Buffer.from('d6d0cec4cdf8d2b3', 'hex');
const page = (head: string, text: Uint8Array): Buffer => Buffer.concat([latin1(head), text]);

describe('a page says what it is in', () => {
  it('by its byte order mark before all else', () => {
    expect(sniff(utf8('\uFEFFabc'), 'text/html; charset=gbk')).toBe('utf-8');
    expect(sniff(Buffer.from('\uFEFFabc', 'utf16le'), 'text/html; charset=gbk')).toBe('utf-16le');
    expect(sniff(Buffer.from('feff0061', 'hex'), undefined)).toBe('utf-16be');
  });

  it('by the HTTP header before its meta', () => {
    expect(sniff(page('<meta charset=big5>', GBK), 'text/html; charset=GB2312')).toBe('gbk');
  });

  it('by its meta where the header is silent or unknown', () => {
    expect(sniff(page('<meta charset=gb2312>', GBK), 'text/html')).toBe('gbk');
    expect(sniff(page('<meta charset=gb2312>', GBK), 'text/html; charset=none')).toBe('gbk');
  });
});

describe('a label that the bytes refute', () => {
  it('loses to running text in strict UTF-8', () => {
    expect(sniff(utf8('<meta charset=iso-8859-1>é'))).toBe('utf-8');
    expect(sniff(utf8('<meta charset=gbk>中文网页的内容'))).toBe('utf-8');
  });

  it('wins while so few characters may be UTF-8 by chance', () => {
    // 模 in GBK is valid UTF-8.
    expect(sniff(Buffer.from('c4a3'.repeat(5), 'hex'), 'text/html; charset=gbk')).toBe('gbk');
    expect(sniff(Buffer.from('c4a3'.repeat(6), 'hex'), 'text/html; charset=gbk')).toBe('utf-8');
  });

  it('loses when it says UTF-8 and the bytes are mostly no UTF-8', () => {
    expect(sniff(page('<meta charset=gb2312>', GBK), 'text/html; charset=utf-8')).toBe('gbk');
    expect(sniff(latin1('<meta charset=utf-8>Gr\xfc\xdfe aus K\xf6ln'))).toBe('windows-1252');
  });

  it('wins when it says UTF-8 and the bytes are UTF-8 with damage', () => {
    expect(sniff(Buffer.concat([utf8('<meta charset=utf-8>Grüße aus Köln'), Buffer.of(0xfc)]), undefined)).toBe(
      'utf-8',
    );
    expect(sniff(Buffer.concat([utf8('Grüße aus Köln'), Buffer.of(0xff)]), 'text/html; charset=utf-8')).toBe('utf-8');
  });

  it('stays Chinese with invalid bytes, never windows-1252', () => {
    expect(sniff(Buffer.concat([GBK, Buffer.of(0xff, 0x20, 0xff)]), 'text/html; charset=gb2312')).toBe('gbk');
  });
});

describe('nothing declared', () => {
  it('is UTF-8 when strict, ASCII included, also when the end cuts a character', () => {
    expect(sniff(utf8('plain'))).toBe('utf-8');
    expect(sniff(utf8('日本語').subarray(0, 8))).toBe('utf-8');
    expect(sniff(utf8('é').subarray(0, 1))).toBe('utf-8');
  });

  it('is UTF-8 when damage is rare', () => {
    const text = 'Übung macht den Meister. '.repeat(30);
    expect(sniff(Buffer.concat([utf8(text), Buffer.of(0xe9, 0x20), utf8(text)]))).toBe('utf-8');
  });

  it('is UTF-16 when every second byte is zero', () => {
    expect(sniff(Buffer.from('<html><p>text', 'utf16le'))).toBe('utf-16le');
    expect(sniff(Buffer.from('<html><p>text', 'utf16le').swap16())).toBe('utf-16be');
    expect(sniff(utf8('one\0nul in plain text'))).toBe('utf-8');
  });

  it('is told by statistics', () => {
    const russian = Buffer.from(
      'cff0e8e2e5f22c20eae0ea20e4e5ebe03f20d1e5e3eee4edff20f5eef0eef8e0ff20efeee3eee4e0',
      'hex',
    );
    expect(sniff(page('<html><head><title>', russian))).toBe('windows-1251');
  });

  it('is told by its words, whatever markup stands between them', () => {
    const words = Buffer.from('cff0e8e2e5f220eae0ea20e4e5ebe020d1e5e3eee4edff20f5eef0eef8e0ff20efeee3eee4e0', 'hex');
    const links = Array.from({ length: 9 }, (_, k) => {
      const word = words.subarray(k * 3, k * 3 + 5);
      return page(`</span></a></li>\n<li class="class"><a href="/board/${k}"><span>`, word);
    });
    expect(sniff(Buffer.concat([page('<html><ul>', words), ...links]))).toBe('windows-1251');
  });

  it('is not told by UTF-8 in a page that is none', () => {
    // Read as windows-1251, a no-break space in UTF-8 is the Russian word for "in".
    const spaces = Buffer.concat(Array.from({ length: 40 }, () => utf8('<td> \u00a0 </td>')));
    const french = latin1('Montr\xe9al, Qu\xe9bec, for\xeat et caf\xe9 '.repeat(2));
    expect(sniff(Buffer.concat([spaces, french]))).toBe('windows-1252');
  });

  it('is windows-1252 when nothing speaks for anything', () => {
    expect(sniff(latin1('na\xefve'))).toBe('windows-1252');
  });

  it('keeps ASCII-only text out of encodings that it does not declare', () => {
    expect(sniff(utf8('a \x1b$B b'))).toBe('utf-8');
    expect(sniff(utf8('\x1b$B8l\x1b(B'), 'text/html; charset=iso-2022-jp')).toBe('iso-2022-jp');
  });
});
