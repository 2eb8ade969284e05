import iconv from 'iconv-lite';
import { chineseThreads, chineseTopics } from './content/chinese.ts';
import { englishTopics, forumThreads, productWords, type Topic } from './content/english.ts';
import { otherLanguages } from './content/other-languages.ts';
import {
  adultChineseSentences,
  adultSentences,
  cities,
  months,
  spamWords,
  weddingChinese,
  weddingEnglish,
} from './content/unwanted.ts';
import { choose, fill, generator, pick, type Random } from './fill.ts';
import { article, page, product, type Site, thread } from './pages.ts';
import { infoRecord, type Response, requestRecord, responseRecord } from './warc.ts';

const DATE = '2026-03-14T09:26:53Z';

const gazette: Site = {
  host: 'gazette.example',
  name: 'The Harbour Gazette',
  language: 'en',
  menu: ['News', 'Coast', 'Science', 'Kitchen', 'Travel', 'Letters', 'Subscribe'],
  footer: '© The Harbour Gazette. All rights reserved. Privacy policy. Cookie settings. Contact the newsroom.',
  aside: ['Ferry timetable changes', 'Your letters this week', 'Crossword no. 512', 'Weather for the weekend'],
};
const notebook: Site = {
  host: 'notebook.example',
  name: 'A Plain Notebook',
  language: 'en',
  menu: ['Home', 'Archive', 'About', 'RSS'],
  footer: 'Written by hand, printed on the web. Powered by a small server in the pantry.',
  aside: ['The longest winter', 'On keeping lists', 'Three kinds of silence'],
};
const forum: Site = {
  host: 'forum.spokes.example',
  name: 'Spokes Forum',
  language: 'en',
  menu: ['Index', 'New posts', 'Members', 'Search', 'Log in', 'Register'],
  footer: 'Powered by an old board. All times are UTC. Contact us. Mark all read.',
  aside: ['Who is online: 14 guests', 'Most users ever online was 201', 'Terms of use'],
};
const shop: Site = {
  host: 'shop.lantern.example',
  name: 'Lantern & Daughters',
  language: 'en',
  menu: ['All products', 'Kitchen', 'Outdoors', 'Gifts', 'Cart (0)', 'Sign in'],
  footer: 'Free shipping over 60 euros. Returns within 30 days. We accept all major cards.',
  aside: ['You may also like', 'Recently viewed', 'Gift cards'],
};
const daily: Site = {
  host: 'daily.island.example',
  name: '島嶼日報',
  language: 'zh-Hant',
  menu: ['首頁', '地方', '生活', '科學', '飲食', '訂閱', '登入'],
  footer: '島嶼日報版權所有 未經授權不得轉載 隱私權政策 聯絡我們',
  aside: ['本週天氣', '讀者投書', '電子報訂閱', '昨日熱門'],
};
const board: Site = {
  host: 'board.island.example',
  name: '島嶼討論板',
  language: 'zh-Hant',
  menu: ['看板列表', '熱門文章', '註冊', '登入', '搜尋'],
  footer: '本站不為任何言論負責 站務 聯絡管理員',
  aside: ['線上人數 87', '使用條款'],
};
const links: Site = {
  host: 'links.deals.example',
  name: 'Best Deals Online',
  language: 'en',
  menu: ['Deals', 'Coupons', 'Casino', 'Loans', 'Pills'],
  footer: 'Best deals online best deals online best deals online',
  aside: spamWords.slice(0, 12),
};

const authors = [
  'mudguard',
  'old_steel',
  'kitchenwheel',
  'Ada M.',
  'northwind',
  '小鹿',
  '阿土伯',
  'rainy_day',
  '山腳下',
  'tandem2',
];

const html = (site: Site, path: string, text: string): Response => ({
  url: `https://${site.host}/${path}`,
  date: DATE,
  contentType: 'text/html; charset=utf-8',
  body: Buffer.from(text),
});

function articles(random: Random, site: Site, topics: readonly Topic[], each: number): Response[] {
  return topics.flatMap((topic, t) =>
    Array.from({ length: each }, (_, n) => {
      const title = fill(random, topic.title);
      const paragraphs = choose(random, topic.paragraphs, 4).map((text) => fill(random, text));
      const day = `2026-0${1 + Math.floor(random() * 3)}-${String(1 + Math.floor(random() * 28)).padStart(2, '0')}`;
      const head = `<meta property="article:published_time" content="${day}T08:00:00+00:00">`;
      const byline =
        site.language === 'en' ? `By ${pick(random, authors)}, ${day}` : `記者 ${pick(random, authors)} ${day}`;
      return html(site, `a/${t + 1}-${n + 1}.html`, page(site, title, article(title, paragraphs, byline), { head }));
    }),
  );
}

function threads(random: Random, site: Site, source: typeof forumThreads, each: number): Response[] {
  return source.flatMap((topic, t) =>
    Array.from({ length: each }, (_, n) => {
      const title = fill(random, topic.title);
      const posts = topic.posts.map((text) => ({ author: pick(random, authors), text: fill(random, text) }));
      return html(site, `t/${t + 1}-${n + 1}`, page(site, title, thread(title, posts)));
    }),
  );
}

function products(random: Random, count: number): Response[] {
  return Array.from({ length: count }, (_, n) => {
    const name = `${pick(random, productWords.adjectives)} ${pick(random, productWords.names)}`;
    const sentences = choose(random, productWords.sentences, 4).map((text) => fill(random, text));
    const price = `€ ${(15 + Math.floor(random() * 180)).toFixed(2)}`;
    return html(shop, `p/${n + 1}`, page(shop, name, product(name, price, sentences)));
  });
}

/** The same advertisement again and again, each time with another town, price and month. */
function weddings(random: Random, count: number): Response[] {
  return Array.from({ length: count }, (_, n) => {
    const chinese = n % 3 === 2;
    const [text, names, dates] = chinese
      ? [weddingChinese, cities.chinese, months.chinese]
      : [weddingEnglish, cities.english, months.english];
    const filled = text
      .replaceAll('{CITY}', pick(random, names))
      .replaceAll('{PRICE}', String((chinese ? 9000 : 1900) + 100 * Math.floor(random() * 20)))
      .replaceAll('{MONTH}', pick(random, dates));
    const site = {
      ...(chinese ? daily : gazette),
      host: `wedding-${n % 17}.example`,
      name: chinese ? '幸福花園' : 'Rosebriar Weddings',
    };
    const title = chinese ? '婚宴超值專案' : 'Your wedding package';
    return html(site, `offer/${n}`, page(site, title, article(title, [filled], '')));
  });
}

function spam(random: Random, count: number): Response[] {
  return Array.from({ length: count }, (_, n) => {
    const words = Array.from({ length: 160 }, () => pick(random, spamWords)).join(' ');
    return html(links, `d/${n}`, page(links, 'Cheap deals', `<div>${words}</div><p>${words.slice(0, 300)}</p>`));
  });
}

function adult(random: Random, count: number): Response[] {
  return Array.from({ length: count }, (_, n) => {
    const site = { ...links, host: `xxx-tube-${n % 3}.example`, name: 'XXX Tube' };
    const sentences = n % 4 === 3 ? adultChineseSentences : adultSentences;
    const text = choose(random, sentences, sentences.length - 1).map((sentence) => fill(random, sentence));
    return html(site, `v/${n}`, page(site, 'XXX videos', article('XXX videos', text, '')));
  });
}

/** Pages in the encodings that old sites still use, and in languages that must come through unharmed. */
function legacy(random: Random): Response[] {
  const big5 = chineseTopics.map((topic, n): Response => {
    const title = fill(random, topic.title);
    const paragraphs = topic.paragraphs.slice(0, 4).map((text) => fill(random, text));
    const text = page(daily, title, article(title, paragraphs, ''), { charset: 'big5' });
    return {
      url: `http://old.island.example/${n}.htm`,
      date: DATE,
      contentType: 'text/html',
      body: iconv.encode(text, 'big5'),
    };
  });
  const others = otherLanguages.map(({ language, encoding, title, paragraphs }): Response => {
    const site = { ...notebook, language, host: `${language}.notebook.example` };
    const text = page(site, title, article(title, paragraphs, ''), { charset: encoding });
    return {
      url: `http://${site.host}/`,
      date: DATE,
      contentType: `text/html; charset=${encoding}`,
      body: iconv.encode(text, encoding),
    };
  });
  return [...big5, ...others];
}

/** Markup as it is found: unclosed, nested wrongly, a truncated page, an empty one, and what is no page at all. */
function broken(random: Random): Response[] {
  const paragraphs = choose(random, englishTopics[1]!.paragraphs, 4).map((text) => fill(random, text));
  const unclosed = `<html><body><table><tr><td><b><i>${paragraphs.map((text) => `<p>${text}`).join('<br>')}</table>`;
  const whole = page(notebook, 'Cut short', article('Cut short', paragraphs, ''));
  const other = (path: string, change: Partial<Response>): Response => ({
    url: `https://${notebook.host}/${path}`,
    date: DATE,
    contentType: 'text/html',
    body: Buffer.alloc(0),
    ...change,
  });
  return [
    other('unclosed', { body: Buffer.from(unclosed) }),
    other('cut', { body: Buffer.from(whole.slice(0, Math.floor(whole.length * 0.7))) }),
    other('xhtml', { contentType: null, body: Buffer.from(`<?xml version="1.0" encoding="utf-8"?>\n${whole}`) }),
    other('empty', {}),
    other('menu-only', { body: Buffer.from(page(notebook, 'Nothing here', '<main></main>')) }),
    other('gone', { status: '404 Not Found', body: Buffer.from('<html><body>Not found</body></html>') }),
    other('moved', { status: '301 Moved Permanently', body: Buffer.from('') }),
    other('pixel.gif', { contentType: 'image/gif', body: Buffer.from('R0lGODlhAQABAAAAACw=', 'base64') }),
    other('site.css', { contentType: 'text/css', body: Buffer.from('body { color: #222 }') }),
    other('notes.txt', { contentType: 'text/plain; charset=utf-8', body: Buffer.from(paragraphs.join('\n\n')) }),
  ];
}

/** A page with an address and a telephone number to redact. */
function contact(random: Random): Response[] {
  const paragraphs = choose(random, englishTopics[5]!.paragraphs, 3).map((text) => fill(random, text));
  paragraphs.push(
    'If you want seeds for next year, write to ada.merrow@notebook.example or call +44 20 7946 0958 in the evening; our mail server is 203.0.113.25 and refuses attachments.',
  );
  return [
    html(notebook, 'contact', page(notebook, 'Seeds to give away', article('Seeds to give away', paragraphs, ''))),
  ];
}

/** Every record of the example crawl, in crawl order. */
export function exampleRecords(): Buffer[] {
  const random = generator(20260314);
  const responses = [
    ...articles(random, gazette, englishTopics, 20),
    ...articles(random, notebook, englishTopics, 12),
    ...articles(random, daily, chineseTopics, 24),
    ...threads(random, forum, forumThreads, 10),
    ...threads(random, board, chineseThreads, 10),
    ...products(random, 24),
    ...weddings(random, 60),
    ...spam(random, 16),
    ...adult(random, 12),
    ...legacy(random),
    ...broken(random),
    ...contact(random),
  ];
  // A crawler meets sites in no order; the shuffle is seeded like all else.
  for (let i = responses.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [responses[i], responses[j]] = [responses[j]!, responses[i]!];
  }
  const records = responses.flatMap((response) => [requestRecord(response.url, DATE), responseRecord(response)]);
  const damaged = responseRecord(responses[0]!).subarray(0, 400);
  return [infoRecord(DATE), ...records, damaged];
}
