import { entryKey, type KeyBatch } from '../../src/stages/dedup/collection/postings.ts';
import { columns } from '../../src/stages/dedup/signature-file.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { readColumns, type SignedPart } from './files.ts';

export const createKeyBatch = (size: number): KeyBatch => ({
  high: new Uint32Array(size),
  key: new Uint32Array(size),
  documents: new Uint32Array(size),
});

/** The first keys of a batch. */
export const firstKeys = ({ high, key, documents }: KeyBatch, size: number): KeyBatch => ({
  high: high.subarray(0, size),
  key: key.subarray(0, size),
  documents: documents.subarray(0, size),
});

/**
 * Keys of one column, a band or (after the bands) the text, of the documents to which `numberOf` gives a number, from
 * their number over all parts and their shingles. Documents too short for a shingle have no key in a band.
 */
export async function* readKeys(
  storage: Storage,
  parts: readonly SignedPart[],
  { bands, column }: { bands: number; column: number },
  numberOf: (document: number, shingles: number) => number | undefined,
): AsyncIterable<KeyBatch> {
  const isText = column === bands;
  const at = isText ? columns.text : columns.bands + 2 * column;
  for (const part of parts) {
    const counts = readColumns(storage, part, bands, columns.shingles, columns.shingles + 1)[Symbol.asyncIterator]();
    for await (const { first, columns: read } of readColumns(storage, part, bands, at, at + 2)) {
      const shingles: Uint32Array | undefined = (await counts.next()).value?.columns[0];
      const [high, low] = [read[0]!, read[1]!];
      const batch = createKeyBatch(high.length);
      let size = 0;
      for (let i = 0; i < high.length; i++) {
        const count = shingles?.[i] ?? 0;
        const number = isText || count > 0 ? numberOf(first + i, count) : undefined;
        if (number === undefined) continue;
        batch.high[size] = high[i]!;
        batch.key[size] = entryKey(high[i]!, low[i]!);
        batch.documents[size] = number;
        size += 1;
      }
      yield firstKeys(batch, size);
    }
  }
}
