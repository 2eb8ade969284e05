import { mix, step1, type TextHash, TOKEN_1, textHash } from '../hash.ts';
import type { DedupParameters } from '../parameters.ts';
import type { ShingleSet } from '../shingle.ts';
import { drawPermutations } from './permutations.ts';
import { simplifiedWords } from './simplify.ts';
import { add, multiply, wide } from './wide.ts';
import { xxh64 } from './xxh64.ts';

/** High half of 2^61 − 1; its low half is all ones. */
const PRIME_HIGH = 0x1fffffff;

/** Signature values, 61 bits each, as halves. */
export interface WideSignature {
  high: Uint32Array;
  low: Uint32Array;
}

/** What datatrove makes of a text, as `sketch.ts` needs it. Arrays are valid until the next text. */
interface WideShingles {
  token1: Int32Array;
  tokens: number;
  set: ShingleSet;
  text: TextHash;
  signature: WideSignature;
}

/** Makes the function from a text to its shingles and signature by datatrove's hashes, bit for bit. */
export function createWideSketcher({
  bands,
  rows,
  seed,
  shingleSize,
}: Pick<DedupParameters, 'bands' | 'rows' | 'seed' | 'shingleSize'>): (text: string) => WideShingles {
  const count = bands * rows;
  const { aHigh, aLow, bHigh, bLow } = drawPermutations(count, seed);
  const signature: WideSignature = { high: new Uint32Array(count), low: new Uint32Array(count) };

  const minhash = ({ lane1, lane2, count: shingles }: ShingleSet): void => {
    const { high, low } = signature;
    for (let i = 0; i < count; i++) {
      let leastHigh = 0xffffffff;
      let leastLow = 0xffffffff;
      for (let k = 0; k < shingles; k++) {
        multiply(lane2[k]! >>> 0, lane1[k]! >>> 0, aHigh[i]!, aLow[i]!);
        add(wide.high, wide.low, bHigh[i]!, bLow[i]!);
        reduce();
        if (wide.high > leastHigh || (wide.high === leastHigh && wide.low >= leastLow)) continue;
        leastHigh = wide.high;
        leastLow = wide.low;
      }
      high[i] = leastHigh;
      low[i] = leastLow;
    }
  };

  return (text) => {
    const words = simplifiedWords(text);
    const set = distinctShingles(words, shingleSize);
    if (set.count > 0) minhash(set);
    const token1 = Int32Array.from(words, hashOf);
    return { token1, tokens: words.length, set, text: textHash(token1, token1.map(mix), words.length), signature };
  };
}

/** `wide` mod 2^61 − 1: the three bits above are added to the rest. */
function reduce(): void {
  const above = wide.high >>> 29;
  wide.high &= PRIME_HIGH;
  add(wide.high, wide.low, 0, above);
  if (wide.high < PRIME_HIGH || (wide.high === PRIME_HIGH && wide.low !== 0xffffffff)) return;
  // Not below the prime: 2^61 − 1 or up to 7 more.
  add(wide.high, wide.low, 0xe0000000, 1);
}

function hashOf(word: string): number {
  let hash = TOKEN_1;
  for (let i = 0; i < word.length; i++) hash = step1(hash, word.charCodeAt(i));
  return mix(hash);
}

/** XXH64 of every run of `size` words joined by spaces, each once: low half in the first lane, high in the second. */
function distinctShingles(words: readonly string[], size: number): ShingleSet {
  const bytes = Buffer.from(words.join(' '));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const most = Math.max(0, words.length - size + 1);
  const set: ShingleSet = { lane1: new Int32Array(most), lane2: new Int32Array(most), count: 0 };
  const ends: number[] = [];
  let end = -1;
  for (const word of words) {
    end += 1 + Buffer.byteLength(word);
    ends.push(end);
  }
  const seen = new Map<number, Set<number>>();
  for (let i = 0; i < most; i++) {
    xxh64(view, i === 0 ? 0 : ends[i - 1]! + 1, ends[i + size - 1]!);
    const highs = seen.get(wide.low);
    if (highs?.has(wide.high)) continue;
    if (highs === undefined) seen.set(wide.low, new Set([wide.high]));
    else highs.add(wide.high);
    set.lane1[set.count] = wide.low;
    set.lane2[set.count] = wide.high;
    set.count += 1;
  }
  return set;
}
