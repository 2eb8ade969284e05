import type { Analysis } from '../../../text/analysis.ts';
import { check, type Findings, share } from '../findings.ts';
import type { GopherRepetitionLimits } from '../parameters.ts';

/** Rae et al. 2021 (Gopher), table A1 "Repetition removal", as datatrove 0.10 computes it. */
export function checkRepetition(analysis: Analysis, limits: GopherRepetitionLimits, findings: Findings): void {
  const { codePoints } = analysis;
  const measure = (rule: string, value: number, limit: number | null): void =>
    check(findings, rule, value, null, limit);

  const paragraphs = analysis.repeatedParagraphs();
  const paragraphShare = share(paragraphs.repeated, paragraphs.count);
  measure('gopher-duplicate-paragraphs', paragraphShare, limits.maxDuplicateParagraphs);
  const paragraphPoints = share(paragraphs.codePoints, codePoints);
  measure('gopher-duplicate-paragraph-characters', paragraphPoints, limits.maxDuplicateParagraphCharacters);

  const lines = analysis.repeatedLines();
  measure('gopher-duplicate-lines', share(lines.repeated, lines.count), limits.maxDuplicateLines);
  const linePoints = share(lines.codePoints, codePoints);
  measure('gopher-duplicate-line-characters', linePoints, limits.maxDuplicateLineCharacters);

  const tops = analysis.topNgrams(limits.topNgrams.map(([size]) => size));
  for (const [index, [size, limit]] of limits.topNgrams.entries())
    measure(`gopher-top-${size}-gram`, share(tops[index] ?? 0, codePoints), limit);
  const repeated = analysis.repeatedNgrams(limits.duplicateNgrams.map(([size]) => size));
  for (const [index, [size, limit]] of limits.duplicateNgrams.entries())
    measure(`gopher-duplicate-${size}-gram`, share(repeated[index]!, codePoints), limit);
}
