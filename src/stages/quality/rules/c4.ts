import type { Analysis } from '../../../text/analysis.ts';
import { BRACKET, CURLY } from '../../../text/kernel/kernel.ts';
import { createSentenceCounter } from '../../../text/sentences.ts';
import { check, type Findings } from '../findings.ts';
import type { C4Limits } from '../parameters.ts';
import { citationSpans } from './c4-citations.ts';
import { editsToJoin, editsToRemove, type KeptLine } from './c4-edits.ts';
import { createPhraseFinder } from './c4-phrases.ts';

const NONE: readonly [number, number][] = [];
const POLICY_PHRASES = [
  'terms of use',
  'privacy policy',
  'cookie policy',
  'uses cookies',
  'use of cookies',
  'use cookies',
];

/**
 * Judges a text; returns how many words the edits leave, null where they cut into lines.
 */
export type CheckC4 = (analysis: Analysis, limits: C4Limits, findings: Findings) => number | null;

/**
 * Raffel et al. 2020 (C4), section 2.2, as datatrove 0.10 computes it: lines are judged in order, the document by what is
 * left of them. Lines that fall are edits; a curly bracket or "lorem ipsum" in a line that stays drops the document.
 * `sentencesOf` counts the sentences of a line; ours where it is left out.
 */
export function createCheckC4(sentencesOf?: (line: string) => number): CheckC4 {
  const countOther = sentencesOf ?? createSentenceCounter();
  const findPhrases = createPhraseFinder({
    lorem: ['lorem ipsum'],
    javascript: ['javascript'],
    policy: POLICY_PHRASES,
  });

  return (analysis, limits, findings) => {
    const { codes, text, lines } = analysis;
    const phrases = findPhrases(analysis);
    const kept: KeptLine[] = [];
    const removed = { longWord: 0, noTerminal: 0, fewWords: 0, javascript: 0, policy: 0 };
    let sentences = 0;
    let loremLines = 0;
    let bracketLines = 0;
    let words = 0;
    let whole = true;
    for (let line = 0; line < lines.count; line++) {
      const start = lines.from[line]!;
      const end = lines.to[line]!;
      const flags = lines.flags[line]!;
      if (limits.maxWordLength !== null && lines.longest[line]! > limits.maxWordLength) {
        removed.longWord += 1;
        continue;
      }
      const citations = limits.removeCitations && (flags & BRACKET) !== 0 ? citationSpans(codes, start, end) : NONE;
      const changed = citations.length > 0;
      const content = changed ? without(text, start, end, citations) : '';
      if (
        limits.lineEnds !== null &&
        !(changed ? endsWell(content, limits.lineEnds) : spanEndsWell(codes, start, end, limits.lineEnds))
      ) {
        removed.noTerminal += 1;
        continue;
      }
      if (limits.minWordsPerLine !== null && lines.chunks[line]! < limits.minWordsPerLine) {
        removed.fewWords += 1;
        continue;
      }
      const has = changed ? findPhrases.inLine(content) : phrases.within(start, end);
      if (limits.dropLoremIpsum && has.lorem) {
        loremLines += 1;
        continue;
      }
      if (limits.removeJavascript && has.javascript) {
        removed.javascript += 1;
        continue;
      }
      if (limits.dropCurlyBracket && (flags & CURLY) !== 0) {
        bracketLines += 1;
        continue;
      }
      if (limits.removePolicy && has.policy) {
        removed.policy += 1;
        continue;
      }
      if (limits.minSentences !== null) {
        if (changed || sentencesOf !== undefined) {
          sentences += countOther(changed ? content : text.slice(start, end));
        } else {
          sentences += analysis.sentences(lines.words[line]!, lines.words[line + 1]!);
        }
      }
      words += lines.words[line + 1]! - lines.words[line]!;
      if (changed) whole = false;
      kept.push({ line, citations });
    }

    const { measures } = findings;
    measures['c4-lines-long-word'] = removed.longWord;
    measures['c4-lines-no-terminal'] = removed.noTerminal;
    measures['c4-lines-few-words'] = removed.fewWords;
    measures['c4-lines-javascript'] = removed.javascript;
    measures['c4-lines-policy'] = removed.policy;
    if (limits.dropLoremIpsum) check(findings, 'c4-lorem-ipsum', loremLines, null, 0);
    if (limits.dropCurlyBracket) check(findings, 'c4-curly-bracket', bracketLines, null, 0);
    if (limits.minSentences !== null) check(findings, 'c4-sentences', sentences, limits.minSentences, null);
    const { length } = analysis;
    const edits = limits.trimLines ? editsToJoin(codes, length, lines, kept) : editsToRemove(length, lines, kept);
    for (const edit of edits) findings.edits.push(edit);
    return whole ? words : null;
  };
}

function without(text: string, start: number, end: number, spans: readonly (readonly [number, number])[]): string {
  let result = '';
  let position = start;
  for (const [from, to] of spans) {
    result += text.slice(position, from);
    position = to;
  }
  return result + text.slice(position, end);
}

function endsWell(line: string, lineEnds: string): boolean {
  return line !== '' && lineEnds.includes(line.at(-1) ?? '') && !line.endsWith('...');
}

function spanEndsWell(codes: Uint16Array, start: number, end: number, lineEnds: string): boolean {
  if (start === end || !lineEnds.includes(String.fromCharCode(codes[end - 1]!))) return false;
  return !(end - start >= 3 && codes[end - 1] === 0x2e && codes[end - 2] === 0x2e && codes[end - 3] === 0x2e);
}
