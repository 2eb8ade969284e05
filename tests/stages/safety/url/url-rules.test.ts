import { describe, expect, it } from 'vitest';
import { FormatError } from '../../../../src/errors.ts';
import { createHostSet } from '../../../../src/stages/safety/url/host-set.ts';
import { createUrlRules } from '../../../../src/stages/safety/url/url-rules.ts';
import { readUrlWords } from '../../../../src/stages/safety/url/url-words.ts';

const words = (list: string, softLimit = 2) => readUrlWords(new TextEncoder().encode(list), 'words.txt', softLimit);
const lists = [
  { category: 'adult', set: createHostSet(['bad.example.com', 'worse.co.uk', 'mixed.org/adult/zone', '203.0.114.9']) },
  { category: 'gambling', set: createHostSet(['dice.example.net']) },
];
const byHost = createUrlRules(lists, null, null);
const byWord = createUrlRules([], null, words('[hard]\nporn\n色情\n[soft]\nxxx\nsex\nfree\n[inside]\npornhub\n'));

describe('a listed host', () => {
  it.each([
    ['http://bad.example.com/', 'bad.example.com'],
    ['https://www.bad.example.com/a?b=c', 'bad.example.com'],
    ['http://BAD.example.com:8080/x', 'bad.example.com'],
    ['http://deep.down.worse.co.uk/', 'worse.co.uk'],
    ['http://203.0.114.9/page', '203.0.114.9'],
    ['http://mixed.org/adult/zone', 'mixed.org/adult/zone'],
    ['http://www.mixed.org/adult/zone/page.html', 'mixed.org/adult/zone'],
    ['http://mixed.org/adult%2Fzone/', 'mixed.org/adult/zone'],
  ])('drops %s', (url, value) => {
    expect(byHost(url)).toEqual([{ rule: 'url-host', value, limit: 'adult' }]);
  });

  it.each([
    'http://example.com/',
    'http://notbad.example.com/',
    'http://bad.example.com.tw/',
    'http://co.uk/',
    'http://mixed.org/adult/zoned',
    'http://mixed.org/',
    'http://203.0.114.90/',
    'http://example.com/?from=bad.example.com',
    'not an address',
    '',
  ])('keeps %s', (url) => {
    expect(byHost(url)).toEqual([]);
  });

  it('names the list that it is in', () => {
    expect(byHost('http://dice.example.net/')).toEqual([
      { rule: 'url-host', value: 'dice.example.net', limit: 'gambling' },
    ]);
  });

  it('is kept where it is allowed', () => {
    const allowed = createUrlRules(lists, createHostSet(['good.bad.example.com']), null);
    expect(allowed('http://good.bad.example.com/')).toEqual([]);
    expect(allowed('http://bad.example.com/')).toHaveLength(1);
  });
});

describe('words in an address', () => {
  it.each([
    ['http://example.com/porn/1', 'porn', 'hard'],
    ['http://my-porn.example.com/', 'porn', 'hard'],
    ['http://example.com/%E8%89%B2%E6%83%85', '色情', 'hard'],
    ['http://mypornhubs.example/', 'pornhub', 'hard'],
    ['http://example.com/free-sex', 'free sex', 'soft'],
  ])('drop %s', (url, value, limit) => {
    expect(byWord(url)).toEqual([{ rule: 'url-word', value, limit }]);
  });

  it.each([
    'http://essex.gov.uk/',
    'http://example.com/sex',
    'http://example.com/sex/sex',
    'http://example.com/popcorn',
  ])('keep %s', (url) => {
    expect(byWord(url)).toEqual([]);
  });

  it('need a section', () => {
    expect(() => words('porn')).toThrow(FormatError);
  });
});

describe('hostile addresses', () => {
  it.each([
    `http://${'a.'.repeat(50_000)}`,
    `http://e.example/${'a/'.repeat(50_000)}`,
    'http://%',
    'http://e.example/%ff%',
    '\ud800://',
  ])('are read to their end', (url) => {
    expect(Array.isArray(byHost(url))).toBe(true);
    expect(Array.isArray(byWord(url))).toBe(true);
  });
});
