import type { Analysis } from '../../../text/analysis.ts';
import { check, type Findings, share } from '../findings.ts';
import type { GopherQualityLimits } from '../parameters.ts';

const ELLIPSIS = 0x2026;
const DOT = 0x2e;
const BULLET = 0x2022;
const HYPHEN = 0x2d;

/** Rae et al. 2021 (Gopher), appendix A1.1 "Quality filtering", as datatrove 0.10 computes it. */
export function checkGopherQuality(
  analysis: Analysis,
  limits: GopherQualityLimits,
  stopWords: number,
  findings: Findings,
): void {
  const { codes, words, lines } = analysis;
  let bulletLines = 0;
  let ellipsisLines = 0;
  for (let line = 0; line < lines.count; line++) {
    const from = lines.from[line]!;
    const to = lines.to[line]!;
    if (from < to && (codes[from] === BULLET || codes[from] === HYPHEN)) bulletLines += 1;
    if (endsInEllipsis(codes, from, to)) ellipsisLines += 1;
  }

  check(findings, 'gopher-word-count', analysis.plainWords, limits.minWords, limits.maxWords);
  const meanLength = share(analysis.plainWordPoints, analysis.plainWords);
  check(findings, 'gopher-mean-word-length', meanLength, limits.minMeanWordLength, limits.maxMeanWordLength);
  check(findings, 'gopher-hash-ratio', share(analysis.numberSigns, words.count), null, limits.maxHashRatio);
  check(findings, 'gopher-ellipsis-ratio', share(analysis.ellipses, words.count), null, limits.maxEllipsisRatio);
  check(findings, 'gopher-bullet-lines', share(bulletLines, lines.count), null, limits.maxBulletLines);
  check(findings, 'gopher-ellipsis-lines', share(ellipsisLines, lines.count), null, limits.maxEllipsisLines);
  const alphabetic = share(analysis.alphabeticWords, words.count);
  check(findings, 'gopher-alphabetic-words', alphabetic, limits.minAlphabeticWords, null);
  check(findings, 'gopher-stop-words', stopWords, limits.minStopWords, null);
}

function endsInEllipsis(codes: Uint16Array, from: number, to: number): boolean {
  if (to > from && codes[to - 1] === ELLIPSIS) return true;
  return to - from >= 3 && codes[to - 1] === DOT && codes[to - 2] === DOT && codes[to - 3] === DOT;
}
