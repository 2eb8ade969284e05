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

/**
 * Writes the 32-bit hash of each feature of a lower-cased text to `hashes` and returns their number. Words are runs of one
 * script's letters; for every `stride`-th word, between two boundary marks, all runs of 1 to 5 characters are features, and
 * the whole word.
 */
export function collectFeatures(text: string, script: number, stride: number, hashes: Int32Array): number {
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
    if (words % stride !== 0) {
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
