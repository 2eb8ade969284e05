export const PRIME = 0x01000193;
export const WORD_SEED = 0x811c9dc5;
const GRAM_SEED = 0x1b873593;
/** Stands before and after a word in its character n-grams. */
const EDGE = 0x20;
/** Lengths of character n-grams within words. */
const LEAST = 3;
const MOST = 5;

/** FNV-1a over code units. */
export function hashCodes(codes: Uint16Array, length: number): number {
  let hash = WORD_SEED;
  for (let index = 0; index < length; index++) hash = Math.imul(hash ^ codes[index]!, PRIME);
  return hash;
}

export function hashString(word: string): number {
  let hash = WORD_SEED;
  for (let index = 0; index < word.length; index++) hash = Math.imul(hash ^ word.charCodeAt(index), PRIME);
  return hash;
}

/** Spreads a hash over all 32 bits, so that any of them can name a bucket (after MurmurHash3's finaliser). */
export function mix(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/** Hashes of a word's features: the word itself and its character n-grams, ends marked. Returns how many are in `out`. */
export function wordFeatures(hash: number, codes: Uint16Array, length: number, out: Int32Array): number {
  out[0] = hash;
  let count = 1;
  for (let first = -1; first + LEAST <= length + 1; first++) {
    let gram = GRAM_SEED;
    for (let size = 1; size <= MOST && first + size <= length + 1; size++) {
      const at = first + size - 1;
      gram = Math.imul(gram ^ (at < 0 || at === length ? EDGE : codes[at]!), PRIME);
      if (size < LEAST) continue;
      out[count] = gram ^ size;
      count += 1;
    }
  }
  return count;
}

/** Digits and marks that stand for letters in disguised words; every other ASCII character stands for itself. */
export const leetTable: Uint16Array = buildLeetTable();

function buildLeetTable(): Uint16Array {
  const table = new Uint16Array(128);
  for (let code = 0; code < 128; code++) table[code] = code;
  for (const [mark, letter] of ['@a', '4a', '3e', '1i', '!i', '0o', '$s', '5s', '7t', '8b', '9g'])
    table[mark!.charCodeAt(0)] = letter!.charCodeAt(0);
  return table;
}
