import { InputMissingError } from '../../src/errors.ts';
import { readLines } from '../../src/runs/input.ts';
import { type JobKind, outputPrefix } from '../../src/runs/job.ts';
import { readDone } from '../../src/runs/output.ts';
import { readWords } from '../../src/runs/words.ts';
import { BLOCK, blockSize, columnBytes } from '../../src/stages/dedup/signature-file.ts';
import type { Storage } from '../../src/storage/storage.ts';

/** Files of a signature output. */
export const SIGNATURES = 'signatures.bin';
export const SHINGLES = 'shingles.bin';
export const TOKENS = 'tokens.bin';
export const IDS = 'ids.jsonl.gz';
/** Files of a buckets output: groups as [size, document …], documents numbered over all parts. */
export const EXACT = 'exact.bin';
export const GROUPS = 'groups.bin';
/** Either of those. */
export type GroupFile = typeof EXACT | typeof GROUPS;
/** Files of a known output: numbers of documents that the collection has, and what is said of each. */
export const KNOWN = 'known.bin';
export const KNOWN_LINES = 'known.jsonl.gz';

/** A finished output that another job reads. */
export interface Input {
  prefix: string;
  counts: Record<string, number>;
}

/** Errors: `InputMissingError` where the job before has not finished. */
export async function openInput(storage: Storage, kind: JobKind, key: string): Promise<Input> {
  const prefix = outputPrefix(kind, key);
  const done = await readDone(storage, prefix);
  if (done === undefined) throw new InputMissingError(`${prefix}: expected a complete output, found no done.json`);
  return { prefix, counts: done.counts };
}

/** A part's signatures; `first` is the number of its first document over all parts. */
export interface SignedPart {
  prefix: string;
  /** Ids of all its documents in order, as JSON strings, in batches. */
  ids(): AsyncIterable<string[]>;
  first: number;
  /** Documents of the part, and how many of them were looked at: only those are in the signatures file. */
  documents: number;
  looked: number;
}

export async function openParts(storage: Storage, keys: readonly string[]): Promise<SignedPart[]> {
  const parts: SignedPart[] = [];
  let first = 0;
  for (const key of keys) {
    const { prefix, counts } = await openInput(storage, 'signature', key);
    const looked = counts['looked'] ?? 0;
    const ids = (): AsyncIterable<string[]> => readLines(storage, prefix, IDS);
    parts.push({ prefix, ids, first, documents: counts['documents'] ?? 0, looked });
    first += looked;
  }
  return parts;
}

/** Columns `from` to `to` of each block of a part's signatures, with the number of the block's first document. */
export async function* readColumns(
  storage: Storage,
  part: SignedPart,
  bands: number,
  from: number,
  to: number,
): AsyncIterable<{ first: number; columns: Uint32Array[] }> {
  for (let block = 0; block * BLOCK < part.looked; block++) {
    const size = blockSize(part.looked, block);
    const words = await readWords(
      storage,
      `${part.prefix}/${SIGNATURES}`,
      columnBytes(part.looked, bands, block, from, to),
    );
    const columns = Array.from({ length: to - from }, (_, column) =>
      words.subarray(column * size, (column + 1) * size),
    );
    yield { first: part.first + block * BLOCK, columns };
  }
}

/** Where a file's bytes go; it may keep what it is given. */
export interface Sink {
  write(bytes: Uint8Array): Promise<void> | void;
}

const PIECE = 1 << 18;

/** Collects 32-bit words into pieces of 1 MB, which `drain` hands on. */
export function createWordWriter(sink: Sink) {
  let piece = new Int32Array(PIECE);
  let length = 0;
  let full: Uint8Array[] = [];
  const close = (): void => {
    if (length > 0) full.push(new Uint8Array(piece.buffer, 0, length * 4));
    piece = new Int32Array(PIECE);
    length = 0;
  };
  const drain = async (): Promise<void> => {
    const pieces = full;
    full = [];
    for (const bytes of pieces) await sink.write(bytes);
  };
  return {
    /** Takes the words in; whether pieces wait to be drained. */
    write(words: Int32Array | Uint32Array, count: number): boolean {
      for (let from = 0; from < count; ) {
        const size = Math.min(count - from, PIECE - length);
        piece.set(words.subarray(from, from + size), length);
        length += size;
        from += size;
        if (length === PIECE) close();
      }
      return full.length > 0;
    },
    drain,
    async finish(): Promise<void> {
      close();
      await drain();
    },
  };
}
