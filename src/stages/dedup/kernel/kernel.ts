import { type Characters, FOLDED_DIGIT, SEPARATOR, SLOW, UNKNOWN, unspacedUnits } from '../characters.ts';
import { BASE_1, BASE_2, power, type TextHash, TOKEN_1, TOKEN_2 } from '../hash.ts';
import type { Permutations } from '../minhash.ts';
import { type NormalisedText, separatorUnits } from '../normalise.ts';
import type { DedupParameters } from '../parameters.ts';
import { byCharacters, hasTwoReadings, type ShingleSet, type Shingles } from '../shingle.ts';
import { KERNEL } from './kernel.wasm.ts';
import { type Exports, KERNEL_PAGE, LONGEST, layOut, PERMUTATIONS_AT_ONCE, STATE } from './layout.ts';

/** Stretches between spaces that are normalised apart; a text with more goes through ICU whole. */
const MOST_STRETCHES = 64;
/** Units of the longest of them. */
const LONGEST_STRETCH = 4096;
const SPACE = 0x20;

/** Where the text of a JSON line is: its bytes within the quotes, and its UTF-16 units. */
export interface TextPlace {
  start: number;
  end: number;
  length: number;
  /** The id, where the line has nothing else, and it is of plain characters: then nothing is left to parse. */
  id: string | undefined;
}

export interface Kernel {
  /**
   * Shingles of a text, or undefined where it does not fit; `whole` normalises what needs ICU. Views are valid until the
   * next call.
   */
  shingles(text: string, whole: (text: string) => NormalisedText): Shingles | undefined;
  /** Takes in the text of a document's JSON line; undefined where JSON.parse has to. */
  read(line: Uint8Array): TextPlace | undefined;
  /** Likewise shingles of what was read last, so many units; `textOf` gives it as a string. */
  shinglesRead(length: number, textOf: () => string, whole: (text: string) => NormalisedText): Shingles | undefined;
  /** MinHash signature of any number of hashes; a view, valid until the next call. */
  signature(hashes: Int32Array, count: number): Uint32Array;
}

/** The inner loops in WebAssembly with SIMD: the same results as `normalise`, `createShingler` and `minhash`. */
export function createKernel(
  { shingleSize, shingleUnit, normalisation }: DedupParameters,
  { unitOf, separates }: Characters,
  { a, b }: Permutations,
): Kernel {
  const permutations = Math.ceil(a.length / PERMUTATIONS_AT_ONCE) * PERMUTATIONS_AT_ONCE;
  const at = layOut(permutations);
  const memory = new WebAssembly.Memory({ initial: Math.ceil(at.end / KERNEL_PAGE) });
  const module = new WebAssembly.Module(Buffer.from(KERNEL, 'base64'));
  // The module is built from kernel.as, which exports exactly these.
  const exports = new WebAssembly.Instance(module, { env: { memory } }).exports as Exports;
  const { buffer } = memory;
  const foldDigits = normalisation.digits === 'fold' ? 1 : 0;
  const bytes = Buffer.from(buffer);
  const table = new Uint16Array(buffer, at.table, 1 << 16).fill(UNKNOWN);
  const unspaced = new Uint8Array(buffer, at.unspaced, 1 << 16);
  const text = new Uint16Array(buffer, at.text, LONGEST + 1);
  const units = new Uint16Array(buffer, at.units, LONGEST + 1);
  const state = new Int32Array(buffer, at.state, 16);
  const token1 = new Int32Array(buffer, at.token1, LONGEST);
  const token2 = new Int32Array(buffer, at.token2, LONGEST);
  const setAt = (lane1: number, lane2: number): ShingleSet => ({
    lane1: new Int32Array(buffer, lane1, LONGEST),
    lane2: new Int32Array(buffer, lane2, LONGEST),
    count: 0,
  });
  const set = setAt(at.shingle1, at.shingle2);
  const coarse = setAt(at.coarse1, at.coarse2);
  const signature = new Uint32Array(buffer, at.signature, permutations);
  new Int32Array(buffer, at.a, permutations).set(a);
  new Int32Array(buffer, at.b, permutations).set(b);
  if (shingleUnit !== 'words') unspaced.set(unspacedUnits());
  for (let code = 0; code < 128; code++) table[code] = unitOf(code);
  const out1 = power(BASE_1, shingleSize);
  const out2 = power(BASE_2, shingleSize);

  /** What a unit of the text becomes. */
  const unitAt = (position: number): number => {
    const code = text[position]!;
    if (table[code] === UNKNOWN) table[code] = unitOf(code);
    return table[code]!;
  };
  /** Units of a separator beyond U+FFFF, or of a lone surrogate, at a position; 0 for anything else. */
  const separatorAt = (position: number): number => {
    const code = String.fromCharCode(text[position]!, text[position + 1]!).codePointAt(0)!;
    return separatorUnits(code, separates);
  };

  /**
   * Hashes the words of a text that has no unspaced script, straight from its units. What needs its neighbours to be
   * normalised is so between two spaces: none composes with what is beside it, or is looked through for it. Undefined
   * where that does not do.
   */
  const hashWords = (size: number, whole: (text: string) => NormalisedText): number | undefined => {
    if (shingleUnit === 'characters') return undefined;
    text[size] = SEPARATOR;
    state.fill(0);
    state[STATE.space] = -1;
    const fold = foldDigits ? FOLDED_DIGIT : SEPARATOR;
    let stretches = 0;
    let ends = 0;
    for (let from = 0; ; ) {
      const position = exports.words(
        at.text,
        from,
        size,
        at.table,
        at.unspaced,
        fold,
        at.token1,
        at.token2,
        at.state,
        TOKEN_1,
        TOKEN_2,
        ends,
      );
      if (position >= size) return state[STATE.words]!;
      const unit = unitAt(position);
      if (unit !== SLOW) {
        if (unspaced[unit] === 1) return undefined;
        from = position;
        ends = 0;
        continue;
      }
      const skipped = separatorAt(position);
      ends = 1;
      from = position + skipped;
      if (skipped > 0) continue;
      stretches += 1;
      const start = state[STATE.space]! + 1;
      let end = position;
      while (end < size && text[end] !== SPACE) end += 1;
      if (stretches > MOST_STRETCHES || end - start > LONGEST_STRETCH) return undefined;
      const stretch = whole(bytes.toString('utf16le', at.text + start * 2, at.text + end * 2));
      const before = state[STATE.wordsBefore]!;
      if ((shingleUnit === 'auto' && stretch.unspaced > 0) || before + stretch.length > LONGEST) return undefined;
      units.set(stretch.units.subarray(0, stretch.length));
      state[STATE.words] = before + tokenise(stretch.length, false, at.none, before);
      state[STATE.open] = 0;
      from = end;
    }
  };

  /** Units of the text, in the kernel's memory. */
  const normalise = (
    size: number,
    textOf: () => string,
    whole: (text: string) => NormalisedText,
  ): Omit<NormalisedText, 'units'> | undefined => {
    state.fill(0);
    for (let position = 0; ; ) {
      position = exports.normalise16(at.text, position, size, at.table, at.unspaced, at.units, at.state, foldDigits);
      if (position >= size) break;
      if (unitAt(position) !== SLOW) continue;
      const skipped = separatorAt(position);
      if (skipped === 0) return load(whole(textOf()));
      position += skipped;
      separate();
    }
    separate();
    return { length: state[0]!, characters: state[1]!, unspaced: state[2]! };
  };
  const separate = (): void => {
    const length = state[0]!;
    if (length === 0 || units[length - 1] === SEPARATOR) return;
    units[length] = SEPARATOR;
    state[0] = length + 1;
  };
  const load = (text: NormalisedText): Omit<NormalisedText, 'units'> | undefined => {
    if (text.length > LONGEST) return undefined;
    units.set(text.units.subarray(0, text.length));
    return text;
  };

  const tokenise = (length: number, characters: boolean, alone: number, before = 0): number =>
    exports.tokenise(
      at.units,
      length,
      characters ? 1 : 0,
      alone,
      at.token1 + before * 4,
      at.token2 + before * 4,
      TOKEN_1,
      TOKEN_2,
    );
  const distinct = (tokens: number, lane1: number, lane2: number): number => {
    const windows = tokens - shingleSize + 1;
    if (windows <= 0) return 0;
    // At most half full; the next power of two.
    const slots = Math.max(64, 2 ** (32 - Math.clz32(windows * 2 - 1)));
    return exports.shingle(
      at.token1,
      at.token2,
      tokens,
      shingleSize,
      BASE_1,
      BASE_2,
      out1,
      out2,
      lane1,
      lane2,
      at.slots,
      slots,
    );
  };
  const readTokens = (
    size: number,
    textOf: () => string,
    whole: (text: string) => NormalisedText,
  ): number | undefined => {
    const words = hashWords(size, whole);
    if (words !== undefined) return words;
    const normalised = normalise(size, textOf, whole);
    if (normalised === undefined) return undefined;
    if (hasTwoReadings(normalised, shingleUnit))
      coarse.count = distinct(tokenise(normalised.length, false, at.none), at.coarse1, at.coarse2);
    return tokenise(normalised.length, byCharacters(normalised, shingleUnit), at.unspaced);
  };
  const shinglesRead: Kernel['shinglesRead'] = (length, textOf, whole) => {
    coarse.count = 0;
    const tokens = readTokens(length, textOf, whole);
    if (tokens === undefined) return undefined;
    set.count = distinct(tokens, at.shingle1, at.shingle2);
    exports.textHash(at.token1, at.token2, tokens, at.state);
    const hash: TextHash = [state[0]! >>> 0, state[1]! >>> 0, state[2]! >>> 0, state[3]! >>> 0];
    return { token1, token2, tokens, set, coarse, text: hash };
  };

  return {
    shinglesRead,
    shingles(given, whole) {
      if (given.length > LONGEST) return undefined;
      bytes.write(given, at.text, 'utf16le');
      return shinglesRead(given.length, () => given, whole);
    },
    read(line) {
      if (line.length >= LONGEST) return undefined;
      bytes.set(line, at.json);
      if (exports.readLine(at.json, line.length, at.text, at.state) === 0) return undefined;
      const id = state[4]! > 0 ? bytes.toString('latin1', at.json + state[3]!, at.json + state[4]!) : undefined;
      return { start: state[0]!, end: state[1]!, length: state[2]!, id };
    },
    signature(hashes, count) {
      signature.fill(0xffffffff);
      for (let from = 0; from < count; from += LONGEST) {
        const size = Math.min(LONGEST, count - from);
        if (hashes !== set.lane1) set.lane1.set(hashes.subarray(from, from + size));
        exports.minhash(at.a, at.b, permutations, at.shingle1, size, at.signature);
      }
      return signature;
    },
  };
}
