import { createScan, MAX_WORD } from './features.ts';
import { mix, wordFeatures } from './hash.ts';
import { type HarmTables, type HarmWords, weightOf } from './model.ts';

/** Words whose sums are kept, so that a text's common words are looked up once. */
const CACHE_BITS = 13;

export interface Sum {
  /** Adds up the weights of a segment's features into `sums`; returns how many features it has. */
  sum(text: string, start: number, end: number): number;
  /** By category, in the model's units; integers, so that no order of adding changes them. */
  sums: Int32Array;
}

/** Makes a `Sum` of a model's weights for one kind of script. */
export function createSum(words: HarmWords, tables: HarmTables): Sum {
  const { rare, rareShift, hate, hateShift } = paired(tables);
  const sums = new Int32Array(3);
  let pornographySum = 0;
  let hateSum = 0;
  let violenceSum = 0;
  let features = 0;

  const slots = 1 << CACHE_BITS;
  const lengths = new Uint8Array(slots);
  const codesOf = new Uint16Array(slots * MAX_WORD);
  const sumsOf = new Int32Array(slots * 4);
  const own = new Int32Array(MAX_WORD * 4);

  const look = (slot: number, hash: number, codes: Uint16Array, length: number): void => {
    const count = wordFeatures(hash, codes, length, own);
    let first = 0;
    let second = 0;
    let third = 0;
    for (let index = 0; index < count; index++) {
      const mixed = mix(own[index]!);
      const pair = rare[mixed >>> rareShift]!;
      first += weightOf((pair << 24) >> 24);
      second += weightOf(hate[mixed >>> hateShift]!);
      third += weightOf(pair >> 8);
    }
    sumsOf[slot * 4] = first;
    sumsOf[slot * 4 + 1] = second;
    sumsOf[slot * 4 + 2] = third;
    sumsOf[slot * 4 + 3] = count;
    lengths[slot] = length;
    for (let index = 0; index < length; index++) codesOf[slot * MAX_WORD + index] = codes[index]!;
  };

  const isKept = (slot: number, codes: Uint16Array, length: number): boolean => {
    if (lengths[slot] !== length) return false;
    const from = slot * MAX_WORD;
    for (let index = 0; index < length; index++) if (codesOf[from + index] !== codes[index]) return false;
    return true;
  };

  const feature = (hash: number): void => {
    const mixed = mix(hash);
    const pair = rare[mixed >>> rareShift]!;
    pornographySum += weightOf((pair << 24) >> 24);
    hateSum += weightOf(hate[mixed >>> hateShift]!);
    violenceSum += weightOf(pair >> 8);
    features += 1;
  };

  const scan = createScan(words, {
    word: (hash, codes, length) => {
      const slot = mix(hash) >>> (32 - CACHE_BITS);
      if (!isKept(slot, codes, length)) look(slot, hash, codes, length);
      pornographySum += sumsOf[slot * 4]!;
      hateSum += sumsOf[slot * 4 + 1]!;
      violenceSum += sumsOf[slot * 4 + 2]!;
      features += sumsOf[slot * 4 + 3]!;
    },
    feature,
    about: feature,
  });

  const sum = (text: string, start: number, end: number): number => {
    pornographySum = 0;
    hateSum = 0;
    violenceSum = 0;
    features = 0;
    scan(text, start, end);
    sums[0] = pornographySum;
    sums[1] = hateSum;
    sums[2] = violenceSum;
    return features;
  };
  return { sum, sums };
}

/** Pornography's code in the low byte and violence's in the high one, so that both are one look into memory; hate's alone. */
function paired({ bits, weights }: HarmTables): {
  rare: Int16Array;
  rareShift: number;
  hate: Int8Array;
  hateShift: number;
} {
  const [pornography, hate, violence] = weights;
  const rare = new Int16Array(pornography.length);
  for (let bucket = 0; bucket < rare.length; bucket++)
    rare[bucket] = (pornography[bucket]! & 0xff) | (violence[bucket]! << 8);
  return { rare, rareShift: 32 - bits[0], hate, hateShift: 32 - bits[1] };
}
