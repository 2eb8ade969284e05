import type { Annotation } from '../../src/document.ts';
import { readLines } from '../../src/runs/input.ts';
import { readWords } from '../../src/runs/words.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { type Input, KNOWN, KNOWN_LINES } from './files.ts';
import type { KnownDocument } from './known.ts';

/** The documents that a collection has, as the clusters job needs them. */
export interface KnownDocuments {
  count: number;
  /** Their numbers over all parts. */
  numbers(): AsyncIterable<Uint32Array>;
  /** In order of number. */
  documents(): AsyncIterable<readonly KnownDocument[]>;
}

const PIECE = 1 << 22;

/** Those of a known output. */
export function openKnown(storage: Storage, { prefix, counts }: Input): KnownDocuments {
  const count = counts['known'] ?? 0;
  return {
    count,
    async *numbers() {
      for (let start = 0; start < count * 4; start += PIECE)
        yield await readWords(storage, `${prefix}/${KNOWN}`, { start, end: Math.min(start + PIECE, count * 4) });
    },
    async *documents() {
      for await (const lines of readLines(storage, prefix, KNOWN_LINES))
        yield lines.map((line): KnownDocument => JSON.parse(line));
    },
  };
}

/** Hands out what is said of known documents, stretch by stretch. */
export function createKnownReader(known: KnownDocuments) {
  const batches = known.documents()[Symbol.asyncIterator]();
  let batch: readonly KnownDocument[] = [];
  let at = 0;
  return {
    /** By number, of the documents from where the last call ended up to `end`. */
    async upTo(end: number): Promise<Map<number, Annotation>> {
      const found = new Map<number, Annotation>();
      for (;;) {
        for (; at < batch.length; at++) {
          const { document, annotation } = batch[at]!;
          if (document >= end) return found;
          found.set(document, annotation);
        }
        const { done, value } = await batches.next();
        if (done === true) return found;
        batch = value;
        at = 0;
      }
    },
  };
}
