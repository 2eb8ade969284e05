import type { Analysis } from '../../../text/analysis.ts';
import { charClasses, SPACE } from '../../../text/char-classes.ts';
import type { Spans } from '../../../text/lines.ts';
import { check, type Findings, share } from '../findings.ts';
import type { GopherQualityLimits } from '../parameters.ts';

const ELLIPSIS = 0x2026;
const DOT = 0x2e;
const BULLET = 0x2022;
const HYPHEN = 0x2d;
const HASH = 0x23;

/** Rae et al. 2021 (Gopher), appendix A1.1 "Quality filtering", as datatrove 0.10 computes it. */
export function checkGopherQuality(
  analysis: Analysis,
  lines: Spans,
  limits: GopherQualityLimits,
  stopWords: number,
  findings: Findings,
): void {
  const { codes, words } = analysis;
  const { hashes, ellipses } = countSymbols(codes, analysis.length);
  let bulletLines = 0;
  let ellipsisLines = 0;
  const lineCount = lines.starts.length;
  for (let line = 0; line < lineCount; line++) {
    const start = lines.starts[line]!;
    let from = start;
    let to = lines.ends[line]!;
    while (from < to && (charClasses[codes[from]!]! & SPACE) !== 0) from += 1;
    if (from < to && (codes[from] === BULLET || codes[from] === HYPHEN)) bulletLines += 1;
    while (to > from && (charClasses[codes[to - 1]!]! & SPACE) !== 0) to -= 1;
    if (endsInEllipsis(codes, from, to)) ellipsisLines += 1;
  }

  check(findings, 'gopher-word-count', analysis.plainWords, limits.minWords, limits.maxWords);
  const meanLength = share(analysis.plainWordPoints, analysis.plainWords);
  check(findings, 'gopher-mean-word-length', meanLength, limits.minMeanWordLength, limits.maxMeanWordLength);
  check(findings, 'gopher-hash-ratio', share(hashes, words.count), null, limits.maxHashRatio);
  check(findings, 'gopher-ellipsis-ratio', share(ellipses, words.count), null, limits.maxEllipsisRatio);
  check(findings, 'gopher-bullet-lines', share(bulletLines, lineCount), null, limits.maxBulletLines);
  check(findings, 'gopher-ellipsis-lines', share(ellipsisLines, lineCount), null, limits.maxEllipsisLines);
  const alphabetic = share(analysis.alphabeticWords, words.count);
  check(findings, 'gopher-alphabetic-words', alphabetic, limits.minAlphabeticWords, null);
  check(findings, 'gopher-stop-words', stopWords, limits.minStopWords, null);
}

/** `#`, and `...` (without overlap) or `…`. */
function countSymbols(codes: Uint16Array, length: number): { hashes: number; ellipses: number } {
  let hashes = 0;
  let ellipses = 0;
  for (let index = 0; index < length; index++) {
    const code = codes[index]!;
    if (code === HASH) {
      hashes += 1;
    } else if (code === ELLIPSIS) {
      ellipses += 1;
    } else if (code === DOT && index + 2 < length && codes[index + 1] === DOT && codes[index + 2] === DOT) {
      ellipses += 1;
      index += 2;
    }
  }
  return { hashes, ellipses };
}

function endsInEllipsis(codes: Uint16Array, from: number, to: number): boolean {
  if (to > from && codes[to - 1] === ELLIPSIS) return true;
  return to - from >= 3 && codes[to - 1] === DOT && codes[to - 2] === DOT && codes[to - 3] === DOT;
}
