import { describe, expect, it } from 'vitest';
import { metaValues, names, readMetas } from '../../../../src/stages/extract/metadata/metas.ts';
import { scanPage } from '../../../../src/stages/extract/metadata/scan.ts';

/** All metas of a page with their values. */
function metas(html: string): Map<string, string[]> {
  const found = readMetas(scanPage(Buffer.from(html)));
  return new Map([...found.contents.keys()].map((name) => [name, metaValues(found, name)]));
}

describe('metas', () => {
  it.each(Object.values(names).flat())('are read by the name %s, however it is written', (name) => {
    const key = name === 'other-published' ? 'ptime' : name.toUpperCase();
    for (const html of [`<meta name=" ${key}\n" content="x">`, `<meta content='x'/property=${key}>`])
      expect(metas(html).get(name)).toEqual(['x']);
  });

  it('are read by any of their names, and not beyond the tag', () => {
    const found = metas(
      '<meta name="x" itemprop="datePublished" content="1"><meta name=x><p name="author" content="2">',
    );
    expect([...found]).toEqual([['datepublished', ['1']]]);
  });

  it('state the first value of an attribute, where there is one', () => {
    expect([
      ...metas('<meta name=author name=date content=1 content=2><meta name=date content><meta name=date>'),
    ]).toEqual([['author', ['1']]]);
  });

  it('have up to twenty values of a name, those that say something', () => {
    const many = (count: number) => `<meta name=author content=" ">${'<meta name=author content=1>'.repeat(count)}`;
    expect(metas(many(20)).get('author')).toHaveLength(20);
    expect(metas(many(21)).get('author')).toHaveLength(20);
  });

  it('are read as far as the page goes', () => {
    expect([...metas('<meta name=author content="A B')]).toEqual([['author', ['A B']]]);
  });

  it('of many attributes are read by the first 64', () => {
    const many = (count: number) => `<meta name=author ${'x '.repeat(count)} content=1>`;
    expect([...metas(many(62))]).toEqual([['author', ['1']]]);
    expect([...metas(many(63))]).toEqual([]);
  });
});
