import type { Json } from '../../stage.ts';
import { joinAuthors, namesOf, shownAuthor } from './authors.ts';
import { innerText, type Range, truncate, valueText } from './byte-text.ts';
import { type DateStyle, parseDate } from './date.ts';
import {
  changeOf,
  collectNodes,
  datedNode,
  type JsonObject,
  mainNode,
  parseJsonLd,
  stringOf,
  typesOf,
} from './json-ld.ts';
import { languageTag, writesDayFirst } from './language.ts';
import { type Metas, metaText, metaTexts, metaValues, names, readMetas } from './metas.ts';
import { type Attributes, type PageScan, scanPage } from './scan.ts';
import { findShownTitle } from './shown-title.ts';
import { chooseTitle } from './title.ts';
import { footerDate, shownDate } from './visible-date.ts';

const MAX_DESCRIPTION = 4000;

/** What a page states about itself; only what was found. `created` is its publication date, ISO 8601. */
export interface PageMetadata {
  created?: string;
  metadata: { [key: string]: Json };
}

/** All that the page was found to say, before one thing is chosen. */
interface Sources {
  scan: PageScan;
  metas: Metas;
  nodes: JsonObject[];
  /** The JSON-LD node that the page is. */
  main: JsonObject | undefined;
  url: string | undefined;
}

function attribute(scan: PageScan, attributes: Attributes | undefined, name: string): string | undefined {
  const range = attributes?.get(name);
  return range === undefined ? undefined : valueText(scan.page, range) || undefined;
}

/** Most absolute addresses: written as a parser writes them, which takes longer to find out. */
const parsedAddress =
  /^https?:\/\/(?!.*xn--)(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z]{2,}(?=\/)(?:\/[\w~-][\w~.-]*)*\/?$/;

/** An address made absolute; only http and https. */
export function absoluteAddress(address: string | undefined, base: string | undefined): string | undefined {
  if (address === undefined || address.length > 2000) return undefined;
  if (parsedAddress.test(address)) return address;
  let url: URL;
  try {
    // records' addresses may be none: a whole address needs no other
    url = new URL(address, /^https?:\/\//i.test(address) ? undefined : base);
  } catch {
    return undefined;
  }
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : undefined;
}

function readCanonical({ scan, metas, url }: Sources): string | undefined {
  const link = scan.canonicals.find((one) => attribute(scan, one, 'rel')?.toLowerCase() === 'canonical');
  return absoluteAddress(attribute(scan, link, 'href') ?? metaText(metas, names.url), url);
}

function readLanguage({ scan, metas, main }: Sources): string | undefined {
  const stated = [
    attribute(scan, scan.html, 'lang'),
    attribute(scan, scan.html, 'xml:lang'),
    ...metaTexts(metas, names.language),
    stringOf(main?.['inLanguage']),
  ];
  return stated.map((text) => languageTag(text ?? '')).find((tag) => tag !== undefined);
}

/** The page's title, and where the page shows it. */
function readTitle(
  { scan, metas, main, url }: Sources,
  siteName: string | undefined,
): { title: string | undefined; heading: Range | undefined } {
  const headings = scan.headings.map((range) => innerText(scan.page, range));
  const shown = headings.some((heading) => heading !== '') ? undefined : findShownTitle(scan);
  const title = chooseTitle(
    {
      element: scan.title === undefined ? undefined : innerText(scan.page, scan.title),
      card: metaText(metas, names.title),
      headline: stringOf(main?.['headline']) ?? stringOf(main?.['name']),
      headings,
      siteName,
      shown: shown?.text,
    },
    /^[a-z]{1,10}:\/\/([^/]{1,300})/i.exec(url?.slice(0, 400) ?? '')?.[1] ?? '',
  );
  return { title, heading: scan.headings[Math.max(0, headings.indexOf(title ?? ''))] ?? shown?.range };
}

function firstDate(texts: readonly (string | undefined)[], style: DateStyle): string | undefined {
  for (const text of texts) {
    const date = text === undefined ? undefined : parseDate(text, style);
    if (date !== undefined) return date;
  }
  return undefined;
}

function readDates(
  { scan, metas, nodes, main, url }: Sources,
  style: DateStyle,
  heading: Range | undefined,
  canonical: string | undefined,
): { created: string | undefined; modified: string | undefined } {
  const dated = datedNode(nodes, main);
  const created =
    (dated && firstDate([dated['datePublished'], dated['dateCreated'], dated['uploadDate']].map(stringOf), style)) ??
    firstDate(metaTexts(metas, names.published), style) ??
    shownDate(scan, heading, [canonical, url], style);
  const changed = nodes.length === 0 ? undefined : changeOf(nodes, dated);
  const modified = firstDate([changed, ...metaTexts(metas, names.modified)], style);
  return { created, modified: modified ?? (created === undefined ? footerDate(scan.page, style) : undefined) };
}

function readAuthor({ scan, metas, nodes, main }: Sources): string | undefined {
  const stated = main?.['author'] ?? main?.['creator'];
  const author = stated === undefined ? undefined : joinAuthors(namesOf(stated, nodes));
  if (author !== undefined) return author;
  for (const key of names.author) {
    const joined = joinAuthors(metaValues(metas, key));
    if (joined !== undefined) return joined;
  }
  return shownAuthor(scan.page, scan.body);
}

/** What the page is, in schema.org's or Open Graph's words. */
function readType({ metas, main }: Sources): string | undefined {
  const stated = [...(main === undefined ? [] : typesOf(main)), ...metaTexts(metas, names.type)];
  return stated.find((type) => /^[a-z][\w.:-]{0,60}$/i.test(type));
}

/**
 * Reads title, description, author, dates, language, canonical address, site name and type from a page in UTF-8: from
 * JSON-LD, Open Graph, Dublin Core and other metas, `time`, `html lang`, the title element and h1, its address, and the
 * dateline near the heading. Dates are ISO 8601 between 1990 and 2037. Never throws on any bytes.
 */
export function readMetadata(utf8: Uint8Array, url: string | undefined): PageMetadata {
  const scan = scanPage(utf8);
  const blocks = scan.jsonLd.map((range) => parseJsonLd(scan.page.toString('utf8', range.start, range.end)));
  const nodes = collectNodes(blocks);
  const sources = { scan, metas: readMetas(scan), nodes, main: mainNode(nodes), url };
  const { metas, main } = sources;

  const siteName = metaText(metas, names.siteName) ?? stringOf(main?.['publisher']);
  const { title, heading } = readTitle(sources, siteName);
  const language = readLanguage(sources);
  const canonical = readCanonical(sources);
  const style = { dayFirst: writesDayFirst(language, url) };
  const { created, modified } = readDates(sources, style, heading, canonical);
  const description = metaText(metas, names.description) ?? stringOf(main?.['description']);
  const author = readAuthor(sources);
  const type = readType(sources);
  const metadata: { [key: string]: Json } = {};
  if (title !== undefined) metadata['title'] = title;
  if (description !== undefined) metadata['description'] = truncate(description, MAX_DESCRIPTION);
  if (author !== undefined) metadata['author'] = author;
  if (modified !== undefined) metadata['modified'] = modified;
  if (language !== undefined) metadata['language'] = language;
  if (canonical !== undefined) metadata['canonical'] = canonical;
  if (siteName !== undefined) metadata['siteName'] = siteName;
  if (type !== undefined) metadata['type'] = type;
  return created === undefined ? { metadata } : { created, metadata };
}
