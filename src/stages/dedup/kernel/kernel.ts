import { type Characters, SEPARATOR, SLOW, UNKNOWN, unspacedUnits } from '../characters.ts';
import { BASE_1, BASE_2, power, type TextHash, TOKEN_1, TOKEN_2 } from '../hash.ts';
import type { Permutations } from '../minhash.ts';
import { type NormalisedText, separatorAt } from '../normalise.ts';
import type { DedupParameters } from '../parameters.ts';
import { byCharacters, hasTwoReadings, type ShingleSet, type Shingles } from '../shingle.ts';
import { KERNEL } from './kernel.wasm.ts';

/**
 * UTF-16 units of the longest text that fits the kernel's memory; longer ones are done by the plain functions.
 * The memory is reserved, but taken from the system only as far as texts need it.
 */
const LONGEST = 1 << 22;

/** Exports of kernel.as. Pointers and numbers are i32. */
interface Exports {
  memory: { readonly buffer: ArrayBuffer };
  normalise8(text: number, size: number, table: number, units: number, foldDigits: number): number;
  normalise16(
    text: number,
    from: number,
    size: number,
    table: number,
    unspaced: number,
    units: number,
    state: number,
    foldDigits: number,
  ): number;
  tokenise(
    units: number,
    length: number,
    characters: number,
    unspaced: number,
    token1: number,
    token2: number,
    start1: number,
    start2: number,
  ): number;
  shingle(
    token1: number,
    token2: number,
    tokens: number,
    size: number,
    base1: number,
    base2: number,
    out1: number,
    out2: number,
    shingle1: number,
    shingle2: number,
    table: number,
    slots: number,
  ): number;
  textHash(token1: number, token2: number, tokens: number, out: number): void;
  minhash(a: number, b: number, permutations: number, hashes: number, count: number, signature: number): void;
}

/** Places of the kernel's arrays in its memory, one after the other. */
function layOut(permutations: number) {
  let next = 1024;
  const place = (bytes: number): number => {
    const at = next;
    next += Math.ceil(bytes / 64) * 64;
    return at;
  };
  return {
    state: place(64),
    table: place(2 << 16),
    unspaced: place(1 << 16),
    /** All zero: no script is unspaced. */
    none: place(1 << 16),
    a: place(permutations * 4),
    b: place(permutations * 4),
    signature: place(permutations * 4),
    text: place(LONGEST * 2),
    units: place(LONGEST * 2 + 2),
    token1: place(LONGEST * 4),
    token2: place(LONGEST * 4),
    shingle1: place(LONGEST * 4),
    shingle2: place(LONGEST * 4),
    coarse1: place(LONGEST * 4),
    coarse2: place(LONGEST * 4),
    slots: place(LONGEST * 8),
  };
}

export interface Kernel {
  /**
   * Shingles of a text, or undefined where it does not fit; `whole` normalises those that need ICU. Views are valid
   * until the next call.
   */
  shingles(text: string, whole: (text: string) => NormalisedText): Shingles | undefined;
  /** MinHash signature of any number of hashes; a view, valid until the next call. */
  signature(hashes: Int32Array, count: number): Uint32Array;
}

/** The inner loops in WebAssembly with SIMD: the same results as `normalise`, `createShingler` and `minhash`. */
export function createKernel(
  { shingleSize, shingleUnit, normalisation }: DedupParameters,
  { unitOf, separates }: Characters,
  { a, b }: Permutations,
): Kernel {
  const module = new WebAssembly.Module(Buffer.from(KERNEL, 'base64'));
  // The module is built from kernel.as, which exports exactly these.
  const exports = new WebAssembly.Instance(module).exports as unknown as Exports;
  const { buffer } = exports.memory;
  const permutations = Math.ceil(a.length / 16) * 16;
  const at = layOut(permutations);
  const foldDigits = normalisation.digits === 'fold' ? 1 : 0;
  const bytes = Buffer.from(buffer);
  const table = new Uint16Array(buffer, at.table, 1 << 16).fill(UNKNOWN);
  const units = new Uint16Array(buffer, at.units, LONGEST + 1);
  const state = new Int32Array(buffer, at.state, 16);
  const token1 = new Int32Array(buffer, at.token1, LONGEST);
  const token2 = new Int32Array(buffer, at.token2, LONGEST);
  const set: ShingleSet = {
    lane1: new Int32Array(buffer, at.shingle1, LONGEST),
    lane2: new Int32Array(buffer, at.shingle2, LONGEST),
    count: 0,
  };
  const coarse: ShingleSet = {
    lane1: new Int32Array(buffer, at.coarse1, LONGEST),
    lane2: new Int32Array(buffer, at.coarse2, LONGEST),
    count: 0,
  };
  const signature = new Uint32Array(buffer, at.signature, permutations);
  new Int32Array(buffer, at.a, permutations).set(a);
  new Int32Array(buffer, at.b, permutations).set(b);
  if (shingleUnit !== 'words') new Uint8Array(buffer, at.unspaced, 1 << 16).set(unspacedUnits());
  for (let code = 0; code < 128; code++) table[code] = unitOf(code);
  const out1 = power(BASE_1, shingleSize);
  const out2 = power(BASE_2, shingleSize);

  /** Units of the text, in the kernel's memory. */
  const normalise = (
    text: string,
    whole: (text: string) => NormalisedText,
  ): Omit<NormalisedText, 'units'> | undefined => {
    if (text.length > LONGEST) return undefined;
    if (Buffer.byteLength(text) === text.length) {
      bytes.write(text, at.text, 'latin1');
      const length = exports.normalise8(at.text, text.length, at.table, at.units, foldDigits);
      return { length, characters: length, unspaced: 0 };
    }
    bytes.write(text, at.text, 'utf16le');
    state.fill(0);
    for (let position = 0; ; ) {
      position = exports.normalise16(
        at.text,
        position,
        text.length,
        at.table,
        at.unspaced,
        at.units,
        at.state,
        foldDigits,
      );
      if (position >= text.length) break;
      const code = text.charCodeAt(position);
      if (table[code] === UNKNOWN) table[code] = unitOf(code);
      if (table[code] !== SLOW) continue;
      const skipped = separatorAt(text, position, separates);
      if (skipped === 0) return load(whole(text));
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

  const tokenise = (length: number, characters: boolean, unspaced: number): number =>
    exports.tokenise(at.units, length, characters ? 1 : 0, unspaced, at.token1, at.token2, TOKEN_1, TOKEN_2);
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

  return {
    shingles(text, whole) {
      const normalised = normalise(text, whole);
      if (normalised === undefined) return undefined;
      coarse.count = 0;
      if (hasTwoReadings(normalised, shingleUnit))
        coarse.count = distinct(tokenise(normalised.length, false, at.none), at.coarse1, at.coarse2);
      const tokens = tokenise(normalised.length, byCharacters(normalised, shingleUnit), at.unspaced);
      set.count = distinct(tokens, at.shingle1, at.shingle2);
      exports.textHash(at.token1, at.token2, tokens, at.state);
      const text128: TextHash = [state[0]! >>> 0, state[1]! >>> 0, state[2]! >>> 0, state[3]! >>> 0];
      return { token1, token2, tokens, set, coarse, text: text128 };
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
