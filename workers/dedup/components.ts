import { z } from 'zod';
import { readLines } from '../../src/runs/input.ts';
import { type JobWorker, outputPrefix } from '../../src/runs/job.ts';
import { writeOutput } from '../../src/runs/output.ts';
import { type Components, createComponents, type Shares, shareOut } from '../../src/stages/dedup/components.ts';
import { createFilter } from '../../src/stages/dedup/filter.ts';
import { type DedupParameters, dedupParameters } from '../../src/stages/dedup/parameters.ts';
import { columns } from '../../src/stages/dedup/signature-file.ts';
import { SKETCH_WORDS } from '../../src/stages/dedup/sketch.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { eachGroup, readAddressGroups } from './addresses.ts';
import {
  createWordWriter,
  EXACT,
  GROUPS,
  type Input,
  openInput,
  openParts,
  readColumns,
  type SignedPart,
  type Sink,
} from './files.ts';
import { markGone } from './gone.ts';
import { readGroups } from './groups.ts';
import { NOT_INVOLVED } from './involved.ts';
import { openKnown } from './known-reader.ts';
import { openPreference, type Preference } from './ranks.ts';
import { createGroupSorter } from './share-groups.ts';

/** File of a components output: of each document its place, share by share in order of preference, or `NOT_INVOLVED`. */
export const PLACES = 'places.bin';
/** File of a components output with what `Shared` is. */
const SHARED = 'shares.jsonl.gz';

/** How candidates were shared out. */
const sharedSchema = z.object({
  /** Numbers of each part's first document. */
  firsts: z.array(z.int()),
  /** First place of each share, and their number in all. */
  starts: z.array(z.int()),
  /** Words of the groups file before each share's groups, chunk by chunk, and where a chunk ends. */
  chunks: z.array(z.array(z.int())),
});
export type Shared = z.infer<typeof sharedSchema>;

/** Shares out documents that may be similar, so that all that may decide on one comes up in one compare job. */
export const findComponents: JobWorker<'components'> = async (job, { storage, signal, progress }) => {
  const parameters = dedupParameters.parse(job.parameters);
  const parts = await openParts(storage, job.signatures);
  const buckets = await Promise.all(job.buckets.map((key) => openInput(storage, 'buckets', key)));
  const addresses = await readAddressGroups(storage, job.addresses);
  const known = job.known === null ? undefined : openKnown(storage, await openInput(storage, 'known', job.known));
  const gone = await markGone(parts, { addresses, known });
  const preference = await openPreference(storage, job.ranks, parts);
  const capacity = job.shareWords ?? Number.POSITIVE_INFINITY;
  await writeOutput(storage, outputPrefix(job.kind, job.key), job.key, async (output) => {
    const files = { places: output.file(PLACES), groups: output.file(GROUPS) };
    const shared = await shareCandidates(
      storage,
      { parts, buckets, preference, gone, capacity },
      parameters,
      files,
      signal,
    );
    await output.file(SHARED).line(shared);
    const documents = shared.starts.at(-1) ?? 0;
    progress({ documents, bytes: 0 });
    return { documents, shares: shared.starts.length - 1 };
  });
};

/** How a finished components output shared candidates out. */
export async function readShared(storage: Storage, prefix: string): Promise<Shared> {
  for await (const [line] of readLines(storage, prefix, SHARED))
    if (line !== undefined) return sharedSchema.parse(JSON.parse(line));
  return { firsts: [], starts: [0], chunks: [] };
}

export interface Sharing {
  parts: readonly SignedPart[];
  buckets: readonly Input[];
  preference: Preference;
  /** Marks of documents that are not compared. */
  gone: Uint8Array;
  /** 32-bit words that the shingles and tokens of a share may take. */
  capacity: number;
}

/**
 * Shares out all documents that may be similar to another: those of one component in one share. Exact copies but for the
 * most preferred are left out. Memory: some 50 bytes a document, and of groups 8 million words at a time.
 */
export async function shareCandidates(
  storage: Storage,
  { parts, buckets, preference, gone, capacity }: Sharing,
  parameters: DedupParameters,
  files: { places: Sink; groups: Sink },
  signal: AbortSignal,
): Promise<Shared> {
  const apart = await markCopies(storage, buckets, preference, gone);
  signal.throwIfAborted();
  const components = await joinAll();
  signal.throwIfAborted();
  const shares = shareOut(components, await weigh(storage, parts, parameters, components), capacity);
  const places = await placeDocuments(components, shares, preference, gone.length);
  const writer = createWordWriter(files.places);
  if (writer.write(places, places.length)) await writer.drain();
  await writer.finish();
  const sorter = createGroupSorter(shares.starts, files.groups);
  for await (const packed of readGroups(storage, buckets, GROUPS))
    for (const group of eachGroup([packed])) if (sorter.add(group, places, components.find)) await sorter.drain();
  signal.throwIfAborted();
  return { firsts: parts.map(({ first }) => first), starts: shares.starts, chunks: await sorter.finish() };

  async function joinAll(): Promise<Components> {
    const found = createComponents(gone.length);
    // Held only here: most of the memory.
    const mayMatch = createFilter(await loadSketches(storage, parts, parameters), parameters.threshold);
    let members = new Uint32Array(1024);
    for await (const packed of readGroups(storage, buckets, GROUPS))
      for (let at = 0; at < packed.length; at += packed[at]! + 1) {
        if (packed[at]! > members.length) members = new Uint32Array(packed[at]! * 2);
        let size = 0;
        for (let i = at + 1; i <= at + packed[at]!; i++) if (apart[packed[i]!] === 0) members[size++] = packed[i]!;
        found.join(members, size, mayMatch);
      }
    return found;
  }
}

/** Marks exact copies but for the most preferred among the documents that are not gone, and those that are. */
async function markCopies(
  storage: Storage,
  buckets: readonly Input[],
  preference: Preference,
  gone: Uint8Array,
): Promise<Uint8Array> {
  const apart = gone.slice();
  const rankOf = new Uint32Array(gone.length);
  let rank = 0;
  for await (const piece of preference()) for (const document of piece) rankOf[document] = rank++;
  for await (const packed of readGroups(storage, buckets, EXACT))
    for (let at = 0; at < packed.length; at += packed[at]! + 1) {
      let best: number | undefined;
      for (let i = at + 1; i <= at + packed[at]!; i++) {
        const document = packed[i]!;
        if (gone[document] === 1) continue;
        if (best !== undefined) apart[rankOf[document]! < rankOf[best]! ? best : document] = 1;
        if (best === undefined || rankOf[document]! < rankOf[best]!) best = document;
      }
    }
  return apart;
}

/** Numbers of shingles and compact sketches of all documents. Memory: 36 bytes each. */
async function loadSketches(
  storage: Storage,
  parts: readonly SignedPart[],
  { bands }: DedupParameters,
): Promise<{ shingles: Uint32Array; compact: Uint32Array }> {
  const looked = parts.reduce((sum, part) => sum + part.looked, 0);
  const shingles = new Uint32Array(looked);
  const compact = new Uint32Array(looked * SKETCH_WORDS);
  for (const part of parts)
    for await (const { first, columns: read } of readColumns(storage, part, bands, columns.shingles, columns.bands)) {
      shingles.set(read[0]!, first);
      for (let word = 0; word < SKETCH_WORDS; word++) {
        const values = read[columns.compact - columns.shingles + word]!;
        for (let i = 0; i < values.length; i++) compact[(first + i) * SKETCH_WORDS + word] = values[i]!;
      }
    }
  return { shingles, compact };
}

/** Words that a loaded document takes besides its shingles: places and table entries. */
const OVERHEAD = 16;

/** Words that each joined document takes when it is compared. */
async function weigh(
  storage: Storage,
  parts: readonly SignedPart[],
  { bands, editSimilarity }: DedupParameters,
  { joined }: Components,
): Promise<Uint32Array> {
  const weights = new Uint32Array(parts.reduce((sum, part) => sum + part.looked, 0));
  for (const part of parts)
    for await (const { first, columns: read } of readColumns(
      storage,
      part,
      bands,
      columns.tokens,
      columns.coarse + 1,
    )) {
      const [tokens, shingles, coarse] = [read[0]!, read[1]!, read[2]!];
      for (let i = 0; i < tokens.length; i++)
        if (joined(first + i))
          weights[first + i] = OVERHEAD + 2 * (shingles[i]! + coarse[i]!) + (editSimilarity === null ? 0 : tokens[i]!);
    }
  return weights;
}

async function placeDocuments(
  { joined }: Components,
  { of, starts }: Shares,
  preference: Preference,
  documents: number,
): Promise<Uint32Array<ArrayBuffer>> {
  const places = new Uint32Array(documents).fill(NOT_INVOLVED);
  const next = starts.slice();
  for await (const piece of preference())
    for (const document of piece) if (joined(document)) places[document] = next[of(document)]!++;
  return places;
}
