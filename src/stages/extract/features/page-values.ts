import { exports, firstPassState, int32Array, uint8Array } from '../kernel/kernel.ts';
import type { Page } from '../scan/page.ts';
import { flag } from '../scan/tags.ts';
import { openGraphKind, structuredKind } from './page-kind.ts';

const { logBucket, shareBucket } = exports;
const [text, link, paragraphText] = [int32Array('text'), int32Array('link'), int32Array('paragraphText')];
const [headings, mostRepeated] = [int32Array('headings'), int32Array('mostRepeated')];
const isParagraph = uint8Array('isParagraph');

/** A feature that all blocks of a page share; computed behind those of its blocks. */
type PageValue = readonly [name: string, value: (page: Page) => number];

/** Characters of the page; 1 where it has none. */
const total = () => firstPassState('total') || 1;

/** Share of the page's text inside elements with any of the bits. */
const inside = (name: string, bits: number): PageValue => [
  name,
  (page) => {
    let chars = 0;
    for (let block = 0; block < page.blocks; block++)
      if ((page.flags[page.blockElement[block]!]! & bits) !== 0) chars += page.blockChars[block]!;
    return shareBucket(chars, total());
  },
];

function sum(values: Int32Array | Uint8Array, count: number): number {
  let total = 0;
  for (let k = 0; k < count; k++) total += values[k]!;
  return total;
}

export const pageValues: readonly PageValue[] = [
  ['pageText', () => logBucket(firstPassState('total'))],
  ['pageLink', () => shareBucket(link[0]!, total())],
  ['pageBlocks', (page) => logBucket(page.blocks)],
  ['pageParagraphText', () => shareBucket(paragraphText[0]!, total())],
  ['pageParagraphs', (page) => logBucket(sum(isParagraph, page.blocks))],
  ['pageArticles', (page) => logBucket(page.articles)],
  inside('pageInArticle', flag.article),
  inside('pageInMain', flag.main),
  inside('pageInFurniture', flag.nav | flag.header | flag.footer | flag.aside),
  inside('pageInForm', flag.form),
  inside('pageInComments', flag.comments),
  ['pageHeadings', (page) => shareBucket(headings[0]!, page.blocks)],
  ['pageTop', () => shareBucket(text[firstPassState('best')]!, total())],
  ['pageTopRepeats', () => logBucket(mostRepeated[firstPassState('best')]!)],
  ['pageHan', (page) => shareBucket(sum(page.blockHan, page.blocks), total())],
  ['pageGraph', (page) => openGraphKind(page)],
  ['pageStructured', (page) => structuredKind(page)],
  ['pageClassMin', () => firstPassState('pageClassMin')],
  ['pageClassMax', () => firstPassState('pageClassMax')],
  ['pageClassSum', () => firstPassState('pageClassSum')],
  ['pageTitle', () => logBucket(firstPassState('titleWords'))],
];
