/**
 * UTF-16 units of the longest text, and bytes of the longest line, that fit the kernel's memory; longer ones are done by
 * the plain functions. The memory is reserved, but taken from the system only as far as texts need it.
 */
export const LONGEST = 1 << 22;
/** Bytes of a page of WebAssembly memory. */
export const KERNEL_PAGE = 1 << 16;
/** Permutations that a signature is computed for at a time. */
export const PERMUTATIONS_AT_ONCE = 8;

/** Words of the state of `words`. */
export const STATE = { words: 0, open: 3, space: 5, wordsBefore: 6 } as const;

/** Exports of kernel.as. Pointers and numbers are i32. */
export type Exports = {
  readLine(json: number, size: number, text: number, state: number): number;
  words(
    text: number,
    from: number,
    size: number,
    table: number,
    unspaced: number,
    fold: number,
    token1: number,
    token2: number,
    state: number,
    start1: number,
    start2: number,
    ends: number,
  ): number;
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
};

/** Places of the kernel's arrays in its memory, one after the other, and where they end. */
export function layOut(permutations: number) {
  let next = 1024;
  const place = (bytes: number): number => {
    const at = next;
    next += Math.ceil(bytes / 64) * 64;
    return at;
  };
  const places = {
    state: place(64),
    table: place(2 << 16),
    unspaced: place(1 << 16),
    /** All zero: no script is unspaced. */
    none: place(1 << 16),
    a: place(permutations * 4),
    b: place(permutations * 4),
    signature: place(permutations * 4),
    // Sixteen bytes are read, and as many units written, at a time.
    json: place(LONGEST + 64),
    text: place(LONGEST * 2 + 64),
    units: place(LONGEST * 2 + 2),
    token1: place(LONGEST * 4),
    token2: place(LONGEST * 4),
    shingle1: place(LONGEST * 4),
    shingle2: place(LONGEST * 4),
    coarse1: place(LONGEST * 4),
    coarse2: place(LONGEST * 4),
    slots: place(LONGEST * 8),
  };
  return { ...places, end: next };
}
