/** Finds words given as code units among a few listed ones: the listed word's number, -1 for others. */
export interface WordTable {
  /** `fold`: capital ASCII letters count as small ones. */
  find(codes: Uint16Array, start: number, end: number, fold?: boolean): number;
  /** The same where the word's polynomial hash is known. */
  findHashed(hash: number, codes: Uint16Array, start: number, end: number): number;
}

/** Base of the polynomial hash over a word's code units: odd, so that powers never vanish mod 2^32. */
export const HASH_BASE = 0x01000193;

const hashOfWord = (word: string): number => {
  let hash = 0;
  for (let index = 0; index < word.length; index++) hash = (Math.imul(hash, HASH_BASE) + word.charCodeAt(index)) | 0;
  return hash;
};

const slotOf = (hash: number): number => hash ^ (hash >>> 15);
const folded = (code: number): number => (code >= 0x41 && code <= 0x5a ? code + 0x20 : code);

/** An open-addressed table; equal hashes are checked against the word. Words are numbered in order. */
export function createWordTable(words: readonly string[]): WordTable {
  let size = 16;
  while (size < words.length * 4) size *= 2;
  const mask = size - 1;
  const numbers = new Int32Array(size).fill(-1);
  for (const [number, word] of words.entries()) {
    let slot = slotOf(hashOfWord(word)) & mask;
    while (numbers[slot] !== -1) slot = (slot + 1) & mask;
    numbers[slot] = number;
  }

  const isSame = (codes: Uint16Array, start: number, end: number, word: string, fold: boolean): boolean => {
    if (end - start !== word.length) return false;
    for (let index = 0; index < word.length; index++) {
      const code = codes[start + index]!;
      if ((fold ? folded(code) : code) !== word.charCodeAt(index)) return false;
    }
    return true;
  };
  const look = (hash: number, codes: Uint16Array, start: number, end: number, fold: boolean): number => {
    for (let slot = slotOf(hash) & mask; ; slot = (slot + 1) & mask) {
      const number = numbers[slot]!;
      if (number === -1 || isSame(codes, start, end, words[number]!, fold)) return number;
    }
  };
  return {
    find: (codes, start, end, fold = false) => {
      let hash = 0;
      for (let index = start; index < end; index++) {
        const code = codes[index]!;
        hash = (Math.imul(hash, HASH_BASE) + (fold ? folded(code) : code)) | 0;
      }
      return look(hash, codes, start, end, fold);
    },
    findHashed: (hash, codes, start, end) => look(hash, codes, start, end, false),
  };
}
