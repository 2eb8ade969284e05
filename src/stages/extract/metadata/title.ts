/** What a page calls itself, most deliberate last: any may be missing or be something else. */
export interface TitleSources {
  /** The title element: often with the site's name on either end. */
  element?: string | undefined;
  /** og:title and the like. */
  card?: string | undefined;
  /** JSON-LD headline or name. */
  headline?: string | undefined;
  /** Texts of the h1 elements in order. */
  headings: readonly string[];
  siteName?: string | undefined;
}

/** What parts a title from a site's name, white space around it. */
const separator = /\s+(?:[|·•»›‹«:–—―\-~/\\_]|::|>>|<<)\s+|\s*[|｜]\s*|\s*(?<=\p{Script=Han}[^|]{0,80})[_—-]+\s*/u;
const MAX_TITLE = 500;

/** For comparing: letters and digits of any script, lower case. */
export function letters(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** A title without the site's name at its end or start, as far as something says what that is. */
function withoutSite(title: string, sources: TitleSources, host: string): string {
  const parts = title.split(separator).filter((part) => part !== '');
  if (parts.length < 2) return title;
  const site = letters(sources.siteName ?? '');
  const isSite = (part: string): boolean => {
    const own = letters(part);
    return (
      own !== '' && (own === site || (own.length > 3 && host.includes(own)) || (site.length > 3 && own.includes(site)))
    );
  };
  const last = parts.at(-1)!;
  const first = parts[0]!;
  if (isSite(last)) return title.slice(0, title.lastIndexOf(last)).replace(TRAILING, '').trim();
  if (isSite(first))
    return title
      .slice(title.indexOf(first) + first.length)
      .replace(LEADING, '')
      .trim();
  return title;
}

const TRAILING = /[\s|｜·•»›‹«:–—―\-~/\\_<>]+$/u;
const LEADING = /^[\s|｜·•»›‹«:–—―\-~/\\_<>]+/u;

/** The page's own title without its site's name; an h1 that other sources agree with before all. */
export function chooseTitle(sources: TitleSources, host: string): string | undefined {
  const { element = '', card = '', headline = '' } = sources;
  const agreeing = [element, card, headline].map(letters).filter((text) => text !== '');
  const headings = sources.headings.filter((heading) => heading !== '' && heading.length <= MAX_TITLE);
  const site = letters(sources.siteName ?? '');
  const agreed = headings.find((heading) => {
    const own = letters(heading);
    return own.length > 1 && own !== site && agreeing.some((text) => text.startsWith(own) || text.includes(own));
  });
  if (agreed !== undefined) return agreed;
  const stated = headline || card || element;
  const own = withoutSite(stated, sources, host);
  return (own || stated || headings[0] || '').slice(0, MAX_TITLE) || undefined;
}
