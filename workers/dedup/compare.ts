import { type JobWorker, outputPrefix } from '../../src/runs/job.ts';
import { writeOutput } from '../../src/runs/output.ts';
import { readWords } from '../../src/runs/words.ts';
import { clusterDocuments } from '../../src/stages/dedup/cluster.ts';
import { SHARE_WORDS } from '../../src/stages/dedup/components.ts';
import { createEdges, type Edges } from '../../src/stages/dedup/edges.ts';
import { editSimilar } from '../../src/stages/dedup/edit-similarity.ts';
import { type DedupParameters, dedupParameters } from '../../src/stages/dedup/parameters.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { PLACES, readShared, type Shared } from './components.ts';
import { EDGES, writeEdges } from './edge-files.ts';
import { openInput, openParts, type SignedPart } from './files.ts';
import { loadBuckets } from './groups.ts';
import { loadInvolved, ranksOf } from './involved.ts';
import { type GatheredSets, loadShare, readStarts } from './sets.ts';
import { readShareGroups } from './share-groups.ts';
import { createLoader } from './shingle-sets.ts';

/** Compares the documents of its part of the shares, and writes for which others they go. */
export const compareShares: JobWorker<'compare'> = async (job, { storage, signal, progress }) => {
  const parameters = dedupParameters.parse(job.parameters);
  const { prefix } = await openInput(storage, 'components', job.components);
  const shared = await readShared(storage, prefix);
  const shares = shared.starts.length - 1;
  const from = Math.floor((shares * job.index) / job.jobs);
  const to = Math.floor((shares * (job.index + 1)) / job.jobs);
  const sets =
    job.sets.length === 0
      ? { parts: await openParts(storage, job.signatures) }
      : { gathered: await openGathered(storage, job.sets, shared) };
  const edges = createEdges();
  const counts: CompareCounts = { compared: 0, below: 0, saturated: 0 };
  for (let share = from; share < to; share++) {
    const found = await compareShare(storage, { prefix, shared, share, ...sets }, parameters, edges, signal);
    for (const name of ['compared', 'below', 'saturated'] as const) counts[name] += found[name];
    progress({ documents: edges.all().documents.length, bytes: 0 });
  }
  await writeOutput(storage, outputPrefix(job.kind, job.key), job.key, async (output) => {
    const all = edges.all();
    await writeEdges(output.file(EDGES), all);
    return { edges: all.documents.length, ...counts };
  });
};

async function openGathered(storage: Storage, keys: readonly string[], { firsts }: Shared): Promise<GatheredSets[]> {
  const found: GatheredSets[] = [];
  for (const [index, key] of keys.entries()) {
    const { prefix } = await openInput(storage, 'sets', key);
    found.push({ prefix, first: firsts[index]!, starts: await readStarts(storage, prefix) });
  }
  return found;
}

/** A share, and where its sets lie: gathered by share, or where all are one share as the parts have them. */
export type ComparedShare = {
  /** Output of how candidates were shared out. */
  prefix: string;
  shared: Shared;
  share: number;
} & ({ gathered: readonly GatheredSets[] } | { parts: readonly SignedPart[] });

/** Pairs whose similarity was computed, those found below the threshold, and buckets with too many kept documents. */
export type CompareCounts = Record<'compared' | 'below' | 'saturated', number>;

/**
 * Compares the documents of a share, and adds for which other each goes, by number over all parts. Memory: 64 bytes a
 * document of it, 4 for each of its buckets and 8 more where it stays, and the shingles of one batch.
 */
export async function compareShare(
  storage: Storage,
  from: ComparedShare,
  parameters: DedupParameters,
  edges: Pick<ReturnType<typeof createEdges>, 'add'>,
  signal: AbortSignal,
): Promise<CompareCounts> {
  const { threshold, editSimilarity } = parameters;
  const { prefix, shared, share } = from;
  const parts = 'parts' in from ? from.parts : from.gathered;
  const involved =
    'parts' in from
      ? await loadInvolved(storage, from.parts, ranksOf(await readPlaces(storage, prefix, from.parts)), parameters)
      : await loadShare(storage, from.gathered, shared, share);
  const { count, documents, shingles, compact } = involved;
  const groups = () => readShareGroups(storage, prefix, shared, share);
  const buckets = await loadBuckets(groups, count, shared.starts[share]!);
  signal.throwIfAborted();
  const { survivor, similarity, compared, below, saturated } = await clusterDocuments(
    { shingles, compact, ...buckets },
    {
      threshold,
      signal,
      budget: SHARE_WORDS * 2,
      load: createLoader(storage, parts, involved, editSimilarity !== null),
      ...(editSimilarity !== null && {
        accept: (a, b) => editSimilar(a.tokens ?? new Int32Array(0), b.tokens ?? new Int32Array(0), editSimilarity),
      }),
    },
  );
  for (let rank = 0; rank < count; rank++)
    if (survivor[rank] !== rank) edges.add(documents[rank]!, documents[survivor[rank]!]!, similarity[rank]!);
  return { compared, below, saturated };
}

function readPlaces(storage: Storage, prefix: string, parts: readonly SignedPart[]): Promise<Uint32Array> {
  const looked = parts.reduce((sum, part) => sum + part.looked, 0);
  return readWords(storage, `${prefix}/${PLACES}`, { start: 0, end: looked * 4 });
}

/** What was compared, for whoever decides. */
export interface Compared {
  edges(): AsyncIterable<Edges>;
  counts: CompareCounts;
}
