import { SEPARATOR, unspacedUnits } from './characters.ts';
import { BASE_1, BASE_2, mix, power, step1, step2, type TextHash, TOKEN_1, TOKEN_2, textHash } from './hash.ts';
import type { NormalisedText } from './normalise.ts';
import type { DedupParameters } from './parameters.ts';

/**
 * Share of a document's word characters in unspaced scripts above which all of it is compared by characters: in such a
 * document a number or a Latin word is as much a part of the running text as the characters around it.
 */
const CHARACTER_SHARE = 0.3;

/** A text's tokens and its set of shingles, as hashes. The arrays are valid until the next text. */
export interface Shingles {
  /** Two lanes of each token's hash, in order. */
  token1: Int32Array;
  token2: Int32Array;
  tokens: number;
  /** Two lanes of each distinct shingle's hash, in order of first appearance. */
  shingle1: Int32Array;
  shingle2: Int32Array;
  /** Distinct shingles: 0 where the text has fewer tokens than a shingle. */
  count: number;
  /** Hash of the sequence of tokens. */
  text: TextHash;
}

export function byCharacters(
  { characters, unspaced }: Pick<NormalisedText, 'characters' | 'unspaced'>,
  unit: DedupParameters['shingleUnit'],
): boolean {
  return unit === 'characters' || (unit === 'auto' && unspaced > CHARACTER_SHARE * characters);
}

/** Makes the function from a normalised text to its shingles: the plain implementation, which the kernel is held to. */
export function createShingler({
  shingleSize,
  shingleUnit,
}: Pick<DedupParameters, 'shingleSize' | 'shingleUnit'>): (text: NormalisedText) => Shingles {
  const unspaced = shingleUnit === 'words' ? new Uint8Array(1 << 16) : unspacedUnits();
  const out1 = power(BASE_1, shingleSize);
  const out2 = power(BASE_2, shingleSize);
  let token1 = new Int32Array(0);
  let token2 = new Int32Array(0);
  let shingle1 = new Int32Array(0);
  let shingle2 = new Int32Array(0);
  let table = new Int32Array(64);

  const reserve = (size: number): void => {
    if (token1.length >= size) return;
    const capacity = 2 ** Math.ceil(Math.log2(Math.max(size, 1024)));
    token1 = new Int32Array(capacity);
    token2 = new Int32Array(capacity);
    shingle1 = new Int32Array(capacity);
    shingle2 = new Int32Array(capacity);
  };

  const tokenise = ({ units, length }: NormalisedText, characters: boolean): number => {
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
      const single = characters || unspaced[unit] === 1;
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
  const distinct = (tokens: number): number => {
    const windows = tokens - shingleSize + 1;
    if (windows <= 0) return 0;
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
      while (entry !== 0 && (shingle1[entry - 1] !== h1 || shingle2[entry - 1] !== h2)) {
        slot = (slot + 1) & mask;
        entry = table[slot]!;
      }
      if (entry !== 0) continue;
      shingle1[count] = h1;
      shingle2[count] = h2;
      count += 1;
      table[slot] = count;
    }
    return count;
  };

  return (text) => {
    reserve(text.length);
    const tokens = tokenise(text, byCharacters(text, shingleUnit));
    const count = distinct(tokens);
    return { token1, token2, tokens, shingle1, shingle2, count, text: textHash(token1, token2, tokens) };
  };
}
