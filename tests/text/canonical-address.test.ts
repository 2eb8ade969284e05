import { describe, expect, it } from 'vitest';
import { canonicalAddress } from '../../src/text/canonical-address.ts';

describe('canonicalAddress', () => {
  it.each([
    ['http://Example.COM:80/a/../b/?utm_source=x&b=2&a=1&fbclid=y#top', 'example.com/b?a=1&b=2'],
    ['https://example.com/b?a=1&b=2', 'example.com/b?a=1&b=2'],
    ['https://example.com', 'example.com'],
    ['https://example.com/', 'example.com'],
    ['https://example.com:8080/a/', 'example.com:8080/a'],
    ['http://example.com/a?PHPSESSID=1', 'example.com/a'],
    ['https://例え.jp/ä', 'xn--r8jz45g.jp/%C3%A4'],
  ])('%s is %s', (address, expected) => {
    expect(canonicalAddress(address)).toBe(expected);
  });

  it('tells apart hosts with and without www, paths by case, and parameters by value', () => {
    const different = [
      'http://a.example/',
      'http://www.a.example/',
      'http://a.example/A',
      'http://a.example/?x=1',
      'http://a.example/?x=2',
    ];
    expect(new Set(different.map(canonicalAddress)).size).toBe(different.length);
  });

  it.each(['', 'no address', 'ftp://a.example/', 'http://', 'mailto:a@b.example'])('%j is none', (address) => {
    expect(canonicalAddress(address)).toBeUndefined();
  });
});
