import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { maxBlocks } from '../../../src/stages/extract/kernel/layout.ts';
import { assembleMarkdown } from '../../../src/stages/extract/markdown/markdown.ts';
import { scanned, wholeText } from './whole-text.ts';

const everyBlock = new Uint8Array(maxBlocks).fill(1);
const markdown = (html: string) => assembleMarkdown(scanned(html), everyBlock);
const renderer = new MarkdownIt();

/** What reads the same, whatever stands in lines or cells of their own. */
const folded = (text: string) => text.replace(/[\s|]+/g, ' ').trim();

describe('blocks', () => {
  it.each([
    ['<h1>One</h1><h3>Three</h3><p>Text<div>More</div>', '# One\n\n### Three\n\nText\n\nMore'],
    ['<h2><span>A</span> <div>B</div></h2>', 'A\n\nB'],
    ['<h2><div>Filled</div></h2>', '## Filled'],
    ['<h2>Ends in #</h2>', '## Ends in \\#'],
    ['<p>Rose<br>Violet<br><br>End', 'Rose\\\nViolet\n\nEnd'],
    ['<h2>Rose<br>Violet</h2>', '## Rose Violet'],
  ])('%s', (html, text) => expect(markdown(html)).toBe(text));
});

describe('lists and quotations', () => {
  it.each([
    ['<ul><li>a<li>b</ul><p>c', '- a\n- b\n\nc'],
    ['<ol><li>a<li>b<ul><li>c</ul><li>d</ol>', '1. a\n2. b\n   - c\n3. d'],
    ['<ol start="3"><li>a<li>b</ol><p>x</p><ol reversed START=10><li>c</ol>', '3. a\n4. b\n\nx\n\n10. c'],
    ['<ol start=5><li><ol start=7><li>a<li>b</ol><li>c</ol>', '5. 7. a\n   8. b\n6. c'],
    ['<ol data-start="3" class="start=4"><li>a</ol>', '1. a'],
    ['<ul><li><p>a</p><p>b</p><li>c</ul>', '- a\n\n  b\n- c'],
    ['<ul><li>a<ol><li><img></li><li>b</ol></ul>', '- a\n\n  2. b'],
    ['<blockquote><p>a<p>b</blockquote><blockquote>c</blockquote>', '> a\n>\n> b\n\n> c'],
    ['<ul><li>a<blockquote>b</blockquote></ul>', '- a\n\n  > b'],
    ['<dl><dt>Term<dd>What it is</dl>', 'Term\n\nWhat it is'],
  ])('%s', (html, text) => expect(markdown(html)).toBe(text));
});

describe('code', () => {
  it('keeps white space in a fence, and the language that the page names', () => {
    const html = '<pre class="x"><code class="hljs language-py">\nif a:\n    b()  &lt;\n</code></pre><p>after';
    expect(markdown(html)).toBe('```py\nif a:\n    b()  <\n```\n\nafter');
  });

  it('takes a longer fence than any inside', () => {
    expect(markdown('<pre>```\na\n```</pre>')).toBe('````\n```\na\n```\n````');
    expect(markdown('<p><code>a ` b</code> <kbd>`x`</kbd>')).toBe('``a ` b`` `` `x` ``');
  });

  it('makes one fence of lines that stand in elements of their own', () => {
    expect(markdown('<pre><div>a = 1</div><div>b = 2</div></pre>')).toBe('```\na = 1\nb = 2\n```');
  });
});

describe('tables', () => {
  it.each([
    [
      '<table><tr><th>Name<th>Age<tr><td>Ann<td>41<tr><td><td>7</table>',
      '| Name | Age |\n| --- | --- |\n| Ann | 41 |\n|  | 7 |',
    ],
    ['<table><tr><td>a<td>x<tr><td><img><td>c</table>', '| a | x |\n| --- | --- |\n|  | c |'],
    ['<table><tr><td>a<tr><td>b<td>c</table>', '| a |  |\n| --- | --- |\n| b | c |'],
    ['<table><tr><td>a|b<td><code>|</code> x<br>y</table>', '| a\\|b | `\\|` x y |\n| --- | --- |'],
    ['<table><tr><td>only<tr><td>one</table>', 'only\n\none'],
    ['<table><tr><td><p>a<p>b<td>c</table>', 'a\n\nb\n\nc'],
    ['<ul><li>x<table><tr><td>a<td>b</table></ul>', '- x\n\n  | a | b |\n  | --- | --- |'],
  ])('%s', (html, text) => expect(markdown(html)).toBe(text));
});

describe('inline elements', () => {
  it.each([
    ['<p><code>a</code><a href="/x"></a><code>b</code>', '`ab`'],
    ['<p><s>a</s><b><i></i></b><s>b</s>', '~~ab~~'],
    ['a <b>b</b> <i>c</i> <s>d</s>', 'a **b** *c* ~~d~~'],
    ['<b>a</b><b>b</b> un<em>believ</em>able', '**ab** un*believ*able'],
    ['<b> a </b>b', ' **a** b'.trim()],
    ['<b>(a)</b>b <b><i>c</i></b>', '(a)b ***c***'],
    ['<b>a<p>b</b>', '**a**\n\nb'],
    ['<a href="/x?a=1&amp;b=2">a <b>b</b></a>', '[a **b**](/x?a=1&b=2)'],
    ['<a href="/a (b)">x</a><a href=y>y</a><a href="#top">z</a><a>w</a>', '[x](</a (b)>)[y](y)zw'],
    ['Wow!<a href=x>y</a>', 'Wow!y'],
    ['<a href="javascript:x()">a</a> <a href="a&amp;copy;">b</a>', 'a [b](a\\&copy;)'],
    ['a <script>"<b>"</script><!-- <b> --><svg><b></svg>b', 'a b'],
    ['<code>a*b</code> <code><b>c</b></code>', '`a*b` `c`'],
  ])('%s', (html, text) => expect(markdown(`<p>${html}`)).toBe(text));
});

describe('text', () => {
  it('escapes what would be markup', () => {
    const lines = [
      '# a',
      '1. b',
      '2) c',
      '- d',
      '+ e',
      '> f',
      '*g*',
      '_h_',
      '`i`',
      '[j](k)',
      '&lt;l>',
      '\\m',
      '= n',
      '| o',
      '&amp;amp;',
    ];
    const escaped = [
      '\\# a',
      '1\\. b',
      '2\\) c',
      '\\- d',
      '\\+ e',
      '\\> f',
      '\\*g\\*',
      '\\_h\\_',
      '\\`i\\`',
      '\\[j\\](k)',
      '\\<l>',
      '\\\\m',
      '\\= n',
      '\\| o',
      '\\&amp;',
    ];
    expect(markdown(lines.map((line) => `<p>${line}</p>`).join(''))).toBe(escaped.join('\n\n'));
    expect(markdown(`<p>x<br>${lines.join('<br>')}`)).toBe(['x', ...escaped].join('\\\n'));
  });

  it('makes no image of a link behind an exclamation mark', () => {
    expect(markdown('<p>Look!<b><a href="/x">word</a>!</b> end</p>')).toBe('Look\\![word](/x)! end');
  });

  it('renders to the text that the plain format gives, whatever the page', () => {
    const names = [
      'p',
      'div',
      'h2',
      'ul',
      'ol',
      'li',
      'blockquote',
      'table',
      'tr',
      'td',
      'b',
      'i',
      's',
      'code',
      'a href="/x y"',
    ];
    const piece = fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...names).map((name) => `<${name}>`) },
      { weight: 2, arbitrary: fc.constantFrom(...names).map((name) => `</${name.split(' ')[0]}>`) },
      fc.constantFrom(
        '<br>',
        '<pre>',
        '</pre>',
        '<script>"<b>"</script>',
        '&amp;lt;',
        '&#42;',
        '中文。',
        '<!-- <i> -->',
        '<span hidden>·</span>',
        '<u aria-hidden="true">·</u>',
      ),
      fc.constantFrom(
        'word ',
        ' two',
        'x',
        '1. ',
        '- ',
        '# ',
        '> ',
        '*',
        '**',
        '_',
        '~~',
        '`',
        '[',
        '](',
        ')',
        '!',
        '|',
        '\\',
        '=',
        ':-',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const html = `${pieces.join('')}<p>end`;
        expect(folded(wholeText(renderer.render(markdown(html))))).toBe(folded(wholeText(html)));
      }),
      { numRuns: 3000 },
    );
  });

  it('takes pages apart that are all tags in linear time', () => {
    const many = 50_000;
    for (const html of ['<svg></svg>', '<svg>', '<!--', '<!-- -->', '<b>', '<a href=x>', '<li>', '<td>x'])
      expect(markdown(`<p>a</p>${html.repeat(many)}<p>b`)).toMatch(/a/);
    expect(markdown(`<ol>${'<li>x'.repeat(many)}</ol>`)).toContain(`\n${many}. x`);
    expect(markdown(`<table><tr>${'<td>x'.repeat(many)}</table>`).length).toBeGreaterThan(4 * many);
  });
});
