import type { Json } from '../../stage.ts';
import { cleanText, innerText, valueText } from './byte-text.ts';
import { type DateStyle, dateInUrl, parseDate } from './date.ts';
import { collectNodes, isObject, type JsonObject, mainNode, parseJsonLd, typesOf } from './json-ld.ts';
import { languageTag, writesDayFirst } from './language.ts';
import { type Attributes, type PageScan, scanPage } from './scan.ts';
import { chooseTitle, letters } from './title.ts';
import { dateInNamedElement, dateNearHeading } from './visible-date.ts';

/** Meta names (name, property or itemprop, lower case) in the order of trust. */
const names = {
  title: [
    'og:title',
    'twitter:title',
    'citation_title',
    'dc.title',
    'dcterms.title',
    'parsely-title',
    'sailthru.title',
  ],
  description: ['og:description', 'description', 'twitter:description', 'dc.description', 'dcterms.description'],
  author: [
    'author',
    'article:author',
    'citation_author',
    'dc.creator',
    'dcterms.creator',
    'parsely-author',
    'sailthru.author',
    'byl',
  ],
  published: [
    ...[
      'article:published_time',
      'og:article:published_time',
      'og:published_time',
      'datepublished',
      'citation_publication_date',
    ],
    ...[
      'citation_online_date',
      'dc.date.issued',
      'dcterms.issued',
      'dc.date.created',
      'dcterms.created',
      'parsely-pub-date',
    ],
    ...['sailthru.date', 'publish_date', 'publishdate', 'published_time', 'publication_date', 'pubdate', 'datecreated'],
    ...[
      'article.published',
      'article:published',
      'published',
      'date',
      'dc.date',
      'dcterms.date',
      'cxenseparse:recs:publishtime',
    ],
    ...[
      'article_date_original',
      'originalpublicationdate',
      'citation_date',
      'release_date',
      'creation_date',
      'created',
    ],
  ],
  modified: [
    ...['article:modified_time', 'og:article:modified_time', 'og:updated_time', 'datemodified', 'dc.date.modified'],
    ...['dcterms.modified', 'last-modified', 'lastmod', 'revised', 'article:modified', 'modified_time'],
  ],
  language: ['content-language', 'language', 'dc.language', 'dcterms.language', 'og:locale'],
  siteName: [
    'og:site_name',
    'application-name',
    'dc.publisher',
    'citation_journal_title',
    'apple-mobile-web-app-title',
  ],
  type: ['og:type', 'dc.type'],
  url: ['og:url', 'twitter:url'],
} as const;

const MAX_TITLE = 500;
const MAX_AUTHORS = 20;
const MAX_DESCRIPTION = 4000;

type Metas = ReadonlyMap<string, readonly string[]>;

const wanted: ReadonlySet<string> = new Set(Object.values(names).flat());

/** The wanted metas' texts by lower-case name. */
function readMetas(scan: PageScan): Metas {
  const metas = new Map<string, string[]>();
  for (const attributes of scan.metas) {
    const content = attributes.get('content');
    if (content === undefined || content.start === content.end) continue;
    for (const key of ['property', 'name', 'itemprop', 'http-equiv']) {
      const range = attributes.get(key);
      if (range === undefined || range.end - range.start > 60) continue;
      const name = scan.page.toString('latin1', range.start, range.end).trim().toLowerCase();
      if (!wanted.has(name)) continue;
      const text = valueText(scan.page, content);
      if (text === '') continue;
      const list = metas.get(name);
      if (list === undefined) metas.set(name, [text]);
      else if (list.length < MAX_AUTHORS) list.push(text);
    }
  }
  return metas;
}

function firstMeta(metas: Metas, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const text = metas.get(key)?.[0];
    if (text !== undefined) return text;
  }
  return undefined;
}

function stringOf(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  const text = isObject(first) ? (first['name'] ?? first['@value'] ?? first['@id']) : first;
  if (typeof text !== 'string') return undefined;
  return cleanText(text.slice(0, 16_384)) || undefined;
}

/** Names of people or organisations: given as text, as objects, or as references to other nodes. */
function namesOf(value: unknown, nodes: readonly JsonObject[]): string[] {
  const list: unknown[] = Array.isArray(value) ? value.slice(0, MAX_AUTHORS) : [value];
  return list.flatMap((one) => {
    if (!isObject(one)) return typeof one === 'string' ? [cleanText(one.slice(0, 500))] : [];
    const name = one['name'];
    if (name !== undefined) return namesOf(name, []);
    const target = nodes.find((node) => node !== one && node['@id'] === one['@id'] && node['name'] !== undefined);
    return target === undefined || one['@id'] === undefined ? [] : namesOf(target['name'], []);
  });
}

/** Authors in one string, each once; addresses, handles and template leftovers are no names. */
function joinAuthors(authors: readonly string[]): string | undefined {
  const seen = new Set<string>();
  const kept = authors
    .map((author) => author.replace(/^(?:by|von|par|por|di|от|作者|文)[\s:：]{1,3}/iu, '').trim())
    .filter((author) => {
      const key = letters(author);
      if (key.length < 2 || author.length > 120 || /https?:|www\.|@|[{}<>]/.test(author) || seen.has(key)) return false;
      seen.add(key);
      return true;
    });
  return kept.length === 0 ? undefined : kept.join('; ');
}

function firstDate(texts: Iterable<string | undefined>, style: DateStyle): string | undefined {
  for (const text of texts) {
    const date = text === undefined ? undefined : parseDate(text, style);
    if (date !== undefined) return date;
  }
  return undefined;
}

function* metaTexts(metas: Metas, keys: readonly string[]): Iterable<string | undefined> {
  for (const key of keys) yield metas.get(key)?.[0];
}

function attribute(scan: PageScan, attributes: Attributes | undefined, name: string): string | undefined {
  const range = attributes?.get(name);
  return range === undefined ? undefined : valueText(scan.page, range) || undefined;
}

/** The address a link or meta names, absolute; only http and https. */
function absoluteAddress(address: string | undefined, base: string | undefined): string | undefined {
  if (address === undefined || address.length > 2000 || !URL.canParse(address, base)) return undefined;
  const url = new URL(address, base);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : undefined;
}

function canonicalLink(scan: PageScan): string | undefined {
  const link = scan.links.find((one) => attribute(scan, one, 'rel')?.toLowerCase() === 'canonical');
  return attribute(scan, link, 'href');
}

/** The first time element that is not in a list of other pages: pages with many hold the dates of others. */
function dateOfTime(scan: PageScan, style: DateStyle): string | undefined {
  for (const time of scan.times.slice(0, 3)) {
    const stated = attribute(scan, time.attributes, 'datetime') ?? attribute(scan, time.attributes, 'content');
    const date = firstDate([stated, innerText(scan.page, time.inner)], style);
    if (date !== undefined) return date;
  }
  return undefined;
}

/** What a page states about itself; only what was found. `created` is its publication date, ISO 8601. */
export interface PageMetadata {
  created?: string;
  metadata: { [key: string]: Json };
}

/**
 * Reads title, description, author, dates, language, canonical address, site name and type from a page in UTF-8: from
 * JSON-LD, Open Graph, Dublin Core and other metas, `time`, `html lang`, the title element and h1, its address, and the
 * dateline near the heading. Dates are ISO 8601 between 1990 and 2037. Never throws on any bytes.
 */
export function readMetadata(utf8: Uint8Array, url: string | undefined): PageMetadata {
  const scan = scanPage(utf8);
  const metas = readMetas(scan);
  const nodes = collectNodes(
    scan.jsonLd.map((range) => parseJsonLd(scan.page.toString('utf8', range.start, range.end))),
  );
  const main = mainNode(nodes);

  const language = languageTag(
    attribute(scan, scan.html, 'lang') ??
      attribute(scan, scan.html, 'xml:lang') ??
      firstMeta(metas, names.language) ??
      stringOf(main?.['inLanguage']) ??
      '',
  );
  const style = { dayFirst: writesDayFirst(language, url) };
  const headings = scan.headings.map((range) => innerText(scan.page, range));
  const siteName = firstMeta(metas, names.siteName) ?? stringOf(main?.['publisher']);
  const host = /^[a-z]{1,10}:\/\/([^/]{1,300})/i.exec(url?.slice(0, 400) ?? '')?.[1] ?? '';
  const title = chooseTitle(
    {
      element: scan.title === undefined ? undefined : innerText(scan.page, scan.title).slice(0, MAX_TITLE),
      card: firstMeta(metas, names.title)?.slice(0, MAX_TITLE),
      headline: (stringOf(main?.['headline']) ?? stringOf(main?.['name']))?.slice(0, MAX_TITLE),
      headings,
      siteName,
    },
    letters(host),
  );
  const stated =
    firstDate(
      [stringOf(main?.['datePublished']), stringOf(main?.['dateCreated']), stringOf(main?.['uploadDate'])],
      style,
    ) ?? firstDate(metaTexts(metas, names.published), style);
  const heading = scan.headings[Math.max(0, headings.indexOf(title ?? ''))];
  const created =
    stated ??
    dateOfTime(scan, style) ??
    dateInUrl(url ?? '') ??
    (heading === undefined ? undefined : dateNearHeading(scan.page, heading, style)) ??
    dateInNamedElement(scan.page, scan.body, style);
  const modified =
    firstDate([stringOf(main?.['dateModified'])], style) ?? firstDate(metaTexts(metas, names.modified), style);
  const authors = namesOf(main?.['author'] ?? main?.['creator'], nodes);
  const statedAuthors = names.author.map((key) => joinAuthors(metas.get(key) ?? []));
  const facts: Record<string, string | undefined> = {
    title,
    description: (firstMeta(metas, names.description) ?? stringOf(main?.['description']))?.slice(0, MAX_DESCRIPTION),
    author: joinAuthors(authors) ?? statedAuthors.find((author) => author !== undefined),
    modified,
    language,
    canonical: absoluteAddress(canonicalLink(scan) ?? firstMeta(metas, names.url), url),
    siteName,
    type: main === undefined ? firstMeta(metas, names.type) : (typesOf(main)[0] ?? firstMeta(metas, names.type)),
  };
  const metadata: { [key: string]: Json } = {};
  for (const [key, value] of Object.entries(facts)) if (value !== undefined) metadata[key] = value;
  return created === undefined ? { metadata } : { created, metadata };
}
