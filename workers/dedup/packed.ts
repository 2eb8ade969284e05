import { readWords } from '../../src/runs/words.ts';
import type { ByteRange, Storage } from '../../src/storage/storage.ts';

/** Bytes read at a time. */
const PIECE = 1 << 22;

/**
 * Words of a range of packed records, in pieces of whole records. `lengthAt` gives the words of the record that begins at
 * `at`; not a number where its beginning is cut off.
 */
export async function* readPackedRange(
  storage: Storage,
  key: string,
  range: ByteRange,
  lengthAt: (words: Uint32Array, at: number) => number,
): AsyncIterable<Uint32Array> {
  let rest: Uint32Array = new Uint32Array(0);
  for (let { start } = range; start < range.end; start += PIECE) {
    const read = await readWords(storage, key, { start, end: Math.min(start + PIECE, range.end) });
    const words = new Uint32Array(rest.length + read.length);
    words.set(rest);
    words.set(read, rest.length);
    let end = 0;
    while (end < words.length && end + lengthAt(words, end) <= words.length) end += lengthAt(words, end);
    if (end > 0) yield words.subarray(0, end);
    rest = words.subarray(end);
  }
}

/** Likewise of a file of so many bytes. */
export const readPacked = (
  storage: Storage,
  key: string,
  bytes: number,
  lengthAt: (words: Uint32Array, at: number) => number,
): AsyncIterable<Uint32Array> => readPackedRange(storage, key, { start: 0, end: bytes }, lengthAt);
