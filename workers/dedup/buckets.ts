import { type JobWorker, outputPrefix } from '../../src/runs/job.ts';
import { writeOutput } from '../../src/runs/output.ts';
import type { BucketShare } from '../../src/stages/dedup/banding.ts';
import { type Column, groupEqual } from '../../src/stages/dedup/buckets.ts';
import { type DedupParameters, dedupParameters } from '../../src/stages/dedup/parameters.ts';
import { columns } from '../../src/stages/dedup/signature-file.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { createWordWriter, EXACT, GROUPS, openParts, readColumns, type SignedPart, type Sink } from './files.ts';

/** Documents sorted at a time, with at most 28 bytes each; more are taken in several passes by value. */
const SORTED = 1 << 24;

/** Where a column's words lie, and which documents have a value in it. */
interface ColumnPlace {
  from: number;
  words: number;
  has(shingles: number): boolean;
}

/** Finds the documents that are equal in a band, or in the hash of their text, over all parts. */
export const findBuckets: JobWorker<'buckets'> = async (job, { storage, signal, progress }) => {
  const parameters = dedupParameters.parse(job.parameters);
  const parts = await openParts(storage, job.signatures);
  await writeOutput(storage, outputPrefix(job.kind, job.key), job.key, (output) =>
    groupColumns(storage, parts, parameters, job, {
      exact: output.file(EXACT),
      groups: output.file(GROUPS),
      grouped(documents) {
        signal.throwIfAborted();
        progress({ documents, bytes: 0 });
      },
    }),
  );
};

/** Numbers of groups and of documents in them. */
export interface GroupCounts extends Record<string, number> {
  groups: number;
  members: number;
  exactGroups: number;
  exactMembers: number;
}

/** Groups the documents of all parts by each column of a range; memory is bounded by `SORTED`. */
export async function groupColumns(
  storage: Storage,
  parts: readonly SignedPart[],
  { bands, exact }: DedupParameters,
  { from, to, slice, slices }: BucketShare,
  out: { exact: Sink; groups: Sink; grouped?(documents: number): void },
): Promise<GroupCounts> {
  const looked = parts.reduce((sum, part) => sum + part.looked, 0);
  const passes = Math.max(1, Math.ceil(looked / slices / SORTED)) * slices;
  const perSlice = passes / slices;
  const counts = { groups: 0, members: 0, exactGroups: 0, exactMembers: 0 };
  for (let index = from; index < to; index++) {
    const isText = index === bands;
    const place: ColumnPlace = isText
      ? { from: columns.text, words: 4, has: (shingles) => exact || shingles === 0 }
      : { from: columns.bands + 2 * index, words: 2, has: (shingles) => shingles > 0 };
    const writer = createWordWriter(isText ? out.exact : out.groups);
    for (let pass = slice * perSlice; pass < (slice + 1) * perSlice; pass++) {
      const column = await readColumn(storage, parts, bands, place, { pass, passes });
      const groups = groupEqual(column);
      if (writer.write(groups, groups.length)) await writer.drain();
      for (let at = 0; at < groups.length; at += groups[at]! + 1) {
        counts[isText ? 'exactGroups' : 'groups'] += 1;
        counts[isText ? 'exactMembers' : 'members'] += groups[at]!;
      }
      out.grouped?.(column.documents.length);
    }
    await writer.finish();
  }
  return counts;
}

/** One column of all parts, or the slice of it whose first word falls to this pass. */
async function readColumn(
  storage: Storage,
  parts: readonly SignedPart[],
  bands: number,
  place: ColumnPlace,
  { pass, passes }: { pass: number; passes: number },
): Promise<Column> {
  const low = Math.ceil((pass * 2 ** 32) / passes);
  const high = Math.ceil(((pass + 1) * 2 ** 32) / passes);
  const looked = parts.reduce((sum, part) => sum + part.looked, 0);
  // A hash spreads evenly; equal texts do not, so the slice's arrays grow where it holds more than its share.
  let capacity = Math.min(looked, Math.ceil((looked / passes) * 1.1) + 1024);
  let words = Array.from({ length: place.words }, () => new Uint32Array(capacity));
  let documents = new Uint32Array(capacity);
  let count = 0;
  const grow = (): void => {
    capacity = Math.min(looked, capacity * 2);
    words = words.map((word) => copyInto(word, capacity));
    documents = copyInto(documents, capacity);
  };
  for (const part of parts) {
    const counts = readColumns(storage, part, bands, columns.shingles, columns.shingles + 1)[Symbol.asyncIterator]();
    for await (const { first, columns: read } of readColumns(
      storage,
      part,
      bands,
      place.from,
      place.from + place.words,
    )) {
      const shingles: Uint32Array | undefined = (await counts.next()).value?.columns[0];
      const key = read[0]!;
      for (let i = 0; i < key.length; i++) {
        if (key[i]! < low || key[i]! >= high || !place.has(shingles?.[i] ?? 0)) continue;
        if (count === capacity) grow();
        for (let word = 0; word < place.words; word++) words[word]![count] = read[word]![i]!;
        documents[count++] = first + i;
      }
    }
  }
  return { words: words.map((word) => word.subarray(0, count)), documents: documents.subarray(0, count) };
}

function copyInto(from: Uint32Array<ArrayBuffer>, capacity: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(capacity);
  larger.set(from);
  return larger;
}
