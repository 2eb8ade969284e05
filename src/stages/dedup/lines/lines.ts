import type { Annotation, Document, Edit } from '../../../document.ts';
import { webHost } from '../../../text/web-host.ts';
import { mix, step1, step2, TOKEN_1, TOKEN_2 } from '../hash.ts';
import type { RepeatedLinesParameters } from './parameters.ts';

/** A line without the white space around it, in UTF-16 units of the text. */
interface Line {
  start: number;
  end: number;
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

function linesOf(text: string, minCharacters: number): Line[] {
  const lines: Line[] = [];
  for (let from = 0; from < text.length; ) {
    const at = text.indexOf('\n', from);
    const to = at === -1 ? text.length : at;
    if (to - from >= minCharacters) {
      const line = text.slice(from, to);
      const start = from + line.length - line.trimStart().length;
      const end = start + line.trim().length;
      if (end - start >= minCharacters) lines.push({ start, end });
    }
    from = to + 1;
  }
  return lines;
}

/** Keys of a page's lines, each once, and of its host's empty line; none for a document without a host. */
export function pageKeys({ text, metadata }: Document, { minCharacters }: RepeatedLinesParameters): Set<number> {
  const keys = new Set<number>();
  const host = webHost(metadata['url']);
  if (host === undefined) return keys;
  keys.add(lineKey(host, ''));
  for (const { start, end } of linesOf(text, minCharacters)) keys.add(lineKey(host, text.slice(start, end)));
  return keys;
}

/**
 * Cuts the lines that are on many pages of the document's host. `pagesOf` gives how many pages a key is on, 0 where it
 * is not known. The measures hold the number of those pages for each edit, in order; a page of nothing else is dropped.
 */
export function cutRepeatedLines(
  { text, metadata }: Document,
  pagesOf: (key: number) => number,
  { minPages, minShare, minCharacters }: RepeatedLinesParameters,
): Annotation {
  const kept: Annotation = { verdict: 'keep', failures: [], measures: {}, edits: [] };
  const host = webHost(metadata['url']);
  if (host === undefined) return kept;
  const least = Math.max(minPages, minShare * pagesOf(lineKey(host, '')));
  const edits: Edit[] = [];
  const counts: number[] = [];
  for (const { start, end } of linesOf(text, minCharacters)) {
    const pages = pagesOf(lineKey(host, text.slice(start, end)));
    if (pages < least) continue;
    edits.push(wholeLine(text, start, end));
    counts.push(pages);
  }
  if (edits.length === 0) return kept;
  const characters = edits.reduce((sum, [start, end]) => sum + end - start, 0);
  const measures = {
    'repeated-lines': edits.length,
    'repeated-characters': characters,
    'repeated-line-pages': counts.join(','),
    'host-pages': pagesOf(lineKey(host, '')),
  };
  if (!isBlank(text, edits)) return { ...kept, measures, edits };
  const failure = { rule: 'repeated-lines', value: characters, limit: text.length - 1 };
  return { verdict: 'drop', failures: [failure], measures, edits };
}

/** The line with the break behind it. */
function wholeLine(text: string, start: number, end: number): Edit {
  const next = text.indexOf('\n', end);
  return [text.lastIndexOf('\n', start - 1) + 1, next === -1 ? text.length : next + 1, ''];
}

/** Whether nothing but white space is left. */
function isBlank(text: string, edits: readonly Edit[]): boolean {
  let position = 0;
  for (const [start, end] of edits) {
    if (text.slice(position, start).trim() !== '') return false;
    position = end;
  }
  return text.slice(position).trim() === '';
}
