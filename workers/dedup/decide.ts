import type { Edges } from '../../src/stages/dedup/edges.ts';
import type { DedupParameters } from '../../src/stages/dedup/parameters.ts';
import { columns } from '../../src/stages/dedup/signature-file.ts';
import type { Storage } from '../../src/storage/storage.ts';
import type { CompareCounts } from './compare.ts';
import type { Input, SignedPart } from './files.ts';
import { EXACT, readColumns } from './files.ts';
import { findAtAddress, findExact, readGroups } from './groups.ts';
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
  /** Which document each removed one goes for, by number over all parts; exact copies but for the most preferred have none. */
  edges(): AsyncIterable<Edges> | Iterable<Edges>;
  /** What was counted in finding them. */
  counts: CompareCounts;
}

/**
 * Decides on every document but those that a collection has. Memory: 7 bytes a document, 36 for each that is a duplicate
 * or has one, and the ids of those that are named.
 */
export async function decide(
  storage: Storage,
  { parts, preference, buckets, addresses, known, edges, counts }: Evidence,
  parameters: DedupParameters,
  signal: AbortSignal,
): Promise<Verdicts> {
  const looked = parts.reduce((sum, part) => sum + part.looked, 0);
  const ranks = await rankMarked(await marksOf(), preference);
  const { count, rankOf } = ranks;
  const atAddress = findAtAddress(addresses, ranks);
  const copyOf = await findExact(storage, buckets, ranks, atAddress);
  signal.throwIfAborted();
  const survivor = Uint32Array.from({ length: count }, (_, rank) => rank);
  const similarity = new Uint32Array(count);
  for await (const { documents, kept, similarity: values } of edges())
    for (let i = 0; i < documents.length; i++) {
      const rank = rankOf[documents[i]!]!;
      survivor[rank] = rankOf[kept[i]!]!;
      similarity[rank] = values[i]!;
    }
  const outcome = createOutcome({ ranks, copyOf, atAddress, survivor, similarity }, looked);
  return createVerdicts(outcome, counts, {
    threshold: parameters.threshold,
    shingles: await loadShingles(storage, parts, parameters, ranks),
    ids: await nameDocuments(storage, parts, parameters, outcome),
  });

  /** Documents of edges, exact copies, and those at one address: all others stay, and nothing is held of them. */
  async function marksOf(): Promise<Uint8Array> {
    const marks = new Uint8Array(looked);
    for await (const { documents, kept } of edges())
      for (const numbers of [documents, kept]) for (const document of numbers) marks[document] = 1;
    for await (const packed of readGroups(storage, buckets, EXACT)) markGroups(packed, marks);
    for (const packed of addresses) markGroups(packed, marks);
    // Unmarked documents have no rank, and no group takes a member without one.
    if (known !== undefined)
      for await (const numbers of known.numbers()) for (const document of numbers) marks[document] = 0;
    signal.throwIfAborted();
    return marks;
  }
}

function markGroups(packed: Uint32Array, marks: Uint8Array): void {
  for (let at = 0; at < packed.length; at += packed[at]! + 1)
    for (let i = at + 1; i <= at + packed[at]!; i++) marks[packed[i]!] = 1;
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
