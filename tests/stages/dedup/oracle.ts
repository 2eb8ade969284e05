/**
 * Jaccard similarity by plain sets of strings, after the definition alone: shingles are 5 words, or 5 characters where
 * over 30 % of the word characters are Han; NFKC, lower case, word characters only.
 */
export function shingleSet(text: string, size = 5): Set<string> {
  const folded = text.normalize('NFKC').toLowerCase();
  const characters = folded.match(/[\p{L}\p{N}_]/gu) ?? [];
  const han = folded.match(/[\u3400-\u9fff]/g) ?? [];
  const tokens = han.length > 0.3 * characters.length ? characters : (folded.match(/[\p{L}\p{N}_]+/gu) ?? []);
  const shingles = new Set<string>();
  for (let i = 0; i + size <= tokens.length; i++) shingles.add(tokens.slice(i, i + size).join(' '));
  return shingles;
}

const known = new Map<string, Set<string>>();

function remembered(text: string): Set<string> {
  const set = known.get(text) ?? shingleSet(text);
  known.set(text, set);
  return set;
}

/** Jaccard similarity of two texts' sets of 5-shingles. */
export function trueJaccard(a: string, b: string): number {
  const one = remembered(a);
  const other = remembered(b);
  let shared = 0;
  for (const shingle of one) if (other.has(shingle)) shared += 1;
  return shared / (one.size + other.size - shared);
}

/** A generator of numbers in [0, 1) with a fixed seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const SYLLABLES = ['ba', 'ko', 'ri', 'ten', 'mu', 'sal', 'vo', 'dex', 'ni', 'pra'];

/** A made-up word for a number. */
export function wordFor(n: number): string {
  let word = '';
  for (let rest = n + 11; rest > 0; rest = Math.floor(rest / 10)) word += SYLLABLES[rest % 10];
  return word;
}

/** A text of `length` words, and its edits: each word replaced with the given probability. */
export function randomWords(random: () => number, length: number): string[] {
  return Array.from({ length }, () => wordFor(Math.floor(random() * 5000)));
}
export function edited(random: () => number, words: readonly string[], rate: number): string[] {
  return words.map((word) => (random() < rate ? wordFor(Math.floor(random() * 5000)) : word));
}
