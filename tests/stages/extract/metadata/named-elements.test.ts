import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namedElements } from '../../../../src/stages/extract/metadata/named-elements.ts';
import { scanPage } from '../../../../src/stages/extract/metadata/scan.ts';

/** The same in plain TypeScript: a word, and before it an unfinished tag that ends in the value of such an attribute. */
function search(html: string, from: number, words: RegExp): number[] {
  const body = html.slice(from, from + 60_000);
  const places: number[] = [];
  for (const match of body.matchAll(words)) {
    const before = body.slice(Math.max(0, match.index - 300), match.index);
    const open = before.lastIndexOf('<');
    if (open === -1 || !/\s(?:class|id|itemprop|rel)=["']?[^"'<>]{0,80}$/i.test(before.slice(open))) continue;
    const close = body.indexOf('>', match.index);
    if (close === -1 || places.length === 12) return places;
    places.push(from + close + 1);
  }
  return places;
}

const words = {
  author: /[aA]uthor|[bB]yline|[vV]erfasser|[aA]utor/g,
  date: /[dD]ate|[pP]ubli|[pP]osted|[tT]imestamp|datum|fecha|-time|_time|submitted/g,
};

describe('elements named for what they hold', () => {
  it('are those that a search of the tags finds, in whatever', () => {
    const piece = fc.constantFrom(
      ...[
        '<p ',
        '<',
        '>',
        ' class="',
        " id='",
        ' ITEMPROP=',
        ' rel=',
        'class=',
        '"',
        "'",
        ' ',
        'x',
        'é',
        'x'.repeat(70),
      ],
      ...['author', 'Author', 'aUthor', 'Byline', 'Verfasser', 'autor', 'date', 'Date', 'datum', 'Datum', 'fecha'],
      ...['pubdate', 'Published', 'posted', 'x-time', 'x_time', 'timestamp', 'submittedate', 'x'.repeat(230)],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.nat({ max: 20 }), (pieces, from) => {
        const page = Buffer.from(pieces.join(''));
        scanPage(page);
        const html = page.toString('latin1');
        const start = Math.min(from, html.length);
        for (const what of ['author', 'date'] as const)
          expect(namedElements(start, what)).toEqual(search(html, start, words[what]));
      }),
      { numRuns: 2000 },
    );
  });
});
