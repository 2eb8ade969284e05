import type { Analysis } from '../../../text/analysis.ts';
import { countDuplicates, splitAtBreaks, trimSpan } from '../../../text/lines.ts';
import { createHeadFinder, createTopNgrams, hashPowers, repeatedNgramPoints } from '../../../text/ngrams.ts';
import { createSpanTable } from '../../../text/span-table.ts';
import { check, type Findings, share } from '../findings.ts';
import type { GopherRepetitionLimits } from '../parameters.ts';

export type CheckRepetition = (analysis: Analysis, limits: GopherRepetitionLimits, findings: Findings) => void;

/** Rae et al. 2021 (Gopher), table A1 "Repetition removal", as datatrove 0.10 computes it. */
export function createCheckRepetition(): CheckRepetition {
  const table = createSpanTable();
  const powers = hashPowers();
  const findHeads = createHeadFinder(powers);
  const topNgrams = createTopNgrams();

  return (analysis, limits, findings) => {
    const { codes, length, codePoints, words } = analysis;
    const [from, to] = trimSpan(codes, 0, length);
    const paragraphs = splitAtBreaks(codes, from, to, 2);
    const repeatedParagraphs = countDuplicates(analysis, paragraphs, table);
    const paragraphShare = share(repeatedParagraphs.count, paragraphs.starts.length);
    check(findings, 'gopher-duplicate-paragraphs', paragraphShare, null, limits.maxDuplicateParagraphs);
    const paragraphPoints = share(repeatedParagraphs.codePoints, codePoints);
    check(
      findings,
      'gopher-duplicate-paragraph-characters',
      paragraphPoints,
      null,
      limits.maxDuplicateParagraphCharacters,
    );

    const lines = splitAtBreaks(codes, 0, length, 1);
    const repeatedLines = countDuplicates(analysis, lines, table);
    check(
      findings,
      'gopher-duplicate-lines',
      share(repeatedLines.count, lines.starts.length),
      null,
      limits.maxDuplicateLines,
    );
    const linePoints = share(repeatedLines.codePoints, codePoints);
    check(findings, 'gopher-duplicate-line-characters', linePoints, null, limits.maxDuplicateLineCharacters);

    const sizes = limits.topNgrams.map(([size]) => size);
    const tops = topNgrams(analysis, sizes);
    for (const [index, [size, limit]] of limits.topNgrams.entries()) {
      check(findings, `gopher-top-${size}-gram`, share(tops[index] ?? 0, codePoints), null, limit);
    }
    if (limits.duplicateNgrams.length === 0) return;
    const candidates = findHeads(analysis);
    for (const [size, limit] of limits.duplicateNgrams) {
      const points = words.count < size ? 0 : repeatedNgramPoints(analysis, size, candidates, powers, table);
      check(findings, `gopher-duplicate-${size}-gram`, share(points, codePoints), null, limit);
    }
  };
}
