import { SEPARATOR, unspacedUnits } from './characters.ts';
import { BASE_1, BASE_2, mix, power, step1, step2, type TextHash, TOKEN_1, TOKEN_2, textHash } from './hash.ts';
import type { NormalisedText } from './normalise.ts';
import type { DedupParameters } from './parameters.ts';

/**
 * Share of a document's word characters in unspaced scripts above which all of it is compared by characters: in such a
 * document a number or a Latin word is as much a part of the running text as the characters around it.
 */
const CHARACTER_SHARE = 0.3;

/** A set of shingles: the two lanes of each one's hash, without repeats, in order of first appearance. */
export interface ShingleSet {
  lane1: Int32Array;
  lane2: Int32Array;
  /** Shingles; the arrays may be longer. */
  count: number;
}

/** A text's tokens and its set of shingles, as hashes. The arrays are valid until the next text. */
export interface Shingles {
  /** Two lanes of each token's hash, in order. */
  token1: Int32Array;
  token2: Int32Array;
  tokens: number;
  /** None where the text has fewer tokens than a shingle. */
  set: ShingleSet;
  /**
   * The same text read by words throughout, where it has some unspaced script but not enough to be read by characters;
   * else none. Such texts are near only if both readings are.
   */
  coarse: ShingleSet;
  /** Hash of the sequence of tokens. */
  text: TextHash;
}

export function byCharacters(
  { characters, unspaced }: Pick<NormalisedText, 'characters' | 'unspaced'>,
  unit: DedupParameters['shingleUnit'],
): boolean {
  return unit === 'characters' || (unit === 'auto' && unspaced > CHARACTER_SHARE * characters);
}

/** Whether some of a text is in unspaced scripts, but not so much that all of it is compared by characters. */
export const hasTwoReadings = (
  text: Pick<NormalisedText, 'characters' | 'unspaced'>,
  unit: DedupParameters['shingleUnit'],
): boolean => unit === 'auto' && text.unspaced > 0 && !byCharacters(text, unit);

/** Makes the function from a normalised text to its shingles: the plain implementation, which the kernel is held to. */
export function createShingler({
  shingleSize,
  shingleUnit,
}: Pick<DedupParameters, 'shingleSize' | 'shingleUnit'>): (text: NormalisedText) => Shingles {
  const none = new Uint8Array(1 << 16);
  const unspaced = shingleUnit === 'words' ? none : unspacedUnits();
  const out1 = power(BASE_1, shingleSize);
  const out2 = power(BASE_2, shingleSize);
  let token1 = new Int32Array(0);
  let token2 = new Int32Array(0);
  const set: ShingleSet = { lane1: new Int32Array(0), lane2: new Int32Array(0), count: 0 };
  const coarse: ShingleSet = { lane1: new Int32Array(0), lane2: new Int32Array(0), count: 0 };
  let table = new Int32Array(64);

  /** Room for tokens: single characters, or as many as there are separators and characters that stand alone. */
  const reserve = ({ units, length }: NormalisedText, characters: boolean, alone: Uint8Array): void => {
    let most = 1;
    if (characters) most = length;
    else for (let i = 0; i < length; i++) if (units[i] === SEPARATOR || alone[units[i]!] === 1) most += 2;
    if (token1.length >= most) return;
    token1 = new Int32Array(most);
    token2 = new Int32Array(most);
  };

  const tokenise = ({ units, length }: NormalisedText, characters: boolean, alone: Uint8Array): number => {
    let tokens = 0;
    let h1 = TOKEN_1;
    let h2 = TOKEN_2;
    let open = false;
    const end = (): void => {
      token1[tokens] = mix(h1);
      token2[tokens] = mix(h2);
      tokens += 1;
      h1 = TOKEN_1;
      h2 = TOKEN_2;
      open = false;
    };
    for (let i = 0; i < length; i++) {
      const unit = units[i]!;
      const single = characters || alone[unit] === 1;
      if (open && (unit === SEPARATOR || single)) end();
      if (unit === SEPARATOR) continue;
      h1 = step1(h1, unit);
      h2 = step2(h2, unit);
      open = true;
      if (!single) continue;
      if (unit >= 0xd800 && unit <= 0xdbff) {
        i += 1;
        h1 = step1(h1, units[i] ?? 0);
        h2 = step2(h2, units[i] ?? 0);
      }
      end();
    }
    return tokens;
  };

  const place = ({ lane1, lane2 }: ShingleSet, h1: number, h2: number): number => {
    const mask = table.length - 1;
    let slot = h1 & mask;
    for (let entry = table[slot]!; entry !== 0; entry = table[slot]!) {
      if (lane1[entry - 1] === h1 && lane2[entry - 1] === h2) return -1;
      slot = (slot + 1) & mask;
    }
    return slot;
  };

  /** Room for more shingles than there are: twice as much, and a table at most half full. */
  const grow = (into: ShingleSet): void => {
    const size = Math.max(1024, into.count * 2);
    into.lane1 = grown(into.lane1, size);
    into.lane2 = grown(into.lane2, size);
    if (table.length >= size * 2) return;
    table = new Int32Array(size * 2);
    for (let i = 0; i < into.count; i++) table[place(into, into.lane1[i]!, into.lane2[i]!)] = i + 1;
  };

  /** Rolls over the tokens and keeps each shingle once. Memory follows the different ones, not the tokens. */
  const distinct = (tokens: number, into: ShingleSet): void => {
    into.count = 0;
    table.fill(0);
    let s1 = 0;
    let s2 = 0;
    for (let i = 0; i < tokens; i++) {
      s1 = (Math.imul(s1, BASE_1) + token1[i]!) | 0;
      s2 = (Math.imul(s2, BASE_2) + token2[i]!) | 0;
      if (i >= shingleSize) {
        s1 = (s1 - Math.imul(token1[i - shingleSize]!, out1)) | 0;
        s2 = (s2 - Math.imul(token2[i - shingleSize]!, out2)) | 0;
      } else if (i < shingleSize - 1) continue;
      const h1 = mix(s1);
      const h2 = mix(s2);
      if (into.count === into.lane1.length || into.count * 2 >= table.length) grow(into);
      const slot = place(into, h1, h2);
      if (slot === -1) continue;
      into.lane1[into.count] = h1;
      into.lane2[into.count] = h2;
      into.count += 1;
      table[slot] = into.count;
    }
  };

  return (text) => {
    coarse.count = 0;
    if (hasTwoReadings(text, shingleUnit)) {
      reserve(text, false, none);
      distinct(tokenise(text, false, none), coarse);
    }
    const characters = byCharacters(text, shingleUnit);
    reserve(text, characters, unspaced);
    const tokens = tokenise(text, characters, unspaced);
    distinct(tokens, set);
    return { token1, token2, tokens, set, coarse, text: textHash(token1, token2, tokens) };
  };
}

function grown(lane: Int32Array, size: number): Int32Array {
  if (lane.length >= size) return lane;
  const larger = new Int32Array(size);
  larger.set(lane);
  return larger;
}
