import { chineseScript } from './chinese.ts';
import { EVERY_WORD, picks } from './features.ts';
import { createLanguageKernel } from './kernel/kernel.ts';
import { scriptLanguages } from './languages.ts';
import type { LanguageModel } from './model.ts';
import { scriptShareOf } from './script-share.ts';

/** A language as a BCP 47 tag, `und` for none, and how sure that is, 0 to 1. */
export interface LanguageGuess {
  language: string;
  score: number;
}

export type IdentifyLanguage = (text: string) => LanguageGuess;

const UNKNOWN = { language: 'und', score: 0, doubt: 1 };

/** Characters at the head of a text that are looked at, and further in, where it is at least twice as long. */
const HEAD = 2000;
const FURTHER = 2000;
/**
 * Letters that are looked at first, at least: of a text with more, in one word of two, four and so on. Others follow where these
 * leave more doubt than `DOUBT`, twice, each time as many as before.
 */
const ENOUGH = 100;
const DOUBT = 0.01;
const LEVELS = 3;
const picksOf = Array.from({ length: 31 }, (_, bits) => picks(bits, LEVELS));

/** Kana that make Han text Japanese, as a share of both: names of works in Chinese text have fewer. */
const JAPANESE = 0.15;

/** Text with this share of letters in one script is surely in it: the rest is names, formulas and code. */
const SURE_SHARE = 0.6;

/**
 * Identifies languages: by script where the script tells, Chinese as Hans or Hant by characters that only one of them has,
 * and else by the model over n-grams of the script that most of the text is in.
 */
export function createIdentifyLanguage(model: LanguageModel): IdentifyLanguage {
  const { languages, scale } = model;
  const { countScripts, addFeatures, sums } = createLanguageKernel(model, HEAD + FURTHER + 1);

  return (text) => {
    const sample = sampleOf(text);
    const { script, number, share, letters, kana } = scriptShareOf(countScripts(sample));
    if (script === null) return { language: 'und', score: 0 };
    if (script === 'han') {
      const language = kana >= JAPANESE ? 'ja' : chineseScript(sample.join(''));
      return { language, score: Math.min(1, share / SURE_SHARE) };
    }
    const only = scriptLanguages[script];
    if (only !== undefined) return { language: only, score: Math.min(1, share / SURE_SHARE) };

    const sure = Math.min(1, share / SURE_SHARE);
    const [first = EVERY_WORD, ...further] = picksOf[31 - Math.clz32(Math.ceil(letters / ENOUGH))]!;
    let count = addFeatures(number, first, true);
    let guess = best(languages, sums, count, scale, sure);
    for (const pick of further) {
      if (guess.doubt < DOUBT) break;
      count += addFeatures(number, pick, false);
      guess = best(languages, sums, count, scale, sure);
    }
    return { language: guess.language, score: guess.score };
  };
}

/** `doubt`: what the model gives to all other languages together. */
function best(
  languages: readonly string[],
  sums: Int32Array,
  features: number,
  scale: number,
  share: number,
): LanguageGuess & { doubt: number } {
  if (features === 0) return UNKNOWN;
  const factor = scale / Math.sqrt(features);
  let top = 0;
  for (let index = 1; index < sums.length; index++) if (sums[index]! > sums[top]!) top = index;
  let total = 0;
  for (let index = 0; index < sums.length; index++) total += Math.exp((sums[index]! - sums[top]!) * factor);
  return { language: languages[top]!, score: share / total, doubt: 1 - 1 / total };
}

function sampleOf(text: string): string[] {
  if (text.length <= HEAD) return [text];
  const middle = text.length >> 1;
  const head = text.slice(0, HEAD);
  return middle < HEAD ? [head] : [head, ' ', text.slice(middle, middle + FURTHER)];
}
