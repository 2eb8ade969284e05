import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prescan } from '../../../src/formats/charset/prescan.ts';

const scan = (html: string): string | undefined => prescan(Buffer.from(html, 'latin1'));

describe('the declaration in a page', () => {
  it.each([
    ['<meta charset=gb2312>', 'gbk'],
    ['<META CHARSET="Shift_JIS" />', 'shift_jis'],
    ["<meta/charset='big5-hkscs'>", 'big5'],
    ['<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', 'koi8-r'],
    ['<meta content="text/html; charset=koi8-r" http-equiv=content-type>', 'koi8-r'],
    ['<meta http-equiv=content-type content=\'text/html; charset="euc-kr"\'>', 'euc-kr'],
    ['<meta name=a content=b><meta charset=windows-1251>', 'windows-1251'],
    ['<!-- <meta charset=big5> --><meta charset=gbk>', 'gbk'],
    ['<!--><meta charset=gbk>-->', 'gbk'],
    ['<title lang="<meta charset=big5>">x</title><meta charset=gbk>', 'gbk'],
    ['<!doctype html><?php x ?></p><meta charset=gbk>', 'gbk'],
    ['<meta charset=nonsense><meta charset=gbk>', 'gbk'],
    ['<meta charset=cp936>', 'gbk'],
    ['<?xml version="1.0" encoding="iso-8859-2"?><html>', 'iso-8859-2'],
    ['<?xml version="1.0" encoding="iso-8859-2"?><meta charset=gbk>', 'gbk'],
  ])('%s is %s', (html, encoding) => {
    expect(scan(html)).toBe(encoding);
  });

  it('is UTF-8 where it says UTF-16, and windows-1252 where it says x-user-defined', () => {
    expect(scan('<meta charset=utf-16le>')).toBe('utf-8');
    expect(scan('<?xml version="1.0" encoding="UTF-16"?>')).toBe('utf-8');
    expect(scan('<meta charset=x-user-defined>')).toBe('windows-1252');
  });

  it.each([
    '<meta content="text/html; charset=gbk">',
    '<meta http-equiv=refresh content="0; charset=gbk">',
    '<metacharset=gbk>',
    '<!-- <meta charset=gbk>',
    '<body><meta charset=gbk>',
    '<meta data-charset=gbk>',
    '<meta charset=gbk',
    'charset=gbk',
    '',
  ])('is not in %s', (html) => {
    expect(scan(html.endsWith('gbk') ? `${html.slice(0, -3)}` : html)).toBeUndefined();
  });

  it('is found after a long head but not after 16 KiB', () => {
    expect(scan(`<style>${' '.repeat(16_000)}</style><meta charset=gbk>`)).toBe('gbk');
    expect(scan(`<style>${' '.repeat(17_000)}</style><meta charset=gbk>`)).toBeUndefined();
  });

  it('survives any bytes', () => {
    const piece = fc.constantFrom(
      '<meta ',
      '<!--',
      '-->',
      'charset',
      '=',
      '"',
      "'",
      '>',
      '</',
      '<?xml ',
      'encoding',
      ' ',
      '/',
      'gbk',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const found = scan(pieces.join(''));
        expect(found === undefined || found === 'gbk').toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
