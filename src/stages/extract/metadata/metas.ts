import { noteMetaNames } from '../kernel/kernel.ts';
import { valueText } from './byte-text.ts';
import type { PageScan } from './scan.ts';

/** Meta names (name, property or itemprop, lower case) in the order of trust. */
export const names = {
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
    ...[
      'sailthru.date',
      'publish_date',
      'publish-date',
      'ms.date',
      'publishdate',
      'published_time',
      'publication_date',
      'pubdate',
      'datecreated',
    ],
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
      'other-published',
    ],
  ],
  modified: [
    ...['article:modified_time', 'og:article:modified_time', 'og:updated_time', 'datemodified', 'dc.date.modified'],
    ...[
      'dcterms.modified',
      'last-modified',
      'lastmod',
      'revised',
      'updated_at',
      'dateupdate',
      'article:modified',
      'modified_time',
    ],
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

/** Names that sites make up for it: `w-published-date`, `prism.publicationDate`, `pwcReleaseDate`. */
const publishedName = /(?:publi(?:sh|shed|cation)|release|issued?)[ ._:-]?(?:date|time)$|^p(?:date|time)$/;
/** What such names are noted under. */
const otherPublished = 'other-published';

/** Values kept of one name: papers have many authors. */
const MAX_VALUES = 20;

/** Texts of the metas in `names`, by lower-case name. */
export type Metas = ReadonlyMap<string, readonly string[]>;

const wanted: ReadonlySet<string> = new Set(Object.values(names).flat());
noteMetaNames(wanted);

/** Reads the metas that state something in `names`. */
export function readMetas(scan: PageScan): Metas {
  const metas = new Map<string, string[]>();
  for (const { name: range, content } of scan.metas) {
    const stated = scan.page.toString('latin1', range.start, range.end).trim().toLowerCase();
    const name = !wanted.has(stated) && publishedName.test(stated) ? otherPublished : stated;
    if (!wanted.has(name)) continue;
    const text = valueText(scan.page, content);
    if (text === '') continue;
    const list = metas.get(name);
    if (list === undefined) metas.set(name, [text]);
    else if (list.length < MAX_VALUES) list.push(text);
  }
  return metas;
}

/** The first value of the first name that is there. */
export function metaText(metas: Metas, keys: readonly string[]): string | undefined {
  if (metas.size === 0) return undefined;
  for (const key of keys) {
    const texts = metas.get(key);
    if (texts !== undefined) return texts[0];
  }
  return undefined;
}

/** The first value of each name that is there, in the names' order. */
export function metaTexts(metas: Metas, keys: readonly string[]): string[] {
  const texts: string[] = [];
  if (metas.size === 0) return texts;
  for (const key of keys) {
    const text = metas.get(key)?.[0];
    if (text !== undefined) texts.push(text);
  }
  return texts;
}
