import { type JobWorker, outputPrefix } from '../../src/runs/job.ts';
import { writeOutput } from '../../src/runs/output.ts';
import type { BucketShare } from '../../src/stages/dedup/banding.ts';
import { type Column, groupEqual } from '../../src/stages/dedup/buckets.ts';
import { type DedupParameters, dedupParameters } from '../../src/stages/dedup/parameters.ts';
import { columns } from '../../src/stages/dedup/signature-file.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { createWordWriter, EXACT, GROUPS, openParts, readColumns, type SignedPart, type Sink } from './files.ts';

/** Documents grouped at a time, with at most 34 bytes each; more are taken in several passes by value. */
const GROUPED = 1 << 24;

/** Where a column's words lie, and which documents have a value in it. */
interface ColumnPlace {
  from: number;
  words: number;
  has(document: number): boolean;
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

/** Groups the documents of all parts by each column of a range; memory is bounded by `GROUPED`. */
export async function groupColumns(
  storage: Storage,
  parts: readonly SignedPart[],
  { bands, exact }: DedupParameters,
  { from, to, slice, slices }: BucketShare,
  out: { exact: Sink; groups: Sink; grouped?(documents: number): void },
): Promise<GroupCounts> {
  const looked = parts.reduce((sum, part) => sum + part.looked, 0);
  const passes = Math.max(1, Math.ceil(looked / slices / GROUPED)) * slices;
  const perSlice = passes / slices;
  const counts = { groups: 0, members: 0, exactGroups: 0, exactMembers: 0 };
  const short = await findShort(storage, parts, bands, looked);
  for (let index = from; index < to; index++) {
    const isText = index === bands;
    const place: ColumnPlace = isText
      ? { from: columns.text, words: 4, has: (document) => exact || short[document] === 1 }
      : { from: columns.bands + 2 * index, words: 2, has: (document) => short[document] === 0 };
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

/** Marks documents too short for a shingle. */
async function findShort(
  storage: Storage,
  parts: readonly SignedPart[],
  bands: number,
  looked: number,
): Promise<Uint8Array> {
  const short = new Uint8Array(looked);
  for (const part of parts)
    for await (const { first, columns: read } of readColumns(
      storage,
      part,
      bands,
      columns.shingles,
      columns.shingles + 1,
    ))
      read[0]!.forEach((shingles, i) => {
        if (shingles === 0) short[first + i] = 1;
      });
  return short;
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
  const { from } = place;
  for (const part of parts)
    for await (const { first, columns: read } of readColumns(storage, part, bands, from, from + place.words)) {
      const key = read[0]!;
      const begin = count;
      for (let i = 0; i < key.length; i++) {
        if (key[i]! < low || key[i]! >= high || !place.has(first + i)) continue;
        if (count === capacity) grow();
        documents[count++] = first + i;
      }
      read.forEach((values, word) => {
        const into = words[word]!;
        for (let at = begin; at < count; at++) into[at] = values[documents[at]! - first]!;
      });
    }
  return { words: words.map((word) => word.subarray(0, count)), documents: documents.subarray(0, count) };
}

function copyInto(from: Uint32Array<ArrayBuffer>, capacity: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(capacity);
  larger.set(from);
  return larger;
}
