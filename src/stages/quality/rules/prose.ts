import type { Analysis } from '../../../text/analysis.ts';
import { charClasses, TERMINAL } from '../../../text/char-classes.ts';
import { codePointsOf } from '../../../text/split-text.ts';
import { check, type Findings, share } from '../findings.ts';
import type { ProseLimits } from '../parameters.ts';

/** Marks that may stand after the mark that ends a sentence. */
const CLOSING = new Set('"\'”’)]»」』）】》'.split('').map((mark) => mark.charCodeAt(0)));

/**
 * Our own rules for what is not running text. Menus and lists of links have few characters in long lines or in lines that end a
 * sentence; lists of keywords have few function words; spun text says the same few words again and again (Guiraud 1954: different
 * words over the root of all).
 */
export function checkProse(analysis: Analysis, limits: ProseLimits, functionWords: number, findings: Findings): void {
  const { codes, lines } = analysis;
  let all = 0;
  let prose = 0;
  for (let line = 0; line < lines.count; line++) {
    const start = lines.from[line]!;
    const end = lines.to[line]!;
    if (start === end) continue;
    const points = codePointsOf(analysis, start, end);
    all += points;
    if (points >= limits.longLineLength || endsSentence(codes, start, end)) prose += points;
  }
  check(findings, 'prose-characters', share(prose, all), limits.minProseCharacters, null);
  const vocabulary = share(analysis.distinctWords, Math.sqrt(analysis.words.count));
  check(findings, 'prose-vocabulary', vocabulary, limits.minVocabulary, null);
  check(findings, 'prose-function-words', share(functionWords, analysis.plainWords), limits.minFunctionWords, null);
}

function endsSentence(codes: Uint16Array, start: number, end: number): boolean {
  let last = end - 1;
  while (last > start && CLOSING.has(codes[last]!)) last -= 1;
  const code = codes[last]!;
  return (
    (charClasses[code]! & TERMINAL) !== 0 ||
    code === 0x2026 ||
    code === 0x3a ||
    code === 0x3b ||
    code === 0xff1a ||
    code === 0xff1b
  );
}
