import { scriptOf } from '../../../text/scripts.ts';

/** Longest run of letters within a word that is a feature, its boundaries counted. */
const LONGEST_NGRAM = 5;
/** What is beyond this many letters of a word is left out. */
export const LONGEST_WORD = 30;

const BOUNDARY = 0x5f;
const SEED = 0x2545f491;
const WORD_SEED = 0x51ed270b;
const PRIME = 0x01000193;

/** Each code unit in lower case; where that is more than one (`İ`), the first of them. */
export const lowerCase: Uint16Array = Uint16Array.from({ length: 0x10000 }, (_, code) =>
  String.fromCharCode(code).toLowerCase().charCodeAt(0),
);

/** Room that the features of this many characters need at most. */
export function featureRoom(characters: number): number {
  return characters * (LONGEST_NGRAM * 2 + 1) + LONGEST_NGRAM;
}

const GOLDEN = 0x9e3779b1;

/** Words of a text to look at: those whose number, spread over 32 bits, has `value` under `mask`. */
export interface Pick {
  mask: number;
  value: number;
}

/**
 * The words to look at of a text, level by level: one in `2 ** bits` first, at each further level as many as before, none twice,
 * down to every word. Multiples of the golden ratio are spread evenly and never in step with a text that repeats (Knuth, TAOCP 6.4).
 */
export function picks(bits: number, levels: number): Pick[] {
  const first = bits === 0 ? 0 : (-1 << (32 - bits)) >>> 0;
  const found: Pick[] = [{ mask: first, value: 0 }];
  // each level frees the highest bit that is not free, and takes those that have the next one
  for (let level = 1; level < levels && level <= bits; level++)
    found.push({ mask: (first << (level - 1)) >>> (level - 1), value: (1 << (32 - level)) >>> 0 });
  return found;
}

/** All words. */
export const EVERY_WORD: Pick = { mask: 0, value: 0 };

/** Whether the word of this number, counted from 0, is picked. */
export function isPicked(word: number, { mask, value }: Pick): boolean {
  return (Math.imul(word, GOLDEN) & mask) >>> 0 === value;
}

/**
 * Writes the 32-bit hash of each feature of a lower-cased text to `hashes` and returns their number. Words are runs of one
 * script's letters; for every word that is picked, between two boundary marks, all runs of 1 to 5 characters are features,
 * and the whole word.
 */
export function collectFeatures(text: string, script: number, pick: Pick, hashes: Int32Array): number {
  const length = text.length;
  const word = new Uint16Array(LONGEST_WORD + 2);
  word[0] = BOUNDARY;
  let count = 0;
  let words = 0;
  let position = 0;
  while (position < length) {
    if (scriptOf[text.charCodeAt(position)] !== script) {
      position += 1;
      continue;
    }
    words += 1;
    if (!isPicked(words - 1, pick)) {
      position = wordEnd(text, position, script);
      continue;
    }
    let size = 1;
    while (position < length) {
      const code = text.charCodeAt(position);
      if (scriptOf[code] !== script && !isMark(code)) break;
      if (size <= LONGEST_WORD) word[size++] = code;
      position += 1;
    }
    word[size++] = BOUNDARY;
    let whole = WORD_SEED;
    for (let start = 0; start < size; start++) {
      whole = Math.imul(whole ^ word[start]!, PRIME);
      let hash = SEED;
      const end = Math.min(size, start + LONGEST_NGRAM);
      for (let index = start; index < end; index++) {
        hash = Math.imul(hash ^ word[index]!, PRIME);
        // a boundary alone says nothing
        if (index > start || (start > 0 && start < size - 1)) hashes[count++] = hash ^ (hash >>> 15);
      }
    }
    if (size > LONGEST_NGRAM) hashes[count++] = whole ^ (whole >>> 15);
  }
  return count;
}

/** Combining marks stand inside words of every script. */
function isMark(code: number): boolean {
  return code >= 0x300 && code <= 0x36f;
}

function wordEnd(text: string, start: number, script: number): number {
  let position = start;
  while (position < text.length) {
    const code = text.charCodeAt(position);
    if (scriptOf[code] !== script && !isMark(code)) break;
    position += 1;
  }
  return position;
}
