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

  const reserve = (size: number): void => {
    if (token1.length >= size) return;
    const capacity = 2 ** Math.ceil(Math.log2(Math.max(size, 1024)));
    token1 = new Int32Array(capacity);
    token2 = new Int32Array(capacity);
    set.lane1 = new Int32Array(capacity);
    set.lane2 = new Int32Array(capacity);
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

  /** Rolls over the tokens and keeps each shingle once. */
  const distinct = (tokens: number, into: ShingleSet): void => {
    const { lane1, lane2 } = into;
    const windows = tokens - shingleSize + 1;
    into.count = 0;
    if (windows <= 0) return;
    const slots = Math.max(64, 2 ** Math.ceil(Math.log2(windows * 2)));
    if (table.length < slots) table = new Int32Array(slots);
    table.fill(0, 0, slots);
    const mask = slots - 1;
    let count = 0;
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
      let slot = h1 & mask;
      let entry = table[slot]!;
      while (entry !== 0 && (lane1[entry - 1] !== h1 || lane2[entry - 1] !== h2)) {
        slot = (slot + 1) & mask;
        entry = table[slot]!;
      }
      if (entry !== 0) continue;
      lane1[count] = h1;
      lane2[count] = h2;
      count += 1;
      table[slot] = count;
    }
    into.count = count;
  };

  return (text) => {
    reserve(text.length);
    coarse.count = 0;
    if (hasTwoReadings(text, shingleUnit)) {
      if (coarse.lane1.length < text.length) {
        coarse.lane1 = new Int32Array(text.length);
        coarse.lane2 = new Int32Array(text.length);
      }
      distinct(tokenise(text, false, none), coarse);
    }
    const tokens = tokenise(text, byCharacters(text, shingleUnit), unspaced);
    distinct(tokens, set);
    return { token1, token2, tokens, set, coarse, text: textHash(token1, token2, tokens) };
  };
}
