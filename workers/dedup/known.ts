import type { Annotation } from '../../src/document.ts';
import { openSegments, readCompared, readNames, readRows, type Segment } from '../../src/runs/collections/segment.ts';
import { serviceCollection } from '../../src/runs/collections/state.ts';
import { type JobWorker, outputPrefix } from '../../src/runs/job.ts';
import { writeOutput } from '../../src/runs/output.ts';
import { type Candidates, clusterDocuments } from '../../src/stages/dedup/cluster.ts';
import { type Row, readRow } from '../../src/stages/dedup/collection/rows.ts';
import { editSimilar } from '../../src/stages/dedup/edit-similarity.ts';
import { type DedupParameters, dedupParameters } from '../../src/stages/dedup/parameters.ts';
import { columns } from '../../src/stages/dedup/signature-file.ts';
import { SKETCH_WORDS } from '../../src/stages/dedup/sketch.ts';
import { EXACT, GROUPS, type Input, KNOWN, KNOWN_LINES, openInput, openParts, readColumns } from './files.ts';
import { type Involved, loadInvolved, NOT_INVOLVED, rankMarked } from './involved.ts';
import type { Sides } from './lookup.ts';
import { type Matches, readMatches } from './matches.ts';
import { orderOfInput } from './ranks.ts';
import { createLoader } from './shingle-sets.ts';

/** Compares the run's documents with those that a collection has, and names each that is there already. */
export const findKnown: JobWorker<'known'> = async (job, { storage, signal, progress }) => {
  const parameters = dedupParameters.parse(job.parameters);
  const parts = await openParts(storage, job.signatures);
  const lookups = await Promise.all(job.lookups.map((key) => openInput(storage, 'lookup', key)));
  const place = serviceCollection(storage, job.collection.name);
  const segments = await openSegments(place, job.collection.segments);
  const known = await compareKnown({ storage, parts, place, segments }, lookups, parameters, signal);
  await writeOutput(storage, outputPrefix(job.kind, job.key), job.key, async (output) => {
    const numbers = output.file(KNOWN);
    const lines = output.file(KNOWN_LINES);
    for await (const batch of known.documents()) {
      signal.throwIfAborted();
      await numbers.write(new Uint8Array(Uint32Array.from(batch, ({ document }) => document).buffer));
      for (const line of batch) await lines.line(line);
      progress({ documents: batch.at(-1)?.document ?? 0, bytes: 0 });
    }
    return { ...known.counts };
  });
};

/** A document of the run that the collection has, and what the stage says of it. */
export interface KnownDocument {
  /** Number over all parts. */
  document: number;
  annotation: Annotation;
}

export interface Known {
  /** In order of number. */
  documents(): AsyncIterable<KnownDocument[]>;
  counts: { known: number; exact: number; near: number; compared: number; below: number; saturated: number };
}

/**
 * Finds for each document that shares a bucket with the collection's the first of those, in order of addition, that is
 * near it. The collection's documents stay whatever the survivor policy: they are in a dataset already.
 */
export async function compareKnown(
  sides: Sides,
  lookups: readonly Input[],
  parameters: DedupParameters,
  signal: AbortSignal,
): Promise<Known> {
  const { storage, parts, place } = sides;
  const { threshold, editSimilarity } = parameters;
  const looked = parts.reduce((sum, part) => sum + part.looked, 0);
  const marks = new Uint8Array(looked);
  const theirs = await loadTheirs(sides, lookups, marks);
  const ours = await loadInvolved(storage, parts, await rankMarked(marks, orderOfInput(parts)), parameters);
  const exact = await findExact(sides, lookups, parameters, ours, theirs);
  const candidates = await loadCandidates(storage, lookups, ours, theirs, exact);
  signal.throwIfAborted();
  const loadOurs = createLoader(storage, parts, ours, editSimilarity !== null);
  const fixed = theirs.count;
  const clusters = await clusterDocuments(candidates, {
    threshold,
    fixed,
    signal,
    budget: BUDGET,
    async load(documents) {
      const first = documents.findIndex((document) => document >= fixed);
      const split = first < 0 ? documents.length : first;
      const known = Array.from(documents.subarray(0, split));
      const compared = await readCompared(place, known.map(theirs.at));
      const byRank = new Map(known.map((document, index) => [document, compared[index]!]));
      const rank = await loadOurs(documents.subarray(split).map((document) => document - fixed));
      return (document) => byRank.get(document) ?? rank(document - fixed);
    },
    ...(editSimilarity !== null && {
      accept: (a, b) => editSimilar(a.tokens ?? new Int32Array(0), b.tokens ?? new Int32Array(0), editSimilarity),
    }),
  });
  const { compared, below, saturated } = clusters;
  const counts: Known['counts'] = { known: 0, exact: 0, near: 0, compared, below, saturated };
  const survivorOf = (rank: number): number | undefined => {
    if (exact[rank] !== NOT_INVOLVED) return exact[rank];
    const survivor = clusters.survivor[fixed + rank]!;
    return survivor < fixed ? survivor : undefined;
  };
  for (let rank = 0; rank < ours.count; rank++) {
    if (survivorOf(rank) === undefined) continue;
    counts.known += 1;
    counts[exact[rank] === NOT_INVOLVED ? 'near' : 'exact'] += 1;
  }
  return { documents, counts };

  async function* documents(): AsyncIterable<KnownDocument[]> {
    for (let from = 0; from < ours.count; from += BATCH) {
      const ranks: { rank: number; survivor: number }[] = [];
      for (let rank = from; rank < Math.min(ours.count, from + BATCH); rank++) {
        const survivor = survivorOf(rank);
        if (survivor !== undefined) ranks.push({ rank, survivor });
      }
      const names = await theirs.names(ranks.map(({ survivor }) => survivor));
      yield ranks.map(({ rank, survivor }, index) => {
        const isExact = exact[rank] !== NOT_INVOLVED;
        const value = isExact ? 1 : rounded(clusters.similarity[fixed + rank]!);
        const sizes = [ours.shingles[rank]!, theirs.at(survivor).row.shingles] as const;
        return { document: ours.documents[rank]!, annotation: annotationOf(isExact, value, sizes, names[index]!) };
      });
    }
  }

  function annotationOf(
    isExact: boolean,
    value: number,
    [own, other]: readonly [number, number],
    { id, corpus }: { id: string; corpus: string },
  ): Annotation {
    const rule = isExact ? 'exact-in-collection' : 'near-in-collection';
    const failure = { rule, value, limit: threshold, survivor: id, collection: place.name, corpus };
    const shared = (value / (1 + value)) * (own + other);
    const measures = own === 0 ? {} : { containment: rounded(Math.min(1, shared / Math.min(own, other))) };
    return { verdict: 'drop', failures: [failure], measures, edits: [] };
  }
}

const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;

/** Words of documents held at a time: the collection's are objects of their own, which small ones cost more than this. */
const BUDGET = 1 << 22;
/** Documents named at a time. */
const BATCH = 1 << 12;

/** The collection's documents that share a bucket with the run's; a rank is the place in order of addition. */
interface Theirs {
  count: number;
  rankOf(document: number): number;
  at(rank: number): { segment: Segment; row: Row };
  names(ranks: readonly number[]): Promise<{ id: string; corpus: string }[]>;
}

/** Loads them, and marks the run's documents that they may be near to. */
async function loadTheirs(
  { storage, place, segments }: Sides,
  lookups: readonly Input[],
  marks: Uint8Array,
): Promise<Theirs> {
  const last = segments.at(-1);
  const total = last === undefined ? 0 : last.first + last.description.documents;
  const bits = new Uint32Array(Math.ceil(total / 32));
  for (const name of [EXACT, GROUPS] as const)
    for await (const { probes, documents } of readMatches(storage, lookups, name)) {
      for (const document of probes) marks[document] = 1;
      for (const document of documents) bits[document >>> 5]! |= 1 << (document & 31);
    }
  const numbers: number[] = [];
  for (const [index, word] of bits.entries())
    for (let left = word; left !== 0; left &= left - 1) numbers.push(index * 32 + (31 - Math.clz32(left & -left)));
  const documents = Uint32Array.from(numbers);
  const rows: { segment: Segment; packed: Uint32Array; from: number }[] = [];
  for (const segment of segments) {
    const from = lowerBound(documents, segment.first);
    const to = lowerBound(documents, segment.first + segment.description.documents);
    if (from === to) continue;
    const own = documents.subarray(from, to).map((document) => document - segment.first);
    rows.push({ segment, packed: await readRows(place, segment, own), from });
  }
  const at: Theirs['at'] = (rank) => {
    const { segment, packed, from } = rows.findLast((one) => one.from <= rank)!;
    return { segment, row: readRow(packed, rank - from) };
  };
  return {
    count: documents.length,
    rankOf: (document) => lowerBound(documents, document),
    at,
    async names(ranks) {
      const found = new Map<number, { id: string; corpus: string }>();
      for (const { segment } of rows) {
        const own = [...new Set(ranks)].filter((rank) => at(rank).segment === segment);
        const names = await readNames(
          place,
          segment,
          own.map((rank) => at(rank).row),
        );
        own.forEach((rank, index) => {
          found.set(rank, names[index]!);
        });
      }
      return ranks.map((rank) => found.get(rank)!);
    },
  };
}

/** First place of a sorted list whose value is not below the one given. */
function lowerBound(sorted: Uint32Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Rank → rank of the first of the collection's documents with the same text, or `NOT_INVOLVED`. */
async function findExact(
  { storage, parts }: Sides,
  lookups: readonly Input[],
  { bands }: DedupParameters,
  ours: Involved,
  theirs: Theirs,
): Promise<Uint32Array> {
  const exact = new Uint32Array(ours.count).fill(NOT_INVOLVED);
  const texts = new Uint32Array(ours.count * 4);
  for (const part of parts)
    for await (const { first, columns: read } of readColumns(storage, part, bands, columns.text, columns.text + 4))
      for (let i = 0; i < read[0]!.length; i++) {
        const rank = ours.rankOf[first + i]!;
        if (rank === NOT_INVOLVED) continue;
        for (let word = 0; word < 4; word++) texts[rank * 4 + word] = read[word]![i]!;
      }
  for await (const { probes, documents } of readMatches(storage, lookups, EXACT))
    for (const document of documents) {
      const other = theirs.rankOf(document);
      const { text } = theirs.at(other).row;
      for (const probe of probes) {
        const rank = ours.rankOf[probe]!;
        if (text.every((word, index) => word === texts[rank * 4 + index])) exact[rank] = Math.min(exact[rank]!, other);
      }
    }
  return exact;
}

/** The collection's documents first, then the run's, but for those whose text the collection has. */
async function loadCandidates(
  storage: Sides['storage'],
  lookups: readonly Input[],
  ours: Involved,
  theirs: Theirs,
  exact: Uint32Array,
): Promise<Candidates> {
  const fixed = theirs.count;
  const count = fixed + ours.count;
  const shingles = new Uint32Array(count);
  const compact = new Uint32Array(count * SKETCH_WORDS);
  for (let rank = 0; rank < fixed; rank++) {
    const { row } = theirs.at(rank);
    shingles[rank] = row.shingles;
    compact.set(row.compact, rank * SKETCH_WORDS);
  }
  shingles.set(ours.shingles, fixed);
  compact.set(ours.compact, fixed * SKETCH_WORDS);
  const members = ({ probes, documents }: Matches): Uint32Array => {
    const open = probes.map((document) => ours.rankOf[document]!).filter((rank) => exact[rank] === NOT_INVOLVED);
    if (open.length === 0) return open;
    const both = new Uint32Array(documents.length + open.length);
    both.set(documents.map(theirs.rankOf));
    both.set(
      open.map((rank) => fixed + rank),
      documents.length,
    );
    return both;
  };
  const starts = new Uint32Array(count + 1);
  let bucketCount = 0;
  for await (const matches of readMatches(storage, lookups, GROUPS)) {
    bucketCount += 1;
    for (const document of members(matches)) starts[document + 1]! += 1;
  }
  for (let document = 0; document < count; document++) starts[document + 1]! += starts[document]!;
  const buckets = new Uint32Array(starts[count]!);
  const next = starts.slice();
  let bucket = 0;
  for await (const matches of readMatches(storage, lookups, GROUPS)) {
    for (const document of members(matches)) buckets[next[document]!++] = bucket;
    bucket += 1;
  }
  return { shingles, compact, starts, buckets, bucketCount };
}
