import { describe, expect, it } from 'vitest';
import { names, readMetas } from '../../../../src/stages/extract/metadata/metas.ts';
import { scanPage } from '../../../../src/stages/extract/metadata/scan.ts';

const metas = (html: string) => readMetas(scanPage(Buffer.from(html)));

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

  it('are read as far as the page goes', () => {
    expect([...metas('<meta name=author content="A B')]).toEqual([['author', ['A B']]]);
  });

  it('of many attributes are read by the first 64', () => {
    const many = (count: number) => `<meta name=author ${'x '.repeat(count)} content=1>`;
    expect([...metas(many(62))]).toEqual([['author', ['1']]]);
    expect([...metas(many(63))]).toEqual([]);
  });
});
