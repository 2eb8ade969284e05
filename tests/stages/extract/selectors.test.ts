import { describe, expect, it } from 'vitest';
import { RecipeError } from '../../../src/errors.ts';
import { createSelectors, siteSelectorsSchema } from '../../../src/stages/extract/selectors.ts';

const text = (sites: Parameters<typeof createSelectors>[0], html: string, url = 'https://a.example/x') =>
  createSelectors(sites)(Buffer.from(html), url)?.text;

describe('selectors by site', () => {
  it('fit a host and its subdomains, the longest first', () => {
    const select = createSelectors({ 'a.example': 'p', 'b.a.example': 'div' });
    const page = Buffer.from('<p>one</p><div>two</div>');
    const textAt = (url: string | undefined) => select(page, url)?.text;
    expect(textAt('https://a.example/')).toBe('one');
    expect(textAt('https://www.a.example/')).toBe('one');
    expect(textAt('https://x.b.A.example:8080/y')).toBe('two');
    expect(textAt('https://nota.example/')).toBeUndefined();
    expect(textAt('https://example/')).toBeUndefined();
    expect(textAt('not an address')).toBeUndefined();
    expect(textAt(undefined)).toBeUndefined();
  });

  it('fit a host in another script however often one was looked for', () => {
    const select = createSelectors({ 'bücher.example': 'p' });
    const page = Buffer.from('<p>one</p>');
    for (let time = 0; time < 30_000; time++) select(Buffer.alloc(0), `https://ü${time % 10}.example/`);
    expect(select(page, 'https://bücher.example/x')?.text).toBe('one');
  });

  it('fit a host with www and one in another script', () => {
    expect(text({ 'www.a.example': 'p' }, '<p>one</p>')).toBe('one');
    expect(text({ 'bücher.example': 'p' }, '<p>one</p>', 'https://xn--bcher-kva.example/')).toBe('one');
  });

  it('give the text of the outermost elements in the order of the page', () => {
    const html = '<nav>menu</nav><article><h1>Title</h1><p>one <b>bo</b>ld</p></article><article>two</article>';
    expect(text({ 'a.example': 'article, article p' }, html)).toBe('Title\none bold\ntwo');
  });

  it('leave out what is to be removed and what is hidden', () => {
    const html = '<main><p>one</p><div class=ad>buy</div><p hidden>secret</p><script>x()</script><p>two</p></main>';
    expect(text({ 'a.example': { content: 'main', remove: ['.ad'] } }, html)).toBe('one\ntwo');
  });

  it('lay tables, lists, line breaks and code out as main text', () => {
    const html =
      '<main><table><tr><td>a<td>b<tr><td>c<td>d</table><ul><li>x<li>y</ul>l<br>m<pre>  if:\n    go</pre>&lt;&amp;&eacute;</main>';
    expect(text({ 'a.example': 'main' }, html)).toBe('a | b\nc | d\nx\ny\nl\nm\n  if:\n    go\n<&é');
  });

  it('give title, authors and date', () => {
    const select = createSelectors({
      'a.example': { content: 'p', title: '.t', author: '.by', created: 'time' },
    });
    const html =
      '<h2 class=t>The &amp; title</h2><i class=by>Ada</i><i class=by>Bo</i><time datetime="2024-05-06">x</time><p>one';
    expect(select(Buffer.from(html), 'https://a.example/')).toEqual({
      text: 'one',
      created: '2024-05-06',
      metadata: { title: 'The & title', author: 'Ada; Bo' },
    });
  });

  it('give an empty text where nothing fits', () => {
    expect(text({ 'a.example': 'article' }, '<p>one</p>')).toBe('');
    expect(text({ 'a.example': 'article' }, '')).toBe('');
  });

  it('leave pages nested too deep to the model', () => {
    expect(text({ 'a.example': 'p' }, `${'<div>'.repeat(100_000)}<p>one`)).toBeUndefined();
    expect(text({ 'a.example': 'p' }, `${'<div>'.repeat(200)}<p>one`)).toBe('one');
    expect(text({ 'a.example': 'p' }, '<p>one<br>'.repeat(3000))?.split('\n').length).toBe(3000);
  });
});

describe('selectors at fault', () => {
  it.each([
    ['an unknown pseudo-class', { 'a.example': 'p:foo' }, /"p:foo" is no CSS selector.*:foo/],
    ['an open bracket', { 'a.example': { content: 'p', remove: ['[x='] } }, /"\[x=" is no CSS selector/],
    ['XPath', { 'a.example': '//div' }, /"\/\/div" is no CSS selector/],
    ['no selector', { 'a.example': ' ' }, /a\.example/],
    ['an address for a host', { 'https://a.example/x': 'p' }, /expected one such as example.org/],
    ['a path', { 'a.example/x': 'p' }, /expected one such as example.org/],
  ])('%s is a recipe error that says so', (_, sites, message) => {
    expect(() => createSelectors(sites)).toThrow(RecipeError);
    expect(() => createSelectors(sites)).toThrow(message);
  });

  it('are found by the schema alone', () => {
    expect(siteSelectorsSchema.safeParse({ 'a.example': 'p >> b' }).success).toBe(false);
    expect(siteSelectorsSchema.parse({ 'a.example': 'p' })).toEqual({ 'a.example': { content: 'p', remove: [] } });
  });
});
