import { cutEnglishWord } from './english.ts';

/** A number in any script, with one decimal part. */
const NUMBERS = /\p{Nd}+(?:[.,\u060c\u066b\u2396-\u2398]\p{Nd}+)?/gu;

/** What datatrove replaces by a space: control characters, ASCII punctuation, and some of other scripts. */
const PUNCTUATION =
  /[\0-\x08\x0b-\x1f!-/:-@[-`{-\x9f\xab\xb4\xbb\u2013\u2014\u2019\u201c-\u201e\u2026\u2236\u2501\u25ba\u3001\u3002\u3008-\u300d\u3010\u3011\uff01\uff05\uff08\uff09\uff0c\uff0e\uff11\uff1a\uff1b\uff1f\uff5e]/g;

/** White space as Python's `str.split` has it, as far as the above leaves it. */
const SPACES = /[\t\n \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

/**
 * Words of a text as datatrove 0.10.0 compares them: lower case, numbers as 0, punctuation as spaces, without marks
 * (its `simplify_text`), cut by its English word tokenizer.
 */
export function simplifiedWords(text: string): string[] {
  const spaced = text.toLowerCase().replace(NUMBERS, '0').replace(PUNCTUATION, ' ');
  const plain = spaced.normalize('NFD').replace(/\p{Mn}+/gu, '');
  const words: string[] = [];
  for (const word of plain.split(SPACES)) if (word !== '') cutEnglishWord(word, words);
  return words;
}
