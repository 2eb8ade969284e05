import { escapeHtml } from './fill.ts';

/** What surrounds the text on a site: the boilerplate that extraction must leave out. */
export interface Site {
  host: string;
  name: string;
  language: string;
  menu: readonly string[];
  footer: string;
  aside: readonly string[];
}

const list = (items: readonly string[], host: string): string =>
  items.map((item, index) => `<li><a href="https://${host}/s/${index}">${escapeHtml(item)}</a></li>`).join('\n      ');

/** A whole page: head with metadata, navigation, the main part, related links and footer. */
export function page(
  site: Site,
  title: string,
  main: string,
  options: { head?: string; charset?: string } = {},
): string {
  const charset = options.charset ?? 'utf-8';
  return `<!DOCTYPE html>
<html lang="${site.language}">
<head>
  <meta charset="${charset}">
  <title>${escapeHtml(title)} - ${escapeHtml(site.name)}</title>
  <meta property="og:site_name" content="${escapeHtml(site.name)}">
  ${options.head ?? ''}
  <style>body { margin: 0 auto; max-width: 60rem } .promo { display: none }</style>
  <script>window.stats = { page: 1, consent: null }; function track(name) { return '<p>' + name + '</p>'; }</script>
</head>
<body>
  <header class="site-header"><a href="/">${escapeHtml(site.name)}</a>
    <nav class="menu"><ul>
      ${list(site.menu, site.host)}
    </ul></nav>
  </header>
  ${main}
  <aside class="sidebar related"><h3>${site.language.startsWith('zh') ? '延伸閱讀' : 'More from us'}</h3><ul>
      ${list(site.aside, site.host)}
    </ul></aside>
  <footer class="site-footer"><p>${escapeHtml(site.footer)}</p></footer>
</body>
</html>
`;
}

export function article(title: string, paragraphs: readonly string[], byline: string): string {
  const body = paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`).join('\n      ');
  return `<main><article class="post">
      <h1>${escapeHtml(title)}</h1>
      <div class="byline">${escapeHtml(byline)}</div>
      ${body}
      <div class="share"><a href="#">Facebook</a> <a href="#">Mastodon</a> <a href="#">RSS</a></div>
  </article></main>`;
}

export function thread(title: string, posts: readonly { author: string; text: string }[]): string {
  const rows = posts.map(
    ({ author, text }, index) => `<div class="post" id="p${index}">
        <div class="author">${escapeHtml(author)}</div><div class="post-date">#${index + 1}</div>
        <div class="post-body">${escapeHtml(text)}</div>
        <div class="post-tools"><a href="#">Reply</a> <a href="#">Quote</a></div>
      </div>`,
  );
  return `<div id="content" class="forum thread"><h1>${escapeHtml(title)}</h1>
      ${rows.join('\n      ')}
    </div>`;
}

export function product(name: string, price: string, sentences: readonly string[]): string {
  return `<main class="product"><h1>${escapeHtml(name)}</h1>
      <div class="price">${price}</div><button>Add to cart</button>
      <div class="description">${sentences.map((sentence) => `<p>${escapeHtml(sentence)}</p>`).join('')}</div>
      <table class="specs"><tr><th>Weight</th><td>0.6 kg</td></tr><tr><th>Origin</th><td>Eastmoor</td></tr></table>
    </main>`;
}
