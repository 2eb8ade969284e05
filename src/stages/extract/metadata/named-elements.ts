/** How many elements are handed on, and how far into the body they are looked for, in bytes. */
const MAX_ELEMENTS = 12;
const SEARCH_BYTES = 60_000;
/** Longest tag looked back into, in bytes. */
const MAX_TAG_BYTES = 300;

/** The end of an unfinished tag: in the value of an attribute that says what the element holds. */
const inNamingAttribute = /\s(?:class|id|itemprop|rel)=["']?[^"'<>]{0,80}$/i;

/**
 * Where the content of elements starts, in bytes, whose class, id, itemprop or rel holds a word; the first twelve behind `from`.
 * @param words ASCII, global
 */
export function* namedElements(page: Buffer, from: number, words: RegExp): Generator<number> {
  const body = page.toString('latin1', from, from + SEARCH_BYTES);
  let found = 0;
  for (const match of body.matchAll(words)) {
    const before = body.slice(Math.max(0, match.index - MAX_TAG_BYTES), match.index);
    const open = before.lastIndexOf('<');
    if (open === -1 || !inNamingAttribute.test(before.slice(open))) continue;
    const close = body.indexOf('>', match.index);
    if (close === -1) return;
    yield from + close + 1;
    if (++found === MAX_ELEMENTS) return;
  }
}
