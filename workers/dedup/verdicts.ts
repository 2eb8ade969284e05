import type { Annotation } from '../../src/document.ts';
import type { Cluster } from '../../src/runs/clusters.ts';
import { sortByWord } from '../../src/stages/dedup/buckets.ts';
import { MILLION } from '../../src/stages/dedup/edges.ts';
import type { AtAddress } from './groups.ts';
import { NOT_INVOLVED, type Ranks } from './involved.ts';

/** Members named in a cluster's line; their number is not bounded. */
const MEMBERS = 20;

export interface Verdicts {
  /** What the stage says of a document, by its number over all parts. */
  of(document: number): Annotation;
  /** Whether the document stays. */
  stays(document: number): boolean;
  /** What it says of a document that it did not look at. */
  unlooked: Annotation;
  /** Largest first, then by the preference of their survivors. */
  clusters(): Iterable<Cluster>;
  counts: Record<
    'looked' | 'dropped' | 'exact' | 'near' | 'address' | 'clusters' | 'largest' | 'compared' | 'below' | 'saturated',
    number
  >;
  /** Clusters by size: `size.n` counts those of 2^n to 2^(n+1)-1 documents. */
  sizes: Record<string, number>;
}

type Rule = 'exact-duplicate' | 'near-duplicate' | 'duplicate-address';

const COUNT = {
  'exact-duplicate': 'exact',
  'near-duplicate': 'near',
  'duplicate-address': 'address',
} as const satisfies Record<Rule, keyof Verdicts['counts']>;

const KEPT: Annotation = { verdict: 'keep', failures: [], measures: {}, edits: [] };

/** What was found about the involved documents, by rank. */
interface Resolved {
  ranks: Ranks;
  /** The most preferred document with the same text. */
  copyOf: Uint32Array;
  atAddress: AtAddress | undefined;
  /** What each goes for: itself where it stays; and how similar that is, in millionths. */
  survivor: Uint32Array;
  similarity: Uint32Array;
}

/** What is decided on the involved documents. */
export interface Outcome {
  ranks: Ranks;
  /** Rank → rank of the document that stays for it: itself where it stays. */
  survivorOf(rank: number): number;
  ruleOf(rank: number): Rule;
  /** Similarity with the survivor of one that goes; null where it goes for another at its address. */
  similarityOf(rank: number): number | null;
  /** Documents at the address of one that goes for another there. */
  atAddress(rank: number): number;
  /** Documents of the cluster of one that stays. */
  sizes: Uint32Array;
  /** Whether the document's id is in some line: it stays for another, or is among the members listed of its cluster. */
  names(rank: number): boolean;
  looked: number;
}

/** Joins exact copies and near-duplicates: the copies of a removed document go to its survivor. */
export function createOutcome({ ranks, copyOf, atAddress, survivor, similarity }: Resolved, looked: number): Outcome {
  const survivorOf = (rank: number): number => survivor[copyOf[rank]!]!;
  const isAtAddress = (rank: number): boolean => atAddress !== undefined && atAddress.stays[rank] !== NOT_INVOLVED;
  /** A copy whose original stays is an exact duplicate; one whose original went is as near to the survivor as it was. */
  const ruleOf = (rank: number): Rule => {
    if (isAtAddress(rank)) return 'duplicate-address';
    return survivorOf(rank) === copyOf[rank] ? 'exact-duplicate' : 'near-duplicate';
  };
  const sizes = new Uint32Array(ranks.count);
  const listed = new Uint8Array(ranks.count);
  for (let rank = 0; rank < ranks.count; rank++) {
    const kept = survivorOf(rank);
    sizes[kept]! += 1;
    if (kept !== rank && sizes[kept]! <= MEMBERS + 1) listed[rank] = 1;
  }
  return {
    ranks,
    survivorOf,
    ruleOf,
    similarityOf(rank) {
      if (isAtAddress(rank)) return null;
      return ruleOf(rank) === 'exact-duplicate' ? 1 : similarity[copyOf[rank]!]! / MILLION;
    },
    atAddress: (rank) => atAddress?.documents[rank] ?? 0,
    sizes,
    names: (rank) => listed[rank] === 1 || sizes[rank]! > 1,
    looked,
  };
}

/** Says what was decided. `shingles` and `ids` are by rank, ids only of the documents that the outcome names. */
export function createVerdicts(
  outcome: Outcome,
  compared: Record<'compared' | 'below' | 'saturated', number>,
  { threshold, shingles, ids }: { threshold: number; shingles: Uint32Array; ids(rank: number): string },
): Verdicts {
  const { ranks, survivorOf, ruleOf, similarityOf, sizes, looked } = outcome;
  const { count, rankOf } = ranks;
  const counts: Verdicts['counts'] = {
    looked,
    dropped: 0,
    exact: 0,
    near: 0,
    address: 0,
    clusters: 0,
    largest: 0,
    ...compared,
  };
  const histogram: Verdicts['sizes'] = {};
  for (let rank = 0; rank < count; rank++) {
    if (survivorOf(rank) !== rank) counts[COUNT[ruleOf(rank)]] += 1;
    else if (sizes[rank]! > 1) {
      counts.clusters += 1;
      const name = `size.${31 - Math.clz32(sizes[rank]!)}`;
      histogram[name] = (histogram[name] ?? 0) + 1;
    }
    if (sizes[rank]! > counts.largest) counts.largest = sizes[rank]!;
  }
  counts.dropped = counts.exact + counts.near + counts.address;
  const stays = (document: number): boolean => {
    const rank = rankOf[document]!;
    return rank === NOT_INVOLVED || survivorOf(rank) === rank;
  };
  return { of, stays, unlooked: KEPT, clusters, counts, sizes: histogram };

  function of(document: number): Annotation {
    const rank = rankOf[document]!;
    if (rank === NOT_INVOLVED) return KEPT;
    const kept = survivorOf(rank);
    if (kept === rank) return sizes[rank]! > 1 ? { ...KEPT, measures: { 'cluster-size': sizes[rank]! } } : KEPT;
    const id = ids(kept);
    const value = similarityOf(rank);
    if (value === null) return goneAtAddress(outcome.atAddress(rank), id);
    const failure = { rule: ruleOf(rank), value, limit: threshold, survivor: id };
    const own = shingles[rank]!;
    const other = shingles[kept]!;
    const shared = (value / (1 + value)) * (own + other);
    const measures = own === 0 ? {} : { containment: rounded(Math.min(1, shared / Math.min(own, other))) };
    return { verdict: 'drop', failures: [failure], measures, edits: [] };
  }

  function* clusters(): Iterable<Cluster> {
    // Members of each survivor as a linked list that begins in the survivor's own place, most preferred first.
    const nexts = new Uint32Array(count).fill(NOT_INVOLVED);
    for (let rank = count - 1; rank >= 0; rank--) {
      const kept = survivorOf(rank);
      if (kept === rank) continue;
      nexts[rank] = nexts[kept]!;
      nexts[kept] = rank;
    }
    const bySize = sizes.map((size) => ~size);
    for (const rank of sortByWord(withDuplicates(), bySize)) {
      const members: Cluster['members'] = [];
      for (let member = nexts[rank]!; member !== NOT_INVOLVED && members.length < MEMBERS; member = nexts[member]!)
        members.push({ id: ids(member), rule: ruleOf(member), similarity: similarityOf(member) });
      yield { survivor: ids(rank), size: sizes[rank]!, members };
    }
  }

  function withDuplicates(): Uint32Array<ArrayBuffer> {
    const survivors = new Uint32Array(counts.clusters);
    let found = 0;
    for (let rank = 0; rank < count; rank++) if (sizes[rank]! > 1) survivors[found++] = rank;
    return survivors;
  }
}

/** One document of an address stays; where that went as a duplicate itself, the survivor is what stays for it. */
const goneAtAddress = (documents: number, survivor: string): Annotation => ({
  verdict: 'drop',
  failures: [{ rule: 'duplicate-address', value: documents, limit: 1, survivor }],
  measures: {},
  edits: [],
});

const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;
