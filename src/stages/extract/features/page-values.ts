import type { Page } from '../scan/page.ts';
import { flag } from '../scan/tags.ts';
import { logBucket, shareBucket } from './buckets.ts';
import type { Containers } from './containers.ts';
import { openGraphKind, structuredKind } from './page-kind.ts';
import type { Words } from './words.ts';

/** A feature that all blocks of a page share. */
type PageValue = readonly [name: string, value: (page: Page, containers: Containers, words: Words) => number];

/** Share of the page's text inside elements with any of the bits. */
const inside = (name: string, bits: number): PageValue => [
  name,
  (page, containers) => {
    let chars = 0;
    for (let block = 0; block < page.blocks; block++)
      if ((page.flags[page.blockElement[block]!]! & bits) !== 0) chars += page.blockChars[block]!;
    return shareBucket(chars, containers.total || 1);
  },
];

function sum(values: Int32Array | Uint8Array, count: number): number {
  let total = 0;
  for (let k = 0; k < count; k++) total += values[k]!;
  return total;
}

export const pageValues: readonly PageValue[] = [
  ['pageText', (_, containers) => logBucket(containers.total)],
  ['pageLink', (_, containers) => shareBucket(containers.link[0]!, containers.total || 1)],
  ['pageBlocks', (page) => logBucket(page.blocks)],
  ['pageParagraphText', (_, containers) => shareBucket(containers.paragraphText[0]!, containers.total || 1)],
  ['pageParagraphs', (page, containers) => logBucket(sum(containers.isParagraph, page.blocks))],
  ['pageArticles', (page) => logBucket(page.articles)],
  inside('pageInArticle', flag.article),
  inside('pageInMain', flag.main),
  inside('pageInFurniture', flag.nav | flag.header | flag.footer | flag.aside),
  inside('pageInForm', flag.form),
  inside('pageInComments', flag.comments),
  ['pageHeadings', (page, containers) => shareBucket(containers.headings[0]!, page.blocks)],
  ['pageTop', (_, containers) => shareBucket(containers.text[containers.top]!, containers.total || 1)],
  ['pageTopRepeats', (_, containers) => logBucket(containers.mostRepeated[containers.top]!)],
  ['pageHan', (page, containers) => shareBucket(sum(page.blockHan, page.blocks), containers.total || 1)],
  ['pageGraph', (page) => openGraphKind(page)],
  ['pageStructured', (page) => structuredKind(page)],
  ['pageClassMin', (_, containers) => containers.pageClassMin],
  ['pageClassMax', (_, containers) => containers.pageClassMax],
  ['pageClassSum', (_, containers) => containers.pageClassSum],
  ['pageTitle', (_, __, words) => logBucket(words.titleWords)],
];
