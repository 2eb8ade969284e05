import type { Annotation, Edit } from '../../../document.ts';
import { webHost } from '../../../text/web-host.ts';
import { mix, step1, step2, TOKEN_1, TOKEN_2 } from '../hash.ts';
import type { RepeatedLinesParameters } from './parameters.ts';

/** A line of a page that is long enough to be cut. */
export interface PageLine {
  key: number;
  /** The line with the break behind it, in UTF-16 units of the text. */
  start: number;
  end: number;
}

/** What of a page decides on its lines: its text is not needed any more. */
export interface Page {
  /** Key of the host's empty line. */
  host: number;
  /** UTF-16 units of the text. */
  length: number;
  lines: PageLine[];
  /** Whether it has a line that is too short, but not empty. */
  more: boolean;
}

/**
 * Hash of a host and a line on it, a whole number of 53 bits: what is equal has equal keys, and of a thousand million
 * different lines some fifty share a key by chance. The key of a host's empty line counts its pages.
 */
export function lineKey(host: string, line: string): number {
  let h1 = TOKEN_1;
  let h2 = TOKEN_2;
  for (const part of [host, '\n', line])
    for (let i = 0; i < part.length; i++) {
      const unit = part.charCodeAt(i);
      h1 = step1(h1, unit);
      h2 = step2(h2, unit);
    }
  return (mix(h1) >>> 0) * 2 ** 21 + (mix(h2) >>> 11);
}

/** Reads a page's lines; undefined for a document without a host. */
export function readPage(
  text: string,
  url: unknown,
  { minCharacters }: Pick<RepeatedLinesParameters, 'minCharacters'>,
): Page | undefined {
  const host = webHost(url);
  if (host === undefined) return undefined;
  const page: Page = { host: lineKey(host, ''), length: text.length, lines: [], more: false };
  for (let from = 0; from < text.length; ) {
    const at = text.indexOf('\n', from);
    const to = at === -1 ? text.length : at;
    const end = Math.min(to + 1, text.length);
    // Most lines that are too short are so with the white space around them.
    if (to - from >= minCharacters || !page.more) {
      const line = text.slice(from, to).trim();
      if (line.length >= minCharacters) page.lines.push({ key: lineKey(host, line), start: from, end });
      else if (line !== '') page.more = true;
    }
    from = to + 1;
  }
  return page;
}

/** Keys of a page's lines, each once, and of its host's empty line. */
export const pageKeys = ({ host, lines }: Page): Set<number> => new Set([host, ...lines.map(({ key }) => key)]);

/**
 * Cuts the lines that are on many pages of the document's host. `pagesOf` gives how many pages a key is on, 0 where it
 * is not known. The measures hold the number of those pages for each edit, in order; a page of nothing else is dropped.
 */
export function cutRepeatedLines(
  page: Page | undefined,
  pagesOf: (key: number) => number,
  { minPages, minShare }: RepeatedLinesParameters,
): Annotation {
  const kept: Annotation = { verdict: 'keep', failures: [], measures: {}, edits: [] };
  if (page === undefined) return kept;
  const hostPages = pagesOf(page.host);
  const least = Math.max(minPages, minShare * hostPages);
  const lines = page.lines.filter(({ key }) => pagesOf(key) >= least);
  if (lines.length === 0) return kept;
  const edits = lines.map(({ start, end }): Edit => [start, end, '']);
  const characters = lines.reduce((sum, one) => sum + one.end - one.start, 0);
  const measures = {
    'repeated-lines': lines.length,
    'repeated-characters': characters,
    'repeated-line-pages': lines.map(({ key }) => pagesOf(key)).join(','),
    'host-pages': hostPages,
  };
  if (page.more || lines.length < page.lines.length) return { ...kept, measures, edits };
  const failure = { rule: 'repeated-lines', value: characters, limit: page.length - 1 };
  return { verdict: 'drop', failures: [failure], measures, edits };
}
