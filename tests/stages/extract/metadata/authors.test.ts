import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinAuthors, namesOf, shownAuthor } from '../../../../src/stages/extract/metadata/authors.ts';
import { scanPage } from '../../../../src/stages/extract/metadata/scan.ts';

const shown = (html: string): string | undefined => {
  const page = scanPage(Buffer.from(html)).page;
  return shownAuthor(page, 0);
};

describe('authors that a page states', () => {
  it('are each named once, without "by"', () => {
    expect(joinAuthors(['By Ada Low', 'ada low', 'Von Bo Ek'])).toBe('Ada Low; Bo Ek');
  });

  it('are no addresses, handles, templates or novels', () => {
    expect(joinAuthors(['https://a.example/ada', '@ada', '{{author}}', 'A', 'x'.repeat(121)])).toBeUndefined();
  });

  it('are read from JSON-LD in all its forms', () => {
    const nodes = [{ '@id': '#bo', name: 'Bo' }];
    expect(namesOf(['Ada', { name: 'Cy' }, { '@id': '#bo' }, { '@id': '#none' }, 7, null], nodes)).toEqual([
      'Ada',
      'Cy',
      'Bo',
    ]);
    expect(namesOf(undefined, nodes)).toEqual([]);
  });
});

describe('an author that a page shows', () => {
  it.each([
    ['<a href="/ada" rel="author">Ada Low</a>', 'Ada Low'],
    ['<span itemprop="author"><b>Von Karl von der Aue</b></span>', 'Karl von der Aue'],
    ['<p class="post-byline">By <a href="/x">Jean-Luc O’Neil</a></p>', 'Jean-Luc O’Neil'],
    ['<span class="author">作者：韓瑜</span>', '韓瑜'],
    ['<div class="author-box"></div><div class="author">Ada Low</div>', 'Ada Low'],
  ])('in %s is %s', (html, name) => {
    expect(shown(html)).toBe(name);
  });

  it.each([
    '<span class="author">Posted on May 4</span>',
    '<span class="author">Войти</span>',
    '<span class="authority">about our team and more</span>',
    '<p>author Ada Low</p>',
    '<p title="author">Ada Low</p>',
    '<p class="author">Ada Low',
    '',
  ])('is not in %s', (html) => {
    expect(shown(html)).toBeUndefined();
  });

  it('is found or not in whatever', () => {
    const piece = fc.constantFrom(
      '<p class="author',
      '">',
      '</p>',
      'Ada',
      ' ',
      'Low',
      'by',
      '<',
      '>',
      'de',
      'rel=author',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        expect(shown(pieces.join('')) ?? 'Ada Low').toMatch(/^\p{L}/u);
      }),
    );
  });
});
