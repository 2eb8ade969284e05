import type { Findings } from '../findings.ts';
import type { LanguageGuess } from '../language/identify.ts';
import type { QualityParameters } from '../parameters.ts';

/** Records language and confidence; fails a language that the recipe does not keep, and one that is too unsure. */
export function checkLanguage(
  { language, score }: LanguageGuess,
  { allow, minScore }: NonNullable<QualityParameters['language']>,
  findings: Findings,
): void {
  findings.measures['language'] = language;
  findings.measures['languageScore'] = score;
  if (allow !== null && !allow.includes(language) && !allow.includes(language.split('-')[0] ?? '')) {
    findings.failures.push({ rule: 'language', value: language, limit: allow.join(' ') });
  }
  if (minScore !== null && score < minScore) {
    findings.failures.push({ rule: 'language-score', value: score, limit: minScore });
  }
}
