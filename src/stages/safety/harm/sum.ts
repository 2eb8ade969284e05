import { createScan, MAX_FEATURES, MAX_WORD } from './features.ts';
import { mix, wordFeatures } from './hash.ts';
import { type HarmTables, type HarmWords, weightOf } from './model.ts';

/** Words whose sums are kept, so that a text's common words are looked up once. */
const CACHE_BITS = 15;
/** 32-bit numbers of a kept word: its sums, features and length, then its code units; one line of a processor's cache. */
const RECORD = 16;
/** Code units of the longest word that is kept. */
const KEPT = (RECORD - 4) * 2;

export interface Sum {
  /** Adds up the weights of a segment's features into `sums`; returns how many features it has. */
  sum(codes: Uint16Array, start: number, end: number): number;
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

  const records = new Int32Array(RECORD << CACHE_BITS);
  const recordUnits = new Uint16Array(records.buffer);
  const own = new Int32Array(MAX_WORD * 4);
  // added up behind the scan: looks into memory that do not wait for each other
  const met = new Int32Array(MAX_FEATURES);
  let metCount = 0;

  const look = (at: number, hash: number, codes: Uint16Array, length: number): void => {
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
    records[at] = first;
    records[at + 1] = second;
    records[at + 2] = third;
    // a word that is too long to be kept is no other word's record
    records[at + 3] = (count << 8) | (length > KEPT ? 0 : length);
    if (length <= KEPT) for (let index = 0; index < length; index++) recordUnits[at * 2 + 8 + index] = codes[index]!;
  };

  const isKept = (at: number, codes: Uint16Array, length: number): boolean => {
    if ((records[at + 3]! & 0xff) !== length) return false;
    const from = at * 2 + 8;
    for (let index = 0; index < length; index++) if (recordUnits[from + index] !== codes[index]) return false;
    return true;
  };

  const feature = (hash: number): void => {
    met[metCount] = hash;
    metCount += 1;
  };

  const scan = createScan(words, {
    word: (hash, codes, length) => {
      const at = (mix(hash) >>> (32 - CACHE_BITS)) * RECORD;
      if (!isKept(at, codes, length)) look(at, hash, codes, length);
      pornographySum += records[at]!;
      hateSum += records[at + 1]!;
      violenceSum += records[at + 2]!;
      features += records[at + 3]! >> 8;
    },
    feature,
    about: feature,
  });

  const sum = (codes: Uint16Array, start: number, end: number): number => {
    pornographySum = 0;
    hateSum = 0;
    violenceSum = 0;
    features = 0;
    metCount = 0;
    scan(codes, start, end);
    let first = pornographySum;
    let second = hateSum;
    let third = violenceSum;
    for (let index = 0; index < metCount; index++) {
      const mixed = mix(met[index]!);
      const pair = rare[mixed >>> rareShift]!;
      first += weightOf((pair << 24) >> 24);
      second += weightOf(hate[mixed >>> hateShift]!);
      third += weightOf(pair >> 8);
    }
    sums[0] = first;
    sums[1] = second;
    sums[2] = third;
    return features + metCount;
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
