import { type JobWorker, outputPrefix } from '../../src/runs/job.ts';
import { writeOutput } from '../../src/runs/output.ts';
import { groupEqual } from '../../src/stages/dedup/buckets.ts';
import { clusterDocuments } from '../../src/stages/dedup/cluster.ts';
import { createEdges, type Edges } from '../../src/stages/dedup/edges.ts';
import { editSimilar } from '../../src/stages/dedup/edit-similarity.ts';
import { type DedupParameters, dedupParameters } from '../../src/stages/dedup/parameters.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { eachGroup, readAddressGroups } from './addresses.ts';
import { EDGES, writeEdges } from './edge-files.ts';
import { GROUPS, openInput, openParts, type SignedPart } from './files.ts';
import { type Groups, loadCandidates, readGroups } from './groups.ts';
import { type Involved, loadInvolved } from './involved.ts';
import { type KnownDocuments, openKnown } from './known-reader.ts';
import { openPreference, type Preference } from './ranks.ts';
import { createLoader } from './shingle-sets.ts';

/** Compares the documents that share a bucket of one buckets output, and writes which are similar. */
export const compareBuckets: JobWorker<'compare'> = async (job, { storage, signal, progress }) => {
  const parameters = dedupParameters.parse(job.parameters);
  const parts = await openParts(storage, job.signatures);
  const buckets = [await openInput(storage, 'buckets', job.buckets)];
  const addresses = await readAddressGroups(storage, job.addresses);
  const known = job.known === null ? undefined : openKnown(storage, await openInput(storage, 'known', job.known));
  const gone = await markGone(parts, { addresses, known });
  const preference = await openPreference(storage, job.ranks, parts);
  const groups = (): AsyncIterable<Uint32Array> => readGroups(storage, buckets, GROUPS);
  const comparison = { parts, preference, groups, gone, most: job.most };
  const { edges, counts } = await compareGroups(storage, comparison, parameters, signal);
  await writeOutput(storage, outputPrefix(job.kind, job.key), job.key, async (output) => {
    await writeEdges(output.file(EDGES), edges);
    progress({ documents: edges.documents.length, bytes: 0 });
    return { edges: edges.documents.length, ...counts };
  });
};

/** Marks documents that are removed before any is compared: a collection has them, or another at their address stays. */
export async function markGone(
  parts: readonly SignedPart[],
  { addresses, known }: { addresses: readonly Uint32Array[]; known?: KnownDocuments | undefined },
): Promise<Uint8Array> {
  const gone = new Uint8Array(parts.reduce((sum, part) => sum + part.looked, 0));
  if (known !== undefined)
    for await (const numbers of known.numbers()) for (const document of numbers) gone[document] = 1;
  for (const group of eachGroup(addresses)) {
    const [, ...others] = group.filter((document) => gone[document] === 0);
    for (const document of others) gone[document] = 1;
  }
  return gone;
}

export interface Comparison {
  parts: readonly SignedPart[];
  preference: Preference;
  groups: Groups;
  /** Marks of documents that are not compared. */
  gone: Uint8Array;
  /** Similar documents named for each that is removed. */
  most: number;
}

export interface Compared {
  /** Of documents by number over all parts; exact copies but for the most preferred have none. */
  edges: Edges;
  counts: { compared: number; below: number; saturated: number };
}

/**
 * Compares documents that share a bucket. What it keeps is kept as far as those buckets tell. Memory: 5 bytes a document; for each in a bucket some 130, 4 for each of its buckets and 8 more where it stays;
 * and the shingles of one batch.
 */
export async function compareGroups(
  storage: Storage,
  { parts, preference, groups, gone, most }: Comparison,
  parameters: DedupParameters,
  signal: AbortSignal,
): Promise<Compared> {
  const { threshold, editSimilarity, exact } = parameters;
  const marks = new Uint8Array(gone.length);
  for await (const packed of groups())
    for (let at = 0; at < packed.length; at += packed[at]! + 1)
      for (let i = at + 1; i <= at + packed[at]!; i++) if (gone[packed[i]!] === 0) marks[packed[i]!] = 1;
  const involved = await loadInvolved(storage, parts, marks, parameters, preference);
  const copyOf = exact ? copiesOf(involved) : Uint32Array.from(involved.documents.keys());
  const candidates = await loadCandidates(groups, involved, copyOf);
  signal.throwIfAborted();
  const edges = createEdges();
  const { documents } = involved;
  const { compared, below, saturated } = await clusterDocuments(candidates, {
    threshold,
    signal,
    load: createLoader(storage, parts, involved, editSimilarity !== null),
    similar: {
      most,
      found: (rank, kept, similarity) => edges.add(documents[rank]!, documents[kept]!, similarity),
    },
    ...(editSimilarity !== null && {
      accept: (a, b) => editSimilar(a.tokens ?? new Int32Array(0), b.tokens ?? new Int32Array(0), editSimilarity),
    }),
  });
  return { edges: edges.all(), counts: { compared, below, saturated } };
}

/** Rank → rank of the most preferred document with the same text, by the hash of the text. */
function copiesOf({ count, text }: Involved): Uint32Array {
  const copyOf = Uint32Array.from({ length: count }, (_, rank) => rank);
  for (const group of eachGroup([groupEqual({ words: text, documents: copyOf.slice() })]))
    for (const rank of group) copyOf[rank] = group[0]!;
  return copyOf;
}
