import type { Edit } from '../../../document.ts';
import type { Lines } from '../../../text/analysis.ts';
import { charClasses, SPACE } from '../../../text/char-classes.ts';

/** A line that stays: its index and the spans in it that go. */
export interface KeptLine {
  line: number;
  citations: readonly (readonly [number, number])[];
}

interface Piece {
  start: number;
  end: number;
  line: number;
}

/** Edits after which the text is datatrove's: what is kept of the trimmed lines, joined by line feeds, the whole trimmed. */
export function editsToJoin(codes: Uint16Array, length: number, lines: Lines, kept: readonly KeptLine[]): Edit[] {
  const edits: Edit[] = [];
  let position = 0;
  let line = -1;
  for (const piece of trimmedPieces(codes, lines, kept)) {
    const separator = line === -1 ? '' : '\n'.repeat(piece.line - line);
    const gap = piece.start - position;
    const same = gap === separator.length && (gap === 0 || (gap === 1 && codes[position] === 0x0a));
    if (!same) edits.push([position, piece.start, separator]);
    position = piece.end;
    line = piece.line;
  }
  if (position < length) edits.push([position, length, '']);
  return edits;
}

/** Kept pieces in order, `line` being the line's index among the kept; white space at both ends of the whole is off. */
function trimmedPieces(codes: Uint16Array, lines: Lines, kept: readonly KeptLine[]): Piece[] {
  const pieces: Piece[] = [];
  for (const [index, { line, citations }] of kept.entries()) {
    let start = lines.starts[line]!;
    let end = lines.ends[line]!;
    while (start < end && isSpace(codes[start]!)) start += 1;
    while (end > start && isSpace(codes[end - 1]!)) end -= 1;
    for (const [from, to] of citations) {
      if (from > start) pieces.push({ start, end: from, line: index });
      start = to;
    }
    if (start < end) pieces.push({ start, end, line: index });
  }
  while (pieces.length > 0) {
    const first = pieces[0]!;
    while (first.start < first.end && isSpace(codes[first.start]!)) first.start += 1;
    if (first.start < first.end) break;
    pieces.shift();
  }
  while (pieces.length > 0) {
    const last = pieces.at(-1)!;
    while (last.end > last.start && isSpace(codes[last.end - 1]!)) last.end -= 1;
    if (last.start < last.end) break;
    pieces.pop();
  }
  return pieces;
}

/** Edits that take out the other lines with their breaks, and the citations; all else stays as it is. */
export function editsToRemove(length: number, lines: Lines, kept: readonly KeptLine[]): Edit[] {
  const edits: Edit[] = [];
  const count = lines.count;
  let next = 0;
  for (const { line, citations } of [...kept, { line: count, citations: [] }]) {
    if (line > next) {
      if (line < count) edits.push([lines.starts[next]!, lines.starts[line]!, '']);
      else edits.push([next === 0 ? 0 : lines.ends[next - 1]!, length, '']);
    }
    for (const [from, to] of citations) edits.push([from, to, '']);
    next = line + 1;
  }
  return edits;
}

function isSpace(code: number): boolean {
  return (charClasses[code]! & SPACE) !== 0;
}
