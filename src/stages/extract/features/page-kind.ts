import type { Page } from '../scan/page.ts';

/** Bits of what a page says it is: JSON-LD `@type` and Open Graph type. */
const pageKinds: readonly (readonly [RegExp, number])[] = [
  [/Article|BlogPosting|Report\b/, 1],
  [/Product|Offer/, 2],
  [/DiscussionForum|QAPage|Question|Comment\b/, 4],
  [/ItemList|CollectionPage|SearchResults/, 8],
];
/** Bytes of one JSON-LD script that are read. */
const maxScriptBytes = 4000;
const typeKey = /"@type"\s{0,4}:\s{0,4}\[?\s{0,4}"([A-Za-z]{1,40})"/g;
const maxTypeBytes = 40;

/** What the page's JSON-LD says it is: a set of bits, 0 to 15. */
export function structuredKind(page: Page): number {
  let bits = 0;
  for (let script = 0; script < page.jsonLd; script++) {
    const start = page.jsonLdStart[script]!;
    const text = page.buffer.toString('latin1', start, Math.min(page.jsonLdEnd[script]!, start + maxScriptBytes));
    for (const found of text.matchAll(typeKey))
      for (const [pattern, bit] of pageKinds) if (pattern.test(found[1]!)) bits |= bit;
  }
  return bits;
}

/** Open Graph type: 0 none, 1 article, 2 website, 3 product, 4 another. */
export function openGraphKind(page: Page): number {
  if (page.typeEnd === 0) return 0;
  const type = page.buffer
    .toString('latin1', page.typeStart, Math.min(page.typeEnd, page.typeStart + maxTypeBytes))
    .toLowerCase();
  if (type.includes('article') || type.includes('blog')) return 1;
  if (type.includes('website')) return 2;
  return type.includes('product') ? 3 : 4;
}
