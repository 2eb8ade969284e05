import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxBlocks, maxElements } from '../../../src/stages/extract/kernel/layout.ts';
import { flag, tagId } from '../../../src/stages/extract/scan/tags.ts';
import { scanned, wholeText } from './whole-text.ts';

const flagsOf = (html: string) => {
  const page = scanned(html);
  return page.flags[page.blockElement[0]!]!;
};

describe('flags', () => {
  it('come from elements and landmark roles, and are inherited', () => {
    expect(flagsOf('<nav><ul><li>a</ul></nav>') & (flag.nav | flag.list)).toBe(flag.nav | flag.list);
    expect(flagsOf('<div role=navigation><p>a</p></div>') & flag.nav).toBe(flag.nav);
    expect(flagsOf('<div role="Main"><p>a</p></div>') & flag.main).toBe(flag.main);
    expect(flagsOf('<div><p>a</p></div>')).toBe(0);
  });

  it('mark what is hidden', () => {
    for (const attribute of [
      'hidden',
      'HIDDEN=""',
      'aria-hidden="true"',
      'style="color:red; display : none"',
      "style='visibility:hidden'",
    ])
      expect(flagsOf(`<div ${attribute}><p>a</p></div>`) & flag.hidden).toBe(flag.hidden);
    for (const attribute of ['data-hidden', 'aria-hidden=false', 'style="display:block;overflow:hidden"'])
      expect(flagsOf(`<div ${attribute}><p>a</p></div>`) & flag.hidden).toBe(0);
  });

  it('mark comment sections by class and id words', () => {
    expect(flagsOf('<div id="comments"><p>a</p></div>') & flag.comments).toBe(flag.comments);
    expect(flagsOf('<div class="post uncommented"><p>a</p></div>') & flag.comments).toBe(0);
    expect(flagsOf('<div class="comment-body"><p>a</p></div>') & flag.comments).toBe(flag.comments);
  });
});

describe('counts', () => {
  const counts = (html: string) => {
    const page = scanned(html);
    return {
      words: page.blockWords[0],
      chars: page.blockChars[0],
      link: page.blockLinkChars[0],
      sentences: page.blockSentences[0],
      han: page.blockHan[0],
    };
  };

  it('count words, characters without white space, and characters of links', () => {
    expect(counts('<p>One two <a href=x>three</a>.</p>')).toMatchObject({ words: 3, chars: 12, link: 5 });
  });

  it('take an empty anchor for a place rather than a link, but not an address that ends in a slash', () => {
    expect(counts('<p><a id="x"/>One two').link).toBe(0);
    expect(counts('<p><a id=x />One two').link).toBe(0);
    expect(counts('<p><a href=/x/>One two').link).toBe(6);
    expect(counts('<p><a href="x"/>One two').link).toBe(6);
  });

  it('count words across letters with marks and character references', () => {
    expect(counts('<p>Müller caf&eacute; naïve</p>').words).toBe(3);
    expect(counts('<p>a&nbsp;b</p>').words).toBe(2);
  });

  it('count Han characters as words and see their sentence ends', () => {
    expect(counts('<p>今天天氣很好。明天呢？</p>')).toMatchObject({ words: 9, han: 9, sentences: 2 });
  });
});

it('reads title, description, Open Graph type and JSON-LD', () => {
  const page = scanned(
    '<title>A title</title><meta content="About it" name=description><meta property="og:type" content="article"><script type="application/ld+json">{}</script><p>a',
  );
  const slice = (start: number, end: number) => Buffer.from(page.bytes.subarray(start, end)).toString();
  expect(slice(page.titleStart, page.titleEnd)).toBe('A title');
  expect(slice(page.descriptionStart, page.descriptionEnd)).toBe('About it');
  expect(slice(page.typeStart, page.typeEnd)).toBe('article');
  expect(slice(page.jsonLdStart[0]!, page.jsonLdEnd[0]!)).toBe('{}');
});

describe('hostile pages', () => {
  it('reads 100,000 nested elements', () => {
    expect(wholeText(`${'<div>'.repeat(100_000)}deep${'</div>'.repeat(100_000)}<p>after</p>`)).toBe('deep\nafter');
  });

  it('reads an attribute of 10 MB', () => {
    expect(wholeText(`<p class="${'a b'.repeat(3_000_000)}" title='${'x'.repeat(1_000_000)}'>text</p>`)).toBe('text');
  });

  it('keeps the text of a page with more blocks and elements than it has room for', () => {
    const count = maxElements + 10;
    const text = wholeText('<p>w</p>'.repeat(count));
    expect(text.match(/w/g)?.length).toBe(count);
    expect(scanned('<p>w</p>'.repeat(count)).blocks).toBe(maxBlocks);
  });

  it('searches once for an end tag that is nowhere', () => {
    expect(wholeText(`<p>a</p>${'<svg>'.repeat(200_000)}<p>b</p>`)).toBe('a\nb');
  });

  it('stays whole on any nesting of tags, quotes and text', () => {
    const names = [
      'div',
      'p',
      'table',
      'tr',
      'td',
      'li',
      'ul',
      'a',
      'br',
      'pre',
      'title',
      'script',
      'svg',
      'rt',
      'xmp',
      'b',
      'html',
    ];
    const piece = fc.oneof(
      fc.constantFrom(...names).map((name) => `<${name}>`),
      fc.constantFrom(...names).map((name) => `</${name}>`),
      fc.constantFrom(
        '<div class="a b-c"',
        ' id=x',
        '>',
        '"',
        "'",
        '<!--',
        '-->',
        '<',
        '</',
        '<!',
        '<?',
        '&',
        '&#',
        'word ',
        '漢字。',
        '\u00a0',
        '\ufeff',
      ),
      fc.string({ maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const html = pieces.join('');
        const text = wholeText(html);
        const page = scanned(html);
        expect(text.split('\n').every((line) => line === line.trimEnd())).toBe(true);
        for (let block = 0; block < page.blocks; block++) {
          expect(page.blockWords[block]).toBeGreaterThan(0);
          expect(page.blockElement[block]).toBeLessThan(page.elements);
        }
        for (let element = 1; element < page.elements; element++) {
          expect(page.parent[element]).toBeLessThan(element);
          expect(page.endBlock[element]).toBeGreaterThanOrEqual(page.firstBlock[element]!);
          expect(page.tag[element]).toBeGreaterThan(tagId.body);
        }
      }),
      { numRuns: 500 },
    );
  });
});
