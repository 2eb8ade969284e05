import type { Analysis } from '../../../text/analysis.ts';
import { astralClass, charClasses, SURROGATE, TERMINAL } from '../../../text/char-classes.ts';
import { codePointsOf } from '../../../text/split-text.ts';
import { check, type Findings, share } from '../findings.ts';
import type { FinewebLimits } from '../parameters.ts';

/** The text after edits, and how many words it has. */
export interface EditedText {
  text: string;
  words: number;
}

/**
 * Penedo et al. 2024 (FineWeb), section 3.6, as datatrove 0.10 computes it, over the text or over what edits made of it.
 */
export function checkFineweb(
  analysis: Analysis,
  edited: EditedText | null,
  limits: FinewebLimits,
  findings: Findings,
): void {
  const lines = analysis.feedLines(edited?.text ?? null);
  const { codes, count, starts, ends, feeds } = lines;
  let terminal = 0;
  let short = 0;
  for (let line = 0; line < count; line++) {
    const start = starts[line]!;
    const end = ends[line]!;
    if (endsLine(codes, end, limits.lineEnds)) terminal += 1;
    if (isShort(codes, start, end, limits.shortLineLength)) short += 1;
  }
  check(findings, 'fineweb-terminal-punctuation', share(terminal, count), limits.minTerminalPunctuation, null);
  check(findings, 'fineweb-short-lines', share(short, count), null, limits.maxShortLines);
  const repeated = share(lines.repeated, lines.codePoints - feeds);
  check(findings, 'fineweb-duplicate-line-characters', repeated, null, limits.maxDuplicateLineCharacters);
  const words = edited?.words ?? analysis.words.count;
  check(findings, 'fineweb-newline-ratio', share(feeds, words), null, limits.maxNewlineRatio);
}

function isShort(codes: Uint16Array, start: number, end: number, length: number): boolean {
  if (end - start <= length) return true;
  // a code point has at most two code units
  return end - start <= length * 2 && codePointsOf({ codes, astral: true }, start, end) <= length;
}

function endsLine(codes: Uint16Array, end: number, lineEnds: string): boolean {
  const code = codes[end - 1]!;
  let flags = charClasses[code]!;
  if ((flags & SURROGATE) !== 0 && end >= 2) {
    flags = astralClass(0x10000 + ((codes[end - 2]! & 0x3ff) << 10) + (code & 0x3ff));
  }
  if ((flags & TERMINAL) !== 0) return true;
  return lineEnds !== '' && lineEnds.includes(String.fromCharCode(code));
}
