import type { Findings } from '../findings.ts';
import type { LanguageGuess } from '../language/identify.ts';
import { isAmong } from '../language/languages.ts';
import type { ParagraphLanguages } from '../language/paragraphs.ts';
import type { QualityParameters } from '../parameters.ts';

/** Records language and confidence; fails a language that the recipe does not keep, and one that is too unsure. */
export function checkLanguage(
  { language, score }: LanguageGuess,
  { allow, minScore }: NonNullable<QualityParameters['language']>,
  findings: Findings,
): void {
  findings.measures['language'] = language;
  findings.measures['languageScore'] = score;
  if (allow !== null && !isAmong(allow, language)) {
    findings.failures.push({ rule: 'language', value: language, limit: allow.join(' ') });
  }
  if (minScore !== null && score < minScore) {
    findings.failures.push({ rule: 'language-score', value: score, limit: minScore });
  }
}

/** Records the languages of the paragraphs, and fails a text with too many in another than its own. */
export function checkParagraphLanguages(
  { shares, other }: ParagraphLanguages,
  most: number | null,
  findings: Findings,
): void {
  const named = shares
    .filter(([, share]) => share >= 0.01)
    .map(([language, share]) => `${language} ${share.toFixed(2)}`);
  findings.measures['languages'] = named.join(' ');
  findings.measures['otherLanguages'] = other;
  if (most !== null && other > most) findings.failures.push({ rule: 'language-mixed', value: other, limit: most });
}
