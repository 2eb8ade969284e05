import type { Sketch } from './sketch.ts';
import { SKETCH_WORDS } from './sketch.ts';

/**
 * Layout of a part's signatures: blocks of up to `BLOCK` documents, each block column by column, all values 32-bit
 * little-endian. So a job reads just the columns it needs, in large pieces, by byte range.
 */
export const BLOCK = 1 << 14;

/** Columns before the bands'. */
export const columns = {
  /** Position of the document in its part's documents file. */
  index: 0,
  /** UTF-16 units of the text. */
  length: 1,
  /** Quality score as a 32-bit float. */
  quality: 2,
  tokens: 3,
  /** Distinct shingles, and those of the coarse reading; the shingles file holds two words for each. */
  shingles: 4,
  coarse: 5,
  /** Four words. */
  text: 6,
  /** `SKETCH_WORDS` words. */
  compact: 10,
  /** Two words a band. */
  bands: 10 + SKETCH_WORDS,
} as const;

export const rowWords = (bands: number): number => columns.bands + 2 * bands;

/** Documents in block `block` of a file of `documents`. */
export const blockSize = (documents: number, block: number): number => Math.min(BLOCK, documents - block * BLOCK);

/** Byte range of columns `from` (inclusive) to `to` (exclusive) of a block. */
export function columnBytes(
  documents: number,
  bands: number,
  block: number,
  from: number,
  to: number,
): { start: number; end: number } {
  const base = block * BLOCK * rowWords(bands);
  const size = blockSize(documents, block);
  return { start: (base + from * size) * 4, end: (base + to * size) * 4 };
}

export interface DocumentFacts {
  index: number;
  length: number;
  /** 0 where no earlier stage measured it. */
  quality: number;
}

/** Collects documents into blocks. `add` returns a full block's bytes, `finish` the last one's. */
export function createBlockWriter(bands: number): {
  add(facts: DocumentFacts, sketch: Sketch): Uint8Array | undefined;
  finish(): Uint8Array | undefined;
} {
  const words = rowWords(bands);
  const block = new Uint32Array(words * BLOCK);
  const quality = new Float32Array(block.buffer, columns.quality * BLOCK * 4, BLOCK);
  let size = 0;
  const flush = (): Uint8Array => {
    const packed = new Uint32Array(words * size);
    for (let column = 0; column < words; column++)
      packed.set(block.subarray(column * BLOCK, column * BLOCK + size), column * size);
    size = 0;
    return new Uint8Array(packed.buffer);
  };
  const put = (column: number, values: ArrayLike<number>): void => {
    for (let k = 0; k < values.length; k++) block[(column + k) * BLOCK + size] = values[k]!;
  };
  return {
    add(facts, sketch) {
      block[columns.index * BLOCK + size] = facts.index;
      block[columns.length * BLOCK + size] = facts.length;
      quality[size] = facts.quality;
      block[columns.tokens * BLOCK + size] = sketch.tokens;
      block[columns.shingles * BLOCK + size] = sketch.set.count;
      block[columns.coarse * BLOCK + size] = sketch.coarse.count;
      put(columns.text, sketch.text);
      put(columns.compact, sketch.compact);
      put(columns.bands, sketch.bands);
      size += 1;
      return size === BLOCK ? flush() : undefined;
    },
    finish: () => (size === 0 ? undefined : flush()),
  };
}
