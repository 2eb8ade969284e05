import { type Edges, type Resolved, resolveEdges } from '../../src/stages/dedup/edges.ts';
import type { DedupParameters } from '../../src/stages/dedup/parameters.ts';
import { columns } from '../../src/stages/dedup/signature-file.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { eachGroup } from './addresses.ts';
import type { Compared } from './compare.ts';
import { compareGroups, markGone } from './compare.ts';
import type { Input, SignedPart } from './files.ts';
import { EXACT, GROUPS, readColumns } from './files.ts';
import { type AtAddress, findAtAddress, findExact, readGroups } from './groups.ts';
import { loadIds } from './ids.ts';
import { NOT_INVOLVED, type Ranks, rankMarked } from './involved.ts';
import type { KnownDocuments } from './known-reader.ts';
import type { Preference } from './ranks.ts';
import { createOutcome, createVerdicts, type Outcome, type Verdicts } from './verdicts.ts';

/** What was found about the documents of all parts. */
export interface Evidence {
  parts: readonly SignedPart[];
  preference: Preference;
  buckets: readonly Input[];
  /** Packed groups of documents at one address, the one to keep first. */
  addresses: readonly Uint32Array[];
  known?: KnownDocuments | undefined;
  /** Pairs that are similar, by number over all parts. */
  edges(): AsyncIterable<Edges>;
  /** What was counted in finding them. */
  counts: Compared['counts'];
}

/** What is decided on the involved documents, by rank. */
interface Resolution extends Resolved {
  ranks: Ranks;
  copyOf: Uint32Array;
  atAddress: AtAddress | undefined;
}

/** Times that documents whose similar ones all went are compared anew. */
const ROUNDS = 3;
/** Such documents compared at a time. */
const REVIVED = 1 << 18;

/**
 * Decides on every document but those that a collection has. Where comparisons were shared out, a document may have been
 * compared with some that went for others; such documents are compared with what is kept beside them. Memory: 7 bytes a
 * document, 36 for each that is a duplicate or has one, and the ids of those that are named.
 */
export async function decide(
  storage: Storage,
  evidence: Evidence,
  parameters: DedupParameters,
  signal: AbortSignal,
): Promise<Verdicts> {
  const { parts, buckets, addresses, known } = evidence;
  const gone = await markGone(parts, { addresses, known });
  const more: Edges[] = [];
  const total = { ...evidence.counts };
  let resolution: Resolution | undefined = await resolve();
  for (let round = 0; round < ROUNDS && resolution.revived.length > 0; round++) {
    const open = openDocuments(gone, resolution);
    // Held no longer: comparing wants the memory.
    resolution = undefined;
    const found = await compareAnew(open);
    resolution = await resolve();
    if (found === 0) break;
  }
  const outcome = createOutcome(resolution, gone.length);
  return createVerdicts(outcome, total, {
    threshold: parameters.threshold,
    shingles: await loadShingles(storage, parts, parameters, resolution.ranks),
    ids: await nameDocuments(storage, parts, parameters, outcome),
  });

  async function resolve(): Promise<Resolution> {
    const ranks = await rankMarked(await marksOf(), evidence.preference);
    const { rankOf } = ranks;
    const atAddress = findAtAddress(addresses, ranks);
    const copyOf = await findExact(storage, buckets, ranks, atAddress);
    signal.throwIfAborted();
    const toRank = (document: number): number => rankOf[document]!;
    const resolved = await resolveEdges(ranks.count, async function* () {
      for await (const { documents, kept, similarity } of allEdges())
        yield { documents: documents.map(toRank), kept: kept.map(toRank), similarity };
    });
    return { ...resolved, ranks, copyOf, atAddress };
  }

  async function* allEdges(): AsyncIterable<Edges> {
    yield* evidence.edges();
    yield* more;
  }

  /** Documents of edges, exact copies, and those at one address: all others stay, and nothing is held of them. */
  async function marksOf(): Promise<Uint8Array> {
    const marks = new Uint8Array(gone.length);
    for await (const { documents, kept } of allEdges())
      for (const numbers of [documents, kept]) for (const document of numbers) marks[document] = 1;
    for await (const packed of readGroups(storage, buckets, EXACT)) markGroups(packed, marks);
    for (const packed of addresses) markGroups(packed, marks);
    // Unmarked documents have no rank, and no group takes a member without one.
    if (known !== undefined)
      for await (const numbers of known.numbers()) for (const document of numbers) marks[document] = 0;
    signal.throwIfAborted();
    return marks;
  }

  /** Compares the revived documents with what stays beside them; the number of edges found. */
  async function compareAnew({ removed, revived, batches }: Open): Promise<number> {
    let found = 0;
    for (let batch = 1; batch <= batches; batch++) {
      const beside = await groupsBeside((document) => revived[document] === batch, removed);
      const comparison = { ...evidence, groups: () => beside, gone: removed, most: 1 };
      const { edges, counts } = await compareGroups(storage, comparison, parameters, signal);
      for (const name of ['compared', 'below', 'saturated'] as const) total[name] += counts[name];
      more.push(edges);
      found += edges.documents.length;
    }
    return found;
  }

  /** What stays of the groups that have one of the documents asked for, packed. */
  async function groupsBeside(asked: (document: number) => boolean, removed: Uint8Array): Promise<Uint32Array[]> {
    const pieces: Uint32Array[] = [];
    for await (const packed of readGroups(storage, buckets, GROUPS)) {
      const taken: number[] = [];
      for (const group of eachGroup([packed])) {
        if (!group.some(asked)) continue;
        const place = taken.length;
        taken.push(0);
        for (const document of group) if (removed[document] === 0) taken.push(document);
        taken[place] = taken.length - place - 1;
      }
      pieces.push(Uint32Array.from(taken));
    }
    signal.throwIfAborted();
    return pieces;
  }
}

function markGroups(packed: Uint32Array, marks: Uint8Array): void {
  for (let at = 0; at < packed.length; at += packed[at]! + 1)
    for (let i = at + 1; i <= at + packed[at]!; i++) marks[packed[i]!] = 1;
}

/** Documents by number: marks of those removed, and for those to be compared anew the number of their batch, from 1. */
interface Open {
  removed: Uint8Array;
  revived: Uint8Array;
  batches: number;
}

function openDocuments(gone: Uint8Array, { ranks, copyOf, survivor, revived }: Resolution): Open {
  const removed = gone.slice();
  for (let rank = 0; rank < ranks.count; rank++)
    if (survivor[copyOf[rank]!] !== rank) removed[ranks.documents[rank]!] = 1;
  const batches = Math.min(255, Math.ceil(revived.length / REVIVED));
  const batchOf = new Uint8Array(gone.length);
  revived.forEach((rank, index) => {
    batchOf[ranks.documents[rank]!] = 1 + Math.floor((index * batches) / revived.length);
  });
  return { removed, revived: batchOf, batches };
}

/** Distinct shingles by rank. */
async function loadShingles(
  storage: Storage,
  parts: readonly SignedPart[],
  { bands }: DedupParameters,
  { count, rankOf }: Ranks,
): Promise<Uint32Array> {
  const shingles = new Uint32Array(count);
  for (const part of parts)
    for await (const { first, columns: read } of readColumns(
      storage,
      part,
      bands,
      columns.shingles,
      columns.shingles + 1,
    ))
      read[0]!.forEach((value, i) => {
        const rank = rankOf[first + i]!;
        if (rank !== NOT_INVOLVED) shingles[rank] = value;
      });
  return shingles;
}

/** Ids by rank of the documents that an outcome names. */
async function nameDocuments(
  storage: Storage,
  parts: readonly SignedPart[],
  { bands }: DedupParameters,
  outcome: Outcome,
): Promise<(rank: number) => string> {
  const { rankOf } = outcome.ranks;
  const isNamed = (document: number): boolean => rankOf[document] !== NOT_INVOLVED && outcome.names(rankOf[document]!);
  const places = new Uint32Array(outcome.ranks.count);
  let named = 0;
  for (let document = 0; document < rankOf.length; document++)
    if (isNamed(document)) places[rankOf[document]!] = named++;
  const ids = await loadIds(storage, parts, bands, isNamed);
  return (rank) => ids.get(places[rank]!);
}
