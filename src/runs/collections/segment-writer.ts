import { LimitError, OutputDamagedError } from '../../errors.ts';
import {
  countBuckets,
  type KeyBatch,
  placeEntries,
  postingPlaces,
  startsOf,
} from '../../stages/dedup/collection/postings.ts';
import { MOST_OWNERS, ROW_WORDS, type Row, writeRow } from '../../stages/dedup/collection/rows.ts';
import type { OutputFile } from '../output.ts';

/** Entries sorted at a time, of 8 bytes each; more are taken in several passes by bucket. */
const SORTED = 1 << 24;
const WRITTEN = 1 << 20;

/** Writes bytes of words in pieces, so that a file's hash and compression see no huge block. */
async function writeWords(file: Pick<OutputFile, 'write'>, words: Uint32Array): Promise<void> {
  for (let from = 0; from < words.length; from += WRITTEN) {
    const piece = words.subarray(from, from + WRITTEN);
    await file.write(new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength));
  }
}

/**
 * Writes the postings of columns with these numbers of entries; `keys` gives a column's keys in order of document, as
 * often as it is asked. Memory: 8 bytes for each of at most 16 million entries, and the table of a column.
 */
export async function writePostings(
  file: Pick<OutputFile, 'write'>,
  entries: readonly number[],
  keys: (column: number) => AsyncIterable<KeyBatch>,
): Promise<void> {
  for (const [column, { bits, entries: expected }] of postingPlaces(entries).entries()) {
    const counts = new Uint32Array(2 ** bits);
    for await (const batch of keys(column)) countBuckets(batch, bits, counts);
    const starts = startsOf(counts);
    if (starts.at(-1) !== expected)
      throw new OutputDamagedError(`postings: expected ${expected} keys in column ${column}, found ${starts.at(-1)}`);
    await writeWords(file, starts);
    for (let from = 0; from < counts.length; ) {
      let to = from + 1;
      while (to < counts.length && starts[to + 1]! - starts[from]! <= SORTED) to += 1;
      const first = starts[from]!;
      const next = starts.slice(from, to).map((start) => start - first);
      const sorted = new Uint32Array((starts[to]! - first) * 2);
      if (sorted.length > 0)
        for await (const batch of keys(column)) placeEntries(batch, bits, { from, to }, next, sorted);
      await writeWords(file, sorted);
      from = to;
    }
  }
}

const BLOCK = 1 << 14;

/** Writes rows and ids of documents in order. */
export function createRowWriter(files: { rows: Pick<OutputFile, 'write'>; ids: Pick<OutputFile, 'write'> }) {
  let rows = new Uint32Array(BLOCK * ROW_WORDS);
  let ids: Buffer[] = [];
  let size = 0;
  let idBytes = 0;
  const flush = async (): Promise<void> => {
    await files.rows.write(new Uint8Array(rows.buffer, 0, size * ROW_WORDS * 4));
    await files.ids.write(Buffer.concat(ids));
    rows = new Uint32Array(BLOCK * ROW_WORDS);
    ids = [];
    size = 0;
  };
  return {
    /** Takes a document in; whether a block waits to be flushed. Errors: `LimitError`. */
    add(row: Omit<Row, 'idStart' | 'idBytes'>, id: string): boolean {
      const bytes = Buffer.from(id);
      if (idBytes + bytes.length > 0xffffffff) throw new LimitError('segment: ids of more than 4 GB');
      if (row.corpus >= MOST_OWNERS || row.file >= MOST_OWNERS)
        throw new LimitError(`segment: more than ${MOST_OWNERS} corpora or files of shingles`);
      writeRow(rows, size, { ...row, idStart: idBytes, idBytes: bytes.length });
      ids.push(bytes);
      idBytes += bytes.length;
      size += 1;
      return size === BLOCK;
    },
    flush,
    /** Bytes of the ids file, which ends on a whole word. */
    async finish(): Promise<number> {
      const padding = (4 - (idBytes % 4)) % 4;
      ids.push(Buffer.alloc(padding));
      await flush();
      return idBytes + padding;
    },
  };
}

/** Numbers names in order of appearance. */
export function createNumbers() {
  const known = new Map<string, number>();
  const names: string[] = [];
  return {
    names,
    numberOf(name: string): number {
      const found = known.get(name);
      if (found !== undefined) return found;
      known.set(name, names.length);
      names.push(name);
      return names.length - 1;
    },
  };
}
