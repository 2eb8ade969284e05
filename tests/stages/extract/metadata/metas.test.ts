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
});
