import { charClasses, DIGIT } from '../../../text/char-classes.ts';

const MARKS = ['[edit]', '[citation needed]'];

/** Wikipedia's marks in `[start, end)`: `[12]`, `[]`, `[edit]`, `[citation needed]`, as `\[\d*]` and so on find them. */
export function citationSpans(codes: Uint16Array, start: number, end: number): [number, number][] {
  const spans: [number, number][] = [];
  for (let index = start; index < end; index++) {
    if (codes[index] !== 0x5b) continue;
    let close = index + 1;
    while (close < end && (charClasses[codes[close]!]! & DIGIT) !== 0) close += 1;
    if (close < end && codes[close] === 0x5d) {
      spans.push([index, close + 1]);
      index = close;
      continue;
    }
    const mark = MARKS.find((candidate) => isAt(codes, index, end, candidate));
    if (mark === undefined) continue;
    spans.push([index, index + mark.length]);
    index += mark.length - 1;
  }
  return spans;
}

function isAt(codes: Uint16Array, position: number, end: number, mark: string): boolean {
  if (position + mark.length > end) return false;
  for (let index = 0; index < mark.length; index++)
    if (codes[position + index] !== mark.charCodeAt(index)) return false;
  return true;
}
