import { astralClass, charClasses, PUNCTUATION, SURROGATE, TERMINAL } from './char-classes.ts';
import { createSplitText, type SplitText } from './split-text.ts';

/**
 * Sentences of the words `[first, last)`, 0 for none: one ends at a word that is a full stop, question or exclamation mark of
 * any script, and the next begins at the first word after it that is not punctuation (spaCy's sentencizer).
 */
export function countSentences(split: SplitText, first: number, last: number): number {
  const { codes, words } = split;
  if (first >= last) return 0;
  let sentences = 1;
  let ended = false;
  for (let word = first; word < last; word++) {
    const start = words.starts[word]!;
    const end = words.ends[word]!;
    const flags = wordClass(codes, start, end);
    if ((flags & TERMINAL) !== 0) {
      ended = true;
    } else if (ended && (flags & PUNCTUATION) === 0) {
      sentences += 1;
      ended = false;
    }
  }
  return sentences;
}

/** TERMINAL if the word is one such mark, PUNCTUATION if it is nothing else than punctuation. */
function wordClass(codes: Uint16Array, start: number, end: number): number {
  let all = PUNCTUATION | TERMINAL;
  let points = 0;
  for (let index = start; index < end && all !== 0; index++) {
    const code = codes[index]!;
    let flags = charClasses[code]!;
    if ((flags & SURROGATE) !== 0 && code < 0xdc00 && index + 1 < end) {
      index += 1;
      flags = astralClass(0x10000 + ((code - 0xd800) << 10) + (codes[index]! & 0x3ff));
    }
    points += 1;
    all &= flags;
  }
  return points === 1 ? all : all & PUNCTUATION;
}

/** Counts the sentences of any text, with buffers of its own. */
export function createSentenceCounter(): (text: string) => number {
  const split = createSplitText();
  return (text) => {
    const found = split(text);
    return countSentences(found, 0, found.words.count);
  };
}
