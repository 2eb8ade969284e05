import { decodeHTML } from 'entities/decode';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wholeText } from './whole-text.ts';

describe('lines', () => {
  it('gives paragraphs, headings and list items lines of their own, in page order', () => {
    expect(wholeText('<h1>One</h1><p>Two<p>Three<ul><li>Four<li>Five</ul><div>Six</div>Seven')).toBe(
      'One\nTwo\nThree\nFour\nFive\nSix\nSeven',
    );
  });

  it('neither splits nor joins words at inline elements', () => {
    expect(wholeText('<p>un<b>believ</b>able <i>and</i><span> true</span><wbr>ly</p>')).toBe('unbelievable and truely');
  });

  it('breaks lines at <br> and starts a block at two', () => {
    expect(wholeText('<p>Rose<br>Violet <br/> Sugar<br><br>End</p>')).toBe('Rose\nViolet\nSugar\nEnd');
  });

  it('folds white space, no-break spaces and wide spaces to one space', () => {
    expect(wholeText('<p> a \n\t b&nbsp;&nbsp;c\u00a0 d\u2003e </p>')).toBe('a b c d e');
  });

  it('keeps a space that stands alone between two tags', () => {
    expect(wholeText('<p><b>a</b> <i>b</i>\n<u>c</u></p>')).toBe('a b c');
  });

  it.each([
    ['<p>&#20013;&#x6587;</p><p>x</p>', '中文\nx'],
    ['<p>&#1052;&#1080;&#1088;</p>', 'Мир'],
    ['<p>&eacute;&agrave;</p>', 'éà'],
  ])('keeps a block whose words are character references alone: %s', (html, text) => {
    expect(wholeText(html)).toBe(text);
  });

  it('leaves a block without a word out', () => {
    expect(wholeText('<p>one</p><p>|</p><p> » </p><p>two</p>')).toBe('one\ntwo');
  });
});

describe('tables', () => {
  it('joins the cells of a row', () => {
    expect(wholeText('<table><tr><th>Name<th>Age<tr><td>Ann<td>41</table>')).toBe('Name | Age\nAnn | 41');
  });

  it('joins cells whose text stands in an element of its own', () => {
    expect(wholeText('<table><tr><td><p>a</p></td><td><div>b</div></td></tr></table>')).toBe('a | b');
  });

  it('does not join the cells of a layout table that hold several blocks', () => {
    expect(wholeText('<table><tr><td><p>a</p><p>b</p></td><td><p>c</p><p>d</p></td></tr></table>')).toBe('a\nb\nc\nd');
  });
});

describe('preformatted text', () => {
  it('keeps white space and drops the first line break', () => {
    expect(wholeText('<pre>\nif x:\n    go()\n\n\tdone  </pre>')).toBe('if x:\n    go()\n\n\tdone');
  });

  it('keeps white space between inline elements', () => {
    expect(wholeText('<pre><b>a</b>\n  <i>b</i></pre>')).toBe('a\n  b');
  });

  it('reads <xmp> and <plaintext> as text with its markup', () => {
    expect(wholeText('<xmp><b>bold</b> &amp; raw</xmp>after')).toContain('<b>bold</b>');
    expect(wholeText('<p>before</p><plaintext>rest <p>of</p> it')).toBe('before\nrest <p>of</p> it');
  });
});

describe('what readers do not see', () => {
  it('leaves scripts, styles, forms’ choices and embedded fallbacks out', () => {
    const hidden = ['script', 'style', 'template', 'svg', 'select', 'textarea', 'iframe', 'video', 'canvas', 'object'];
    for (const name of hidden) expect(wholeText(`<p>a</p><${name}>no</${name}><p>b</p>`)).toBe('a\nb');
  });

  it('leaves comments, declarations and attributes out', () => {
    expect(wholeText('<!doctype html><!-- no --><p title="no > no" alt=no>yes</p><!--> <p>b</p><![CDATA[no]]>')).toBe(
      'yes\nb',
    );
  });

  it('drops soft hyphens, zero-width spaces and direction marks, keeps joiners', () => {
    expect(wholeText('<p>co\u00adop&shy;er\u200bate\u200e \u202b\u2066x\u2069 می\u200cخواهم</p>')).toBe(
      'cooperate x می\u200cخواهم',
    );
  });

  it.each([
    '<span hidden>no</span>',
    '<span hidden class="x">no</span>',
    '<a href="/x" hidden>no</a>',
    '<i class=x HIDDEN="">no</i>',
    '<span style="color: red; display: none">no</span>',
    "<b style='Visibility:hidden'>no</b>",
    '<span aria-hidden="true">no</span>',
    '<span hidden>no <span>no</span> no</span>',
    '<x-menu aria-hidden=true>no <b>no</b></x-menu>',
  ])('leaves inline elements out that are not shown: %s', (element) => {
    expect(wholeText(`<p>a ${element} b</p><p>c</p>`)).toBe('a b\nc');
  });

  it.each([
    '<span data-hidden="true">yes</span>',
    '<span class="hidden">yes</span>',
    '<span class=hidden>yes</span>',
    '<span style="display:inline">yes</span>',
    '<span aria-hidden="false">yes</span>',
    '<a aria-hidden="true" href="/x">yes</a>',
    '<span style="display:none"><math><mi>yes</mi></math></span>',
    '<embed hidden="true">yes',
    '<span hidden />yes',
  ])('keeps those that are: %s', (element) => {
    expect(wholeText(`<p>a ${element} b</p><p>c</p>`)).toBe('a yes b\nc');
  });

  it('does not lose what stands behind an inline element that is never closed', () => {
    expect(wholeText('<p>a <span hidden>no</p><p>b</p>')).toBe('a\nb');
    expect(wholeText('<p>a <span hidden>no <b>no</i></b></span> b</p>')).toBe('a b');
  });

  it('parts words where a sign is left out that stood between them', () => {
    expect(wholeText('<p>1 May<span aria-hidden="true">·</span>3 min<span aria-hidden="true">.</span></p>')).toBe(
      '1 May 3 min',
    );
    expect(wholeText('<p>one<span hidden>·</span>word <i aria-hidden="true">★</i>, end</p>')).toBe('oneword , end');
  });

  it('leaves ruby annotations out', () => {
    expect(wholeText('<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>字</p>')).toBe('漢字');
  });

  it('leaves the source of formulas out', () => {
    expect(wholeText('<p><math><mi>x</mi><annotation>\\frac</annotation></math> y</p>')).toBe('x y');
  });
});

describe('character references', () => {
  it('decodes names with and without semicolon as the standard says', () => {
    expect(
      wholeText('<p>&lt;a&gt; &amp &notit; &notin; &CounterClockwiseContourIntegral; &nGt; &unknown; a&b</p>'),
    ).toBe('<a> & ¬it; ∉ ∳ ≫⃒ &unknown; a&b');
  });

  it('decodes numbers, those of windows-1252 and those beyond Unicode included', () => {
    expect(wholeText('<p>&#65;&#x42;&#x43 &#150; &#128; &#0;&#xD800;&#x110000; &#; &#x; &#8364</p>')).toBe(
      'ABC – € \ufffd\ufffd\ufffd &#; &#x; €',
    );
  });

  it('agrees with the entities package on any text', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '&',
        '&amp;',
        '&amp',
        '&lt',
        '&copy',
        '&copy;',
        '&eacute',
        '&Eacute;',
        '&#',
        '&#x',
        ';',
        '&notit;',
      ),
      fc.string({ unit: fc.constantFrom('a', 'x', 't', '1', ';', '#', '&', 'g') }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const source = pieces.join('');
        const expected = decodeHTML(`x${source}x`);
        fc.pre(!/[\s\u00ad\u200b-\u200f\u0000-\u001f]/.test(expected));
        expect(wholeText(`<p>x${source}x</p>`)).toBe(expected);
      }),
    );
  });
});

describe('odd pages', () => {
  it('reads <noframes> of a frameset', () => {
    expect(wholeText('<frameset><frame src=a><noframes><p>No frames here</p></noframes></frameset>')).toBe(
      'No frames here',
    );
  });

  it('reads XHTML: scripts and anchors may be empty elements', () => {
    const head = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title/><script src="a.js"/><style/></head>';
    const body = '<body><h1><a id="top"/>One</h1><p>Two<br/>lines</p><textarea/><p>Three</p></body></html>';
    const lines = 'One\nTwo\nlines\nThree';
    expect(wholeText(`<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>${head}${body}`)).toBe(lines);
    expect(wholeText(`\ufeff <?xml version="1.0"?>${head}${body}`)).toBe(lines);
    expect(wholeText(`<script src="a.js"/>not text</script>${body.replace('<textarea/>', '')}`)).toBe(lines);
  });

  it('leaves what forms and images say of themselves out', () => {
    expect(
      wholeText('<form><input placeholder="no" value="no"><img alt="no" title="no"><label>Name</label></form>'),
    ).toBe('Name');
  });

  it('treats unknown and AMP elements as inline', () => {
    expect(wholeText('<amp-story><p>Text <amp-fit-text>fits</amp-fit-text></p></amp-story>')).toBe('Text fits');
  });

  it('keeps < that starts no tag', () => {
    expect(wholeText('<p>1 < 2 <3 and a<~b</p>')).toBe('1 < 2 <3 and a<~b');
  });

  it('closes what an opening tag implies closed', () => {
    expect(wholeText('<dl><dt>a<dd>b<dt>c</dl><p>d<table><tr><td>e<td>f</table>g')).toBe('a\nb\nc\nd\ne | f\ng');
  });

  it('reads a page cut off inside a script, a comment, a tag or a character', () => {
    expect(wholeText('<p>a</p><script>var x = "<p>no</p>')).toBe('a');
    expect(wholeText('<p>a</p><!-- <p>no</p>')).toBe('a');
    expect(wholeText('<p>a</p><div class="no')).toBe('a');
    expect(wholeText(Buffer.from([0x3c, 0x70, 0x3e, 0x61, 0xe4, 0xb8]))).toMatch(/^a/);
  });

  it('does not let one page’s rest into the next', () => {
    wholeText(`<p>${'long text '.repeat(100)}</p>`);
    expect(wholeText('<p>x')).toBe('x');
    expect(wholeText('')).toBe('');
  });
});
