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
    expect(texts('<p>1 <b>a</b></p>2<br>3<DIV>4</DIV><td>5<td>6')).toEqual(['1 a', '2', '3', '4', '5', '6']);
  });

  it('have no text without a digit, but a length', () => {
    expect(lines('<p>ab c</p><p>日本</p>')).toEqual([
      { text: '', length: 3, end: 7 },
      { text: '', length: 2, end: 20 },
    ]);
  });

  it('leave out scripts, styles, hidden elements and comments', () => {
    expect(
      texts('1<script>2</script><style>3</style><!-- 4 <p> --><svg><text>5</text></svg><noscript>6</noscript>7'),
    ).toEqual(['1 7']);
  });

  it('end where the bytes do, in whatever', () => {
    expect(texts('1<scrip')).toEqual(['1']);
    expect(texts('1<script>2')).toEqual(['1']);
    expect(texts('1<!-- 2')).toEqual(['1']);
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
