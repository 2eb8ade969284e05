import { noteMetaNames } from '../kernel/kernel.ts';
import { type Range, valueText } from './byte-text.ts';
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

/** Where the metas in `names` state something, by lower-case name. Decoded when asked for: most are second to others. */
export interface Metas {
  page: Buffer;
  contents: ReadonlyMap<string, readonly Range[]>;
}

const wanted: ReadonlySet<string> = new Set(Object.values(names).flat());
noteMetaNames(wanted);

/** Finds the metas that state something in `names`. */
export function readMetas(scan: PageScan): Metas {
  const contents = new Map<string, Range[]>();
  for (const { name: range, content } of scan.metas) {
    const stated = scan.page.toString('latin1', range.start, range.end).trim().toLowerCase();
    const name = !wanted.has(stated) && publishedName.test(stated) ? otherPublished : stated;
    if (!wanted.has(name)) continue;
    const list = contents.get(name);
    if (list === undefined) contents.set(name, [content]);
    else list.push(content);
  }
  return { page: scan.page, contents };
}

/** The first `most` values of a name that say anything. */
export function metaValues({ page, contents }: Metas, key: string, most = MAX_VALUES): string[] {
  const texts: string[] = [];
  for (const range of contents.get(key) ?? []) {
    const text = valueText(page, range);
    if (text !== '' && texts.push(text) === most) break;
  }
  return texts;
}

/** The first value of the first name that is there. */
export function metaText(metas: Metas, keys: readonly string[]): string | undefined {
  return firstValues(metas, keys, 1)[0];
}

/** The first value of each name that is there, in the names' order. */
export function metaTexts(metas: Metas, keys: readonly string[]): string[] {
  return firstValues(metas, keys, keys.length);
}

function firstValues(metas: Metas, keys: readonly string[], most: number): string[] {
  const texts: string[] = [];
  if (metas.contents.size === 0) return texts;
  for (const key of keys) {
    if (!metas.contents.has(key)) continue;
    const [text] = metaValues(metas, key, 1);
    if (text !== undefined && texts.push(text) === most) break;
  }
  return texts;
}
