import { astralClass, charClasses, SPACE, SURROGATE, TERMINAL } from '../../../text/char-classes.ts';
import { countDuplicates, type Spans } from '../../../text/lines.ts';
import { createSpanTable } from '../../../text/span-table.ts';
import { codePointsOf, type SplitText } from '../../../text/split-text.ts';
import { check, type Findings, share } from '../findings.ts';
import type { FinewebLimits } from '../parameters.ts';

const LF = 0x0a;

export type CheckFineweb = (text: SplitText, limits: FinewebLimits, findings: Findings) => void;

/** Penedo et al. 2024 (FineWeb), section 3.6, as datatrove 0.10 computes it. */
export function createCheckFineweb(): CheckFineweb {
  const table = createSpanTable();

  return (text, limits, findings) => {
    const { codes, length, codePoints } = text;
    const lines: Spans = { starts: [], ends: [] };
    let newlines = 0;
    let terminal = 0;
    let short = 0;
    let lineStart = 0;
    let blank = true;
    for (let index = 0; index <= length; index++) {
      const code = index < length ? codes[index]! : LF;
      if (code !== LF) {
        if (blank && (charClasses[code]! & SPACE) === 0) blank = false;
        continue;
      }
      if (index < length) newlines += 1;
      if (!blank) {
        lines.starts.push(lineStart);
        lines.ends.push(index);
        if (endsLine(text, index, limits.lineEnds)) terminal += 1;
        if (codePointsOf(text, lineStart, index) <= limits.shortLineLength) short += 1;
      }
      lineStart = index + 1;
      blank = true;
    }
    const lineCount = lines.starts.length;
    check(findings, 'fineweb-terminal-punctuation', share(terminal, lineCount), limits.minTerminalPunctuation, null);
    check(findings, 'fineweb-short-lines', share(short, lineCount), null, limits.maxShortLines);
    const repeated = share(countDuplicates(text, lines, table).codePoints, codePoints - newlines);
    check(findings, 'fineweb-duplicate-line-characters', repeated, null, limits.maxDuplicateLineCharacters);
    check(findings, 'fineweb-newline-ratio', share(newlines, text.words.count), null, limits.maxNewlineRatio);
  };
}

function endsLine({ codes }: SplitText, end: number, lineEnds: string): boolean {
  const code = codes[end - 1]!;
  let flags = charClasses[code]!;
  if ((flags & SURROGATE) !== 0 && end >= 2) {
    flags = astralClass(0x10000 + ((codes[end - 2]! & 0x3ff) << 10) + (code & 0x3ff));
  }
  if ((flags & TERMINAL) !== 0) return true;
  return lineEnds !== '' && lineEnds.includes(String.fromCharCode(code));
}
