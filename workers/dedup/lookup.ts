import { lookUp } from '../../src/runs/collections/look-up.ts';
import { openSegments, type Segment } from '../../src/runs/collections/segment.ts';
import { type CollectionPlace, serviceCollection } from '../../src/runs/collections/state.ts';
import { type JobWorker, outputPrefix } from '../../src/runs/job.ts';
import { writeOutput } from '../../src/runs/output.ts';
import type { ColumnRange } from '../../src/stages/dedup/banding.ts';
import { LEADERS } from '../../src/stages/dedup/cluster.ts';
import type { KeyBatch } from '../../src/stages/dedup/collection/postings.ts';
import { type DedupParameters, dedupParameters } from '../../src/stages/dedup/parameters.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { createWordWriter, EXACT, GROUPS, openParts, type SignedPart, type Sink } from './files.ts';
import { createKeyBatch, firstKeys, readKeys } from './keys.ts';

/** Documents whose keys are looked up at a time, of 12 bytes each. */
const LOOKED_UP = 1 << 24;

/** Finds the documents of a collection that are equal to the run's in a band, or in the hash of their text. */
export const lookUpCollection: JobWorker<'lookup'> = async (job, { storage, signal, progress }) => {
  const parameters = dedupParameters.parse(job.parameters);
  const parts = await openParts(storage, job.signatures);
  const place = serviceCollection(storage, job.collection.name);
  const segments = await openSegments(place, job.collection.segments);
  await writeOutput(storage, outputPrefix(job.kind, job.key), job.key, (output) =>
    lookUpColumns({ storage, parts, place, segments }, parameters, job, {
      exact: output.file(EXACT),
      groups: output.file(GROUPS),
      looked(documents) {
        signal.throwIfAborted();
        progress({ documents, bytes: 0 });
      },
    }),
  );
};

/** The two sides of a lookup. */
export interface Sides {
  storage: Storage;
  parts: readonly SignedPart[];
  place: CollectionPlace;
  segments: readonly Segment[];
}

/**
 * Looks up all documents of a run in a range of columns. Written are matches as [documents, collection's documents,
 * document …, collection's document …], numbered over all parts and over all segments. Returns words written.
 */
export async function lookUpColumns(
  { storage, parts, place, segments }: Sides,
  { bands, exact }: Pick<DedupParameters, 'bands' | 'exact'>,
  { from, to }: ColumnRange,
  out: { exact: Sink; groups: Sink; looked?(documents: number): void },
): Promise<{ exactWords: number; words: number }> {
  const looked = parts.reduce((sum, part) => sum + part.looked, 0);
  const counts = { exactWords: 0, words: 0 };
  const writers = { exact: createWordWriter(out.exact), groups: createWordWriter(out.groups) };
  for (let column = from; column < to; column++) {
    const isText = column === bands;
    const writer = isText ? writers.exact : writers.groups;
    const keysOf = readKeys(storage, parts, { bands, column }, (document, shingles) =>
      isText && !exact && shingles > 0 ? undefined : document,
    );
    for await (const keys of batched(keysOf, looked)) {
      for (const segment of segments)
        for await (const { probes, documents: all } of lookUp(place, segment, column, keys)) {
          // One more than are compared with, so that it is known that there were more.
          const documents = all.subarray(0, LEADERS + 1);
          writer.write(Uint32Array.of(probes.length, documents.length), 2);
          const full = writer.write(probes, probes.length);
          if (writer.write(documents, documents.length) || full) await writer.drain();
          counts[isText ? 'exactWords' : 'words'] += 2 + probes.length + documents.length;
        }
      out.looked?.(keys.high.length);
    }
  }
  await writers.exact.finish();
  await writers.groups.finish();
  return counts;
}

/** Keys of the documents that have a value in the column, numbered over all parts, in large batches. */
async function* batched(keys: AsyncIterable<KeyBatch>, looked: number): AsyncIterable<KeyBatch> {
  let batch = createKeyBatch(Math.min(looked, LOOKED_UP));
  let size = 0;
  for await (const some of keys) {
    if (size + some.high.length > batch.high.length) {
      yield firstKeys(batch, size);
      batch = createKeyBatch(Math.min(looked, LOOKED_UP));
      size = 0;
    }
    batch.high.set(some.high, size);
    batch.key.set(some.key, size);
    batch.documents.set(some.documents, size);
    size += some.high.length;
  }
  if (size > 0) yield firstKeys(batch, size);
}
