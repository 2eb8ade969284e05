import { charClasses, DIGIT, LETTER, MARK, SPACE, UNSPACED } from '../../../text/char-classes.ts';
import { foldTable } from '../../../text/fold.ts';

/** Which n-grams of a text become features. */
export interface NgramOptions {
  /** log2 of the number of buckets. */
  bits: number;
  /** Most words in a row: 1 or 2. */
  words: number;
  /** Lengths of character n-grams within words, `[0, 0]` for none. In scripts without spaces words are characters. */
  characters: readonly [number, number];
}

/** Only this much of a text is looked at: what comes after changes no score, and bounds the time. */
const MAX_LENGTH = 1 << 15;

/** The distinct buckets of a text's n-grams; valid until the next call. */
export interface Ngrams {
  /** Fills `buckets` and returns how many are valid. `onNew` is told each distinct n-gram as it is met, for explanations. */
  collect(text: string, onNew?: (bucket: number, name: string) => void): number;
  readonly buckets: Int32Array;
}

const WORD_SEED = 0x811c9dc5;
const BIGRAM_SEED = 0x2545f491;
const TRIGRAM_SEED = 0x3c6ef372;
const CHARACTER_SEED = 0x1b873593;
const PRIME = 0x01000193;
/** Stands before and after a word in its character n-grams. */
const EDGE = 0x20;

const mix = (hash: number): number => {
  let mixed = hash ^ (hash >>> 15);
  mixed = Math.imul(mixed, 0x2c1b3c6d);
  return mixed ^ (mixed >>> 13);
};

/**
 * Hashes a text's n-grams in one pass: words (runs of letters and digits; each other mark, and each character of a script written
 * without spaces, is a word of its own), pairs of words in a row, triples of such characters, and character n-grams inside words.
 * Case and full-width forms are folded, digits are all 0. Each bucket counts once.
 */
export function createNgrams({ bits, words, characters }: NgramOptions): Ngrams {
  const mask = 2 ** bits - 1;
  const seen = new Int32Array(mask + 1);
  let generation = 0;
  let buckets = new Int32Array(1 << 12);
  let count = 0;
  const [least, most] = characters;

  const add = (hash: number): boolean => {
    const bucket = mix(hash) & mask;
    if (seen[bucket] === generation) return false;
    seen[bucket] = generation;
    if (count === buckets.length) {
      const larger = new Int32Array(count * 2);
      larger.set(buckets);
      buckets = larger;
    }
    buckets[count] = bucket;
    count += 1;
    return true;
  };

  const collect = (text: string, onNew?: (bucket: number, name: string) => void): number => {
    generation += 1;
    count = 0;
    const length = Math.min(text.length, MAX_LENGTH);
    let previous = 0;
    let beforePrevious = 0;
    let previousStart = 0;
    let beforeStart = 0;
    let unspacedRun = 0;
    let index = 0;
    while (index < length) {
      const code = foldTable[text.charCodeAt(index)]!;
      const flags = charClasses[code]!;
      if ((flags & SPACE) !== 0) {
        index += 1;
        continue;
      }
      const start = index;
      let hash = WORD_SEED;
      if ((flags & (LETTER | DIGIT)) !== 0 && (flags & UNSPACED) === 0) {
        let current = code;
        let currentFlags = flags;
        do {
          hash = Math.imul(hash ^ ((currentFlags & DIGIT) !== 0 ? 0x30 : current), PRIME);
          index += 1;
          if (index === length) break;
          current = foldTable[text.charCodeAt(index)]!;
          currentFlags = charClasses[current]!;
        } while ((currentFlags & (LETTER | DIGIT)) !== 0 && (currentFlags & UNSPACED) === 0);
        unspacedRun = 0;
        if (most > 0) addCharacters(text, start, index, onNew);
      } else {
        hash = Math.imul(hash ^ code, PRIME);
        index += 1;
        while (index < length && (charClasses[text.charCodeAt(index)]! & MARK) !== 0) index += 1;
        unspacedRun = (flags & UNSPACED) !== 0 ? unspacedRun + 1 : 0;
      }
      if (add(hash)) onNew?.(buckets[count - 1]!, text.slice(start, index));
      if (words > 1 && previous !== 0) {
        const pair = Math.imul(Math.imul(BIGRAM_SEED ^ previous, PRIME) ^ hash, PRIME);
        if (add(pair)) onNew?.(buckets[count - 1]!, text.slice(previousStart, index));
        if (unspacedRun > 2) {
          const triple = Math.imul(
            Math.imul(Math.imul(TRIGRAM_SEED ^ beforePrevious, PRIME) ^ previous, PRIME) ^ hash,
            PRIME,
          );
          if (add(triple)) onNew?.(buckets[count - 1]!, text.slice(beforeStart, index));
        }
      }
      beforePrevious = previous;
      beforeStart = previousStart;
      previous = hash;
      previousStart = start;
    }
    return count;
  };

  const codeAt = (text: string, index: number): number => {
    const code = foldTable[text.charCodeAt(index)]!;
    return (charClasses[code]! & DIGIT) !== 0 ? 0x30 : code;
  };

  const addCharacters = (
    text: string,
    start: number,
    end: number,
    onNew: ((bucket: number, name: string) => void) | undefined,
  ): void => {
    for (let first = start - 1; first + least <= end + 1; first++) {
      let hash = CHARACTER_SEED;
      for (let size = 1; size <= most && first + size <= end + 1; size++) {
        const at = first + size - 1;
        hash = Math.imul(hash ^ (at < start || at === end ? EDGE : codeAt(text, at)), PRIME);
        if (size >= least && add(hash ^ size) && onNew !== undefined) {
          const inside = text.slice(Math.max(first, start), Math.min(at + 1, end));
          onNew(buckets[count - 1]!, `${first < start ? '^' : ''}${inside}${at === end ? '$' : ''}`);
        }
      }
    }
  };

  return {
    collect,
    get buckets() {
      return buckets;
    },
  };
}
