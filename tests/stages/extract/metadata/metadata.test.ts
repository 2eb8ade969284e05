import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { absoluteAddress, type PageMetadata, readMetadata } from '../../../../src/stages/extract/metadata/metadata.ts';

const read = (html: string, url?: string): PageMetadata => readMetadata(Buffer.from(html), url);

describe('what a page states about itself', () => {
  it('is read from Open Graph and metas', () => {
    const page = read(
      `<html lang="en-gb"><head><title>Storm over Rome | The Daily</title>
       <meta property="og:title" content="Storm over Rome"><meta property="og:site_name" content="The Daily">
       <meta name=description content='Rain &amp; wind &#8212; all night'><meta name="author" content="By Ada Low">
       <meta property="og:type" content="article">
       <meta property="article:published_time" content="2024-02-29T08:05:00+0100">
       <meta property="article:modified_time" content="2024-03-01">
       <link rel="canonical" href="/2024/storm?a=1&amp;b=2"></head><body><h1>Storm over <em>Rome</em></h1>`,
      'https://daily.example/x',
    );
    expect(page).toEqual({
      created: '2024-02-29T08:05:00+01:00',
      metadata: {
        title: 'Storm over Rome',
        description: 'Rain & wind — all night',
        author: 'Ada Low',
        modified: '2024-03-01',
        language: 'en-GB',
        canonical: 'https://daily.example/2024/storm?a=1&b=2',
        siteName: 'The Daily',
        type: 'article',
      },
    });
  });

  it('is read from JSON-LD, authors by reference included', () => {
    const graph = {
      '@graph': [
        { '@type': 'WebSite', name: 'The Daily' },
        { '@type': 'Person', '@id': '#ada', name: 'Ada Low' },
        {
          '@type': ['NewsArticle'],
          headline: 'Storm &amp; rain',
          datePublished: '2024-02-28T10:00:00.000Z',
          dateModified: '2024-02-29',
          author: [{ '@id': '#ada' }, { '@type': 'Person', name: 'Bo Ek' }, 'Bo Ek'],
          publisher: { name: 'Daily Ltd' },
          inLanguage: 'en',
        },
      ],
    };
    expect(read(`<script type='application/ld+json'>${JSON.stringify(graph)}</script>`)).toEqual({
      created: '2024-02-28T10:00:00Z',
      metadata: {
        title: 'Storm & rain',
        author: 'Ada Low; Bo Ek',
        modified: '2024-02-29',
        language: 'en',
        siteName: 'Daily Ltd',
        type: 'NewsArticle',
      },
    });
  });

  it('is read from metas whose names a site made up, after those of standards', () => {
    const dated = (name: string) => read(`<meta name="${name}" content="2025-05-27T06:03:43Z">`).created;
    for (const name of ['w-published-date', 'prism.publicationDate', 'pwcReleaseDate', 'published-time', 'pdate'])
      expect(dated(name)).toBe('2025-05-27T06:03:43Z');
    for (const name of ['update', 'release', 'published-by', 'event-date']) expect(dated(name)).toBeUndefined();
    const both =
      '<meta name="pdate" content="2025-05-27"><meta property="article:published_time" content="2024-01-02">';
    expect(read(both).created).toBe('2024-01-02');
  });

  it('has the last change from any node that is an article or a page', () => {
    const changed = (type: string, key: string) =>
      read(`<script type="application/ld+json">[{"@type":"Organization","dateModified":"2020-01-01"},
        {"@type":"Article","headline":"a"},{"@type":"${type}","${key}":"2025-11-04"}]</script>`).metadata['modified'];
    expect(changed('WebPage', 'dateModified')).toBe('2025-11-04');
    expect(changed('MedicalWebPage', 'lastReviewed')).toBe('2025-11-04');
    expect(changed('Person', 'dateModified')).toBeUndefined();
  });

  it('is only what was found', () => {
    expect(read('<p>Nothing to see</p>')).toEqual({ metadata: {} });
    expect(read('')).toEqual({ metadata: {} });
  });

  it('is not taken from scripts, styles and comments', () => {
    const page = read(
      `<script>document.write('<meta name="author" content="Eve"><h1>No</h1>')</script>
       <!-- <title>No</title> --><style><meta name="author" content="Eve"></style><title>Yes</title>`,
    );
    expect(page).toEqual({ metadata: { title: 'Yes' } });
  });

  it('keeps no address for an author and no script for a canonical address', () => {
    const page = read(
      '<meta name=author content="https://facebook.com/ada"><link rel=canonical href="javascript:alert(1)">',
      'https://a.example/',
    );
    expect(page).toEqual({ metadata: {} });
  });
});

function parsedAddress(text: string): string | undefined {
  try {
    const { protocol, href } = new URL(text);
    return /^https?:$/.test(protocol) ? href : undefined;
  } catch {
    return undefined;
  }
}

describe('a canonical address', () => {
  it('is relative to the page’s own, and needs none where it is whole', () => {
    expect(absoluteAddress('../b?c=d', 'https://a.example/x/y')).toBe('https://a.example/b?c=d');
    expect(absoluteAddress('https://a.example/b', 'page 17')).toBe('https://a.example/b');
    expect(absoluteAddress('b', 'page 17')).toBeUndefined();
    expect(absoluteAddress('ftp://a.example/b', undefined)).toBeUndefined();
  });

  it('is written as a parser writes it, whatever it is made of', () => {
    const piece = fc.constantFrom(
      ...[
        'https://',
        'http://',
        'a',
        'B',
        'a-b',
        'xn--a',
        '1',
        '.',
        '..',
        '/',
        '//',
        '-',
        ':80',
        ':443',
        '%2e',
        '%',
        '?',
        '#',
      ],
      ...['example', 'com', 'ü', ' ', '_', '~', '@', 'a.example', 'https://a.example/'],
    );
    const address = fc.array(piece, { minLength: 2, maxLength: 8 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(address, (text) => {
        expect(absoluteAddress(text, undefined)).toBe(parsedAddress(text));
      }),
      { numRuns: 3000 },
    );
  });
});

describe('damaged and hostile pages', () => {
  it.each([
    ['trailing commas and raw line breaks', (json: string) => json.replace('}', ',}')],
    ['a comment around it', (json: string) => `<!-- \n${json}\n//-->`],
    ['CDATA around it', (json: string) => `//<![CDATA[\n${json}\n//]]>`],
    ['a semicolon behind it', (json: string) => `${json};`],
  ])('mends JSON-LD with %s', (_, damage) => {
    const json = '{"@type": "Article", "headline": "Two\nlines", "datePublished": "2024-05-06"}';
    expect(read(`<script type="application/ld+json">${damage(json)}</script>`)).toMatchObject({
      created: '2024-05-06',
      metadata: { title: 'Two lines' },
    });
  });

  it('does without JSON-LD that cannot be read', () => {
    expect(read('<title>T</title><script type="application/ld+json">{"@type": "Article", oops</script>')).toEqual({
      metadata: { title: 'T' },
    });
  });

  it.each([
    ['deep arrays', `<script type="application/ld+json">${'['.repeat(50_000)}${']'.repeat(50_000)}</script>`],
    ['deep names', `<script type="application/ld+json">${'{"@type":"Article","author":{"name":'.repeat(20_000)}`],
    ['a meta of a megabyte', `<meta name="description" content="${'a'.repeat(1 << 20)}">`],
    ['unclosed titles', '<title>'.repeat(100_000)],
    ['unclosed headings', '<h1>'.repeat(100_000)],
    ['unclosed links', '<link '.repeat(100_000)],
    ['unclosed quotes', '<meta content="'.repeat(100_000)],
    ['unclosed comments', '<!--'.repeat(100_000)],
    ['date words', `<body>${'<p class="date'.repeat(10_000)}`],
  ])('reads %s without harm', (_, html) => {
    const { metadata } = read(html, 'https://a.example/');
    expect(String(metadata['description'] ?? '').length).toBeLessThanOrEqual(4000);
  });

  it('never yields lone surrogates, also where it cuts', () => {
    const headline = `"\\ud83d x \\udc00 ${'😀'.repeat(4000)}"`;
    const block = `{"@type": "Article", "headline": ${headline}, "description": ${headline}}`;
    const { metadata } = read(`<script type="application/ld+json">${block}</script>`);
    expect(JSON.stringify(metadata)).not.toMatch(/\p{Surrogate}|\\ud/u);
    expect(String(metadata['description']).length).toBeGreaterThan(3900);
  });

  it('reads any soup of tags', () => {
    const piece = fc.constantFrom(
      ...[
        '<meta ',
        'name="author"',
        'content=',
        '"',
        "'",
        '>',
        '<h1>',
        '</h1>',
        '<title>',
        '</title',
        '<time datetime=',
      ],
      ...[
        '2024-05-06',
        '<script type="application/ld+json">',
        '{"@type":"Article"',
        ',"name":',
        '}',
        '</script>',
        '<!--',
      ],
      ...['-->', '&amp;', '&#xD800;', '\u{1F600}', '\0', '<body>', '<link rel=canonical href=', 'class="date"', 'Ada'],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const page = read(pieces.join(''), 'https://a.example/');
        expect(JSON.stringify(page)).not.toMatch(/\p{Surrogate}|\\ud/u);
        if (page.created !== undefined) expect(page.created).toBe('2024-05-06');
      }),
      { numRuns: 2000 },
    );
  });
});
