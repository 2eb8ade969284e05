import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanPage } from '../../../../src/stages/extract/metadata/scan.ts';
import { textLines } from '../../../../src/stages/extract/metadata/text-lines.ts';

const lines = (html: string) => {
  const { page } = scanPage(Buffer.from(html));
  return textLines(page, 0, page.length);
};
const texts = (html: string): string[] => lines(html).map((line) => line.text.replace(/\s+/g, ' ').trim());

describe('lines of visible text', () => {
  it('end at blocks, not at inline elements', () => {
    expect(texts('<p>2001 <b>a</b></p>2002<br>2003<DIV>2004</DIV><td>2005<td>2006')).toEqual([
      '2001 a',
      '2002',
      '2003',
      '2004',
      '2005',
      '2006',
    ]);
  });

  it('have no text where they cannot hold a date, but a length', () => {
    expect(lines('<p>ab c</p><p>日本 1</p>')).toEqual([
      { text: '', length: 3, end: 7 },
      { text: '', length: 3, end: 22 },
    ]);
  });

  it.each(['1990', 'x1999', '2039y', '1/2/03', '1/12/03', '1.02.03', '5 years and 20/1/05'])(
    'have it with %s',
    (text) => {
      expect(texts(text)).toEqual([text]);
    },
  );

  it.each(['1989', '199 0', '2040', '20 01', '1/2/0', '1/123/03', '1.2.03', '1.02.0', '20<b>01</b>', '5&nbsp;x', '1’'])(
    'have none with %s',
    (text) => {
      expect(texts(text)).toEqual(['']);
    },
  );

  it.each(['&#50;001', '20\u00ad01', '20\u200b01', '20\u206001', '20\ufeff01', '1&sol;2/03'])(
    'have it where %s may become a date when it is decoded',
    (text) => {
      expect(lines(text)[0]?.text.trim()).toBe(text);
    },
  );

  it('leave out scripts, styles, hidden elements and comments', () => {
    expect(
      texts('2001<script>2</script><style>3</style><!-- 4 <p> --><svg><text>5</text></svg><noscript>6</noscript>7'),
    ).toEqual(['2001 7']);
  });

  it('end where the bytes do, in whatever', () => {
    expect(texts('2001<scrip')).toEqual(['2001']);
    expect(texts('2001<script>2')).toEqual(['2001']);
    expect(texts('2001<!-- 2')).toEqual(['2001']);
    expect(texts('')).toEqual([]);
  });

  it('hold all characters that no tag holds', () => {
    const piece = fc.constantFrom('<p>', '</p>', '<b class="x">', 'a1', ' ', 'é', '日', '<br/>');
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces
          .filter((one) => !one.startsWith('<'))
          .join('')
          .replace(/ /g, '');
        expect(lines(pieces.join('')).reduce((sum, line) => sum + line.length, 0)).toBe([...text].length);
      }),
    );
  });
});
