import { cleanText, innerText } from './byte-text.ts';
import { isObject, type JsonObject, stringOf } from './json-ld.ts';
import { namedElements } from './named-elements.ts';
import { letters } from './title.ts';

const MAX_AUTHORS = 20;
const MAX_NAME = 120;
const byline = /^(?:by|von|par|por|di|от|作者|文)[\s:：]{1,3}/iu;
/** Addresses, handles and what templates leave behind. */
const noName = /https?:|www\.|@|[{}<>]/;

/** Names of people or organisations: given as text, as objects, or as references to other nodes. */
export function namesOf(value: unknown, nodes: readonly JsonObject[]): string[] {
  const list: unknown[] = Array.isArray(value) ? value.slice(0, MAX_AUTHORS) : [value];
  return list
    .map((one) => {
      if (!isObject(one)) return typeof one === 'string' ? cleanText(one.slice(0, 500)) : undefined;
      const id = one['@id'];
      if (one['name'] !== undefined || id === undefined) return stringOf(one['name']);
      return stringOf(nodes.find((node) => node['@id'] === id && node['name'] !== undefined)?.['name']);
    })
    .filter((name) => name !== undefined);
}

/** Authors in one string, each once, parted by `; `; undefined when none is a name. */
export function joinAuthors(authors: readonly string[]): string | undefined {
  const seen = new Set<string>();
  const kept: string[] = [];
  for (const author of authors) {
    const name = author.replace(byline, '').trim();
    const key = letters(name);
    if (key.length < 2 || name.length > MAX_NAME || noName.test(name) || seen.has(key)) continue;
    seen.add(key);
    kept.push(name);
  }
  return kept.length === 0 ? undefined : kept.join('; ');
}

/** One to five words that begin with capitals, or a short name in a script without them. */
const personName =
  /^(?:\p{Lu}[\p{L}\p{M}.'’-]{0,24}(?:(?: (?:van|von|de|der|den|da|di|du|la|le|bin|al)){0,2} \p{Lu}[\p{L}\p{M}.'’-]{0,24}){1,4}|\p{Script=Han}{2,4}|\p{Script=Hangul}{2,4})$/u;

/** The name in the first element whose class, itemprop or rel says that it is an author's and whose text is a name alone. */
export function shownAuthor(page: Buffer, from: number): string | undefined {
  for (const start of namedElements(from, 'author')) {
    const close = page.indexOf('</', start, 'latin1');
    if (close === -1) return undefined;
    const name = innerText(page, { start, end: Math.min(close, start + 300) }).replace(byline, '');
    if (personName.test(name)) return name;
  }
  return undefined;
}
