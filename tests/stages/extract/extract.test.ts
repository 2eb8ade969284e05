import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AssetError } from '../../../src/errors.ts';
import { createExplain } from '../../../src/stages/extract/explain.ts';
import { extractStage } from '../../../src/stages/extract/extract.ts';
import { builtinExtractModel, extractParameters } from '../../../src/stages/extract/parameters.ts';
import { extractPresets } from '../../../src/stages/extract/presets.ts';

const model = readFileSync(new URL('../../../models/extract.bin', import.meta.url));
const assets = new Map([[builtinExtractModel, new Uint8Array(model)]]);
const create = (input: Parameters<typeof extractParameters.parse>[0] = {}) =>
  extractStage.create(extractParameters.parse(input), assets);

const sentences = [
  'The old mill stood at the end of the lane, where the river turns and slows before the weir.',
  'Nobody had worked there since the flood, and the wheel, half rotten, hung above the dry race.',
  'In spring the children of the village came to look for nests under its broken eaves.',
  'When the council bought the ruin at last, it took two summers to make the roof tight again.',
  'Today flour is ground there once a month, and the queue on such a day reaches the bridge.',
];
const menu = ['Home', 'News', 'Sport', 'Weather', 'Shop', 'Contact us'];
const article = (
  inside = '',
  attributes = '',
) => `<!doctype html><html><head><title>The mill by the river | Valley News</title></head>
<body><header><nav><ul>${menu.map((item) => `<li><a href="/${item}">${item}</a></li>`).join('')}</ul></nav></header>
<main${attributes}><article class="post-content"><h1>The mill by the river</h1>${sentences.map((line) => `<p>${line}</p>`).join('\n')}${inside}</article></main>
<footer><p>© 2024 Valley News. <a href="/terms">Terms of use</a> <a href="/privacy">Privacy policy</a></p></footer></body></html>`;
const page = (html: string, contentType = 'text/html; charset=utf-8') => ({
  body: Buffer.from(html),
  contentType,
  url: 'https://news.example.org/mill',
});

describe('extractStage', () => {
  const extract = create();

  it('keeps an article and leaves the menu and the footer', () => {
    const { text, measures } = extract(page(article()));
    for (const sentence of sentences) expect(text).toContain(sentence);
    expect(text).not.toContain('Weather');
    expect(text).not.toContain('Privacy');
    expect(measures['extractConfidence']).toBeGreaterThan(0.5);
  });

  it('gives the same text whatever pages came before', () => {
    const first = extract(page(article()));
    extract(page(`<ul>${'<li>row</li>'.repeat(5000)}</ul>`));
    expect(extract(page(article()))).toEqual(first);
  });

  it('undoes double encoding in text and title, unless told not to', () => {
    const quoted = article(`<p>“Don’t,” the miller’s son said — and that was all he\u00A0said.</p>`).replaceAll(
      'mill by',
      'mill’s race by',
    );
    const twice = page(Buffer.from(quoted).toString('latin1'));
    const { text, metadata } = extract(twice);
    expect(text).toContain('“Don’t,” the miller’s son said — and that was all he said.');
    expect(metadata).toMatchObject({ title: 'The mill’s race by the river', encodedTwice: true });
    expect(create({ repairEncoding: false })(twice).text).toContain('Donâ');
    expect(createExplain(extractParameters.parse({}), assets)(twice).text).toBe(text);
    expect(extract(page(quoted)).metadata).not.toHaveProperty('encodedTwice');
  });

  it('reads C1 controls as the quotation marks that they were meant for, unless told not to', () => {
    const quoted = page(article('<p>\u0093Don\u0092t,\u0094 the miller\u0092s son said.</p>'));
    expect(extract(quoted).text).toContain('“Don’t,” the miller’s son said.');
    expect(create({ repairEncoding: false })(quoted).text).toContain('Don\u0092t');
  });

  it('leaves hidden text out, unless the recipe wants it', () => {
    const hidden = `<p hidden>${sentences.join(' ').replaceAll('mill', 'barn')}</p>`;
    expect(extract(page(article(hidden))).text).not.toContain('barn');
  });

  it('reads a page that hides itself until its scripts run', () => {
    expect(extract(page(article('', ' style="display:none"'))).text).toContain(sentences[2]);
  });

  it('reads the article of a shell from its JSON-LD', () => {
    const json = JSON.stringify({ '@graph': [{ '@type': 'NewsArticle', articleBody: sentences.join('\n\n') }] });
    const shell = `<html><head><script type="application/ld+json">${json}</script></head><body><div id="root"></div><p>Loading</p></body></html>`;
    expect(extract(page(shell)).text).toBe(sentences.join('\n'));
  });

  it('reads the article of a shell whose markup is escaped, and leaves a text about markup as it is', () => {
    const shell = (articleBody: string) =>
      page(`<html><head><script type="application/ld+json">${JSON.stringify({ articleBody })}</script></head></html>`);
    const escaped = sentences.map((line) => `&lt;p class="x"&gt;${line} &amp;amp; so on&lt;/p&gt;`).join('');
    expect(extract(shell(escaped)).text).toBe(sentences.map((line) => `${line} & so on`).join('\n'));
    const about = `Paragraphs begin with &lt;p&gt; and end with &lt;/p&gt;. ${sentences.join(' ')}`;
    expect(extract(shell(about)).text).toBe(`Paragraphs begin with <p> and end with </p>. ${sentences.join(' ')}`);
  });

  it('reads a page whose text stands in a textarea', () => {
    expect(extract(page(`<textarea>${sentences.join('\n')} &amp; more</textarea>`)).text).toBe(
      `${sentences.join('\n')} & more`,
    );
  });

  it('says why a page has no text', () => {
    expect(extract(page('<html><body><img src=a></body></html>'))).toMatchObject({ text: '', reason: 'no-main-text' });
    expect(extract(page(''))).toMatchObject({ text: '', reason: 'no-main-text' });
  });

  it('decodes the page’s charset and names it', () => {
    const html = `<p>${'今天天氣很好，我們一起去公園散步。'.repeat(8)}</p>`;
    const big5 = Buffer.concat([
      Buffer.from('<meta charset=big5><p>'),
      Buffer.from('a4b5a4d1a4d1aef0abdca66ea143', 'hex'),
    ]);
    expect(extract(page(html)).metadata['encoding']).toBe('utf-8');
    expect(extract({ body: big5 }).text).toBe('今天天氣很好。');
  });

  it('normalises to NFC unless the recipe says otherwise', () => {
    const html = article('<p>Café au lait was served to everyone who came, and nobody left before the evening.</p>');
    const decomposed = html.normalize('NFD');
    expect(extract(page(decomposed)).text).toContain('Café');
    expect(create({ normalise: 'none' })(page(decomposed)).text).toContain('Cafe\u0301');
  });

  it('reads sites with selectors by these', () => {
    const selecting = create({ selectors: { 'example.org': 'h1' } });
    expect(selecting(page(article()))).toMatchObject({ text: 'The mill by the river', measures: {} });
    expect(() => create({ selectors: { 'example.org': '[[' } })).toThrow();
  });

  it('keeps reader comments apart when asked', () => {
    const comments = `<section id="comments" class="comment-list"><p>Nice, I was there as a child.</p></section>`;
    const kept = create({ comments: 'metadata' })(page(article().replace('</main>', `</main>${comments}`)));
    expect(kept.text).not.toContain('I was there as a child');
    expect(kept.metadata['comments']).toBe('Nice, I was there as a child.');
    expect(extract(page(article())).metadata['comments']).toBeUndefined();
  });

  it.each(['art-komentarze', 'opOpinie', 'kommentarer', 'sxolia', 'pinglun_list'])('knows comments by `%s`', (name) => {
    const comments = `<div id="${name}"><p>Nice, I was there as a child.</p></div>`;
    const kept = create({ comments: 'metadata' })(page(article().replace('</main>', `</main>${comments}`)));
    expect(kept.text).not.toContain('I was there as a child');
    expect(kept.metadata['comments']).toBe('Nice, I was there as a child.');
  });

  it('writes Markdown when asked, of blocks, selections, comments and shells alike', () => {
    const markdown = create({ format: 'markdown', comments: 'metadata', selectors: { 'selected.org': 'article' } });
    const comments = '<div class="comments"><p>Nice, I was <i>there</i> as a child.</p></div>';
    const rich = article('<ul><li>first <b>thing</b> to see in the valley<li>second thing to see in the valley</ul>');
    const found = markdown(page(rich.replace('</main>', `</main>${comments}`)));
    expect(found.text).toContain('- first **thing** to see in the valley\n- second thing');
    expect(found.metadata['comments']).toBe('Nice, I was *there* as a child.');
    const selected = markdown({ ...page(rich), url: 'https://selected.org/' });
    expect(selected.text).toContain(`# The mill by the river\n\n${sentences[0]}\n\n`);
    const shell = (body: string) =>
      page(`<script type="application/ld+json">${JSON.stringify({ articleBody: body })}</script><p>Loading</p>`);
    expect(markdown(shell(`# ${sentences.join('\n')}`)).text).toBe(`\\# ${sentences.join('\n\n')}`);
    expect(markdown(shell(`<h2>A</h2><p>${sentences.join(' ')}`)).text).toBe(`## A\n\n${sentences.join(' ')}`);
  });

  it('names the model it misses', () => {
    const parameters = extractParameters.parse({ model: 'model:mine' });
    expect(extractStage.assets(parameters)).toEqual(['model:mine']);
    expect(() => extractStage.create(parameters, assets)).toThrow(AssetError);
  });

  it('has every preset fit its schema', () => {
    for (const preset of Object.values(extractPresets)) expect(extractParameters.safeParse(preset).success).toBe(true);
  });
});

describe('createExplain', () => {
  it('gives all blocks in order with score, mark and path', () => {
    const explained = createExplain(extractParameters.parse({}), assets)(page(article()));
    expect(explained.blocks.map((block) => block.text)).toEqual([
      ...menu,
      'The mill by the river',
      ...sentences,
      '© 2024 Valley News. Terms of use Privacy policy',
    ]);
    expect(explained.blocks[0]).toMatchObject({ kept: false, path: 'header/nav/ul/li' });
    expect(explained.blocks[8]).toMatchObject({ kept: true, path: 'main/article/p' });
    const kept = explained.blocks.filter((block) => block.kept).map((block) => block.text);
    expect(explained.text).toBe(kept.join('\n'));
  });
});
