import { HASH_BASE } from './analysis.ts';
import { charClasses, LINE_BREAK, SPACE } from './char-classes.ts';
import type { SpanTable } from './span-table.ts';
import { codePointsOf, type SplitText } from './split-text.ts';

/** Spans of lines or paragraphs in UTF-16 code units. */
export interface Spans {
  starts: number[];
  ends: number[];
}

const LF = 0x0a;
const CR = 0x0d;

/** Lines as Python's `splitlines` has them, without their breaks. */
export function splitLines(codes: Uint16Array, length: number): Spans {
  const starts: number[] = [];
  const ends: number[] = [];
  let start = 0;
  for (let index = 0; index < length; index++) {
    if ((charClasses[codes[index]!]! & LINE_BREAK) === 0) continue;
    starts.push(start);
    ends.push(index);
    if (codes[index] === CR && index + 1 < length && codes[index + 1] === LF) index += 1;
    start = index + 1;
  }
  if (start < length) {
    starts.push(start);
    ends.push(length);
  }
  return { starts, ends };
}

/**
 * Splits `[from, to)` at every run of at least `least` line feeds, as a regular expression `\n{least,}` splits.
 * Never empty: a text without a break is one span.
 */
export function splitAtBreaks(codes: Uint16Array, from: number, to: number, least: number): Spans {
  const starts: number[] = [];
  const ends: number[] = [];
  let start = from;
  let index = from;
  while (index < to) {
    if (codes[index] !== LF) {
      index += 1;
      continue;
    }
    let end = index + 1;
    while (end < to && codes[end] === LF) end += 1;
    if (end - index >= least) {
      starts.push(start);
      ends.push(index);
      start = end;
    }
    index = end;
  }
  starts.push(start);
  ends.push(to);
  return { starts, ends };
}

/** First and last + 1 position of `[start, end)` that is not white space. */
export function trimSpan(codes: Uint16Array, start: number, end: number): [number, number] {
  let from = start;
  let to = end;
  while (from < to && (charClasses[codes[from]!]! & SPACE) !== 0) from += 1;
  while (to > from && (charClasses[codes[to - 1]!]! & SPACE) !== 0) to -= 1;
  return [from, to];
}

/** How many spans repeat one before them, and how many code points those have. */
export function countDuplicates(
  text: SplitText,
  spans: Spans,
  table: SpanTable,
): { count: number; codePoints: number } {
  const { codes } = text;
  const { starts, ends } = spans;
  let count = 0;
  let codePoints = 0;
  if (starts.length < 2) return { count, codePoints };
  table.reset(codes, starts.length);
  for (let index = 0; index < starts.length; index++) {
    const start = starts[index]!;
    const end = ends[index]!;
    let hash = 0;
    for (let position = start; position < end; position++) hash = Math.imul(hash ^ codes[position]!, HASH_BASE);
    if (table.add(start, end, hash, index) === -1) continue;
    count += 1;
    codePoints += codePointsOf(text, start, end);
  }
  return { count, codePoints };
}
