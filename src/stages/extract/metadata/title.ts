import { truncate } from './byte-text.ts';

/** What a page calls itself; any may be missing or be something else. */
export interface TitleSources {
  /** The title element: often with the site's name at its end. */
  element?: string | undefined;
  /** og:title and the like. */
  card?: string | undefined;
  /** JSON-LD headline or name. */
  headline?: string | undefined;
  /** Texts of the h1 elements in order. */
  headings: readonly string[];
  siteName?: string | undefined;
  /** The title that the page shows, where it has no h1 for it. */
  shown?: string | undefined;
}

const MAX_TITLE = 500;
/** Headings compared: long pages made of h1 elements say it in the first few. */
const MAX_HEADINGS = 4;
/**
 * What parts a title from the name of its site or section, and what every such place has: most titles have none. A bar
 * does so always, a dash only before a known name.
 */
interface Separator {
  place: RegExp;
  mark: RegExp;
}
const bar: Separator = {
  place: /\s[|｜]\s|[｜|](?=\p{Script=Han})|(?<=\p{Script=Han})[|｜]/u,
  mark: /[|｜]/,
};
const dash: Separator = {
  place: /\s[·•»›‹«:–—―\-~/\\]\s|\s(?:::|>>|<<)\s|(?<=\p{Script=Han})[_—-]{1,2}(?=[\p{Script=Han}\p{L}])/u,
  mark: /[·•»›‹«:–—―\-~/\\<>_]/,
};
/** Anchor marks that documentation generators put behind headings. */
const anchorMark = /[\s¶§#🔗]+$/u;

/** Text that no normal form changes. */
const ascii = /^[\0-\x7f]*$/;

/** For comparing: letters and digits of any script, lower case. */
export function letters(text: string): string {
  if (ascii.test(text)) return text.toLowerCase().replace(/[^a-z0-9]+/g, '');
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

function wordsOf(text: string): string[] {
  if (ascii.test(text)) return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** The last piece that `separator` parts off, and what stands before it. */
function lastPart(title: string, separator: Separator): { before: string; last: string } | undefined {
  if (!separator.mark.test(title)) return undefined;
  const parts = title.split(separator.place);
  const last = parts.at(-1)!;
  const before = title.slice(0, title.length - last.length).replace(/[\s|｜·•»›‹«:–—―\-~/\\_<>]+$/u, '');
  return parts.length < 2 || before === '' ? undefined : { before, last };
}

/**
 * A title without the site's or section's name at its end. One at its start stays: home pages are called so.
 * @param site letters of the site's name, and of its host
 */
function withoutSite(title: string, site: string, host: string): string {
  let rest = title;
  for (let part = lastPart(rest, bar); part !== undefined; part = lastPart(rest, bar)) {
    if (part.last.length >= part.before.length) break;
    rest = part.before;
  }
  for (let part = lastPart(rest, dash); part !== undefined; part = lastPart(rest, dash)) {
    const name = letters(part.last);
    const isSite = name !== '' && (name === site || (name.length > 3 && (host.includes(name) || site.includes(name))));
    if (!isSite) break;
    rest = part.before;
  }
  return rest;
}

/** The beginnings of a title that may be the whole of it, shortest first: `News - Rome - Times` gives `News`, `News - Rome` … */
export function titleBeginnings(title: string): string[] {
  const beginnings: string[] = [];
  for (let rest = title; rest !== '' && beginnings.length < 6; ) {
    beginnings.push(rest);
    const parts = [lastPart(rest, bar), lastPart(rest, dash)].filter((part) => part !== undefined);
    rest = parts.reduce((longest, part) => (part.before.length > longest.length ? part.before : longest), '');
  }
  return beginnings.reverse();
}

/** Share of a heading's words that another title has too. */
function overlap(heading: string, others: ReadonlySet<string>): number {
  const words = wordsOf(heading);
  return words.filter((word) => others.has(word)).length / Math.max(1, words.length);
}

/**
 * The page's own title without its site's name: the longest h1 that other sources contain, else an only h1 that shares
 * half its words with them, else what they state.
 * @param host the page's host, for telling a site's name
 */
export function chooseTitle(sources: TitleSources, host: string): string | undefined {
  const hostLetters = letters(host);
  const headings = sources.headings
    .map((heading) => heading.replace(anchorMark, ''))
    .filter((heading) => heading !== '' && heading.length <= MAX_TITLE);
  const site = letters(sources.siteName ?? '');
  const stated = [sources.headline, sources.card, sources.element]
    .map((text) => truncate(text ?? '', MAX_TITLE))
    .filter((text) => text !== '');
  const own: string[] = [];
  for (const text of stated) {
    const before = stated.indexOf(text);
    own.push(own[before] ?? letters(withoutSite(text, site, hostLetters)));
  }
  let agreed = '';
  for (const heading of headings.slice(0, MAX_HEADINGS)) {
    const text = letters(heading);
    if (
      text.length > 1 &&
      text !== site &&
      heading.length > agreed.length &&
      own.some((other) => other.includes(text))
    ) {
      agreed = heading;
    }
  }
  if (agreed !== '') return agreed;
  const [only] = headings;
  if (headings.length === 1 && only !== undefined) {
    const name = letters(only);
    // what the title is followed by and its own part does not hold names the site: boards head every page so
    const isSite = name === site || stated.some((text, k) => letters(text).endsWith(name) && !own[k]!.includes(name));
    if (!isSite && (stated.length === 0 || overlap(only, new Set(stated.flatMap(wordsOf))) >= 0.5)) return only;
  }
  if (sources.shown !== undefined) return truncate(sources.shown, MAX_TITLE);
  const best = stated[0];
  if (best === undefined) return only;
  return withoutSite(best, site, hostLetters).replace(anchorMark, '') || undefined;
}
