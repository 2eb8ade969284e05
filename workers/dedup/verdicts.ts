import type { Annotation } from '../../src/document.ts';
import type { Cluster } from '../../src/runs/clusters.ts';
import type { Clusters } from '../../src/stages/dedup/cluster.ts';
import type { AtAddress } from './groups.ts';
import { type Involved, NOT_INVOLVED } from './involved.ts';

/** Members named in a cluster's line; their number is not bounded. */
const MEMBERS = 20;

export interface Verdicts {
  /** What the stage says of a document, by its number over all parts. */
  of(document: number): Annotation;
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

/** Joins exact copies and near-duplicates: the copies of a removed document go to its survivor. */
export function createVerdicts(
  involved: Involved,
  { copyOf, atAddress }: { copyOf: Uint32Array; atAddress: AtAddress },
  { survivor, similarity, compared, below, saturated }: Clusters,
  threshold: number,
): Verdicts {
  const { count, rankOf, shingles } = involved;
  const survivorOf = (rank: number): number => survivor[copyOf[rank]!]!;
  const sizes = new Uint32Array(count);
  for (let rank = 0; rank < count; rank++) sizes[survivorOf(rank)]! += 1;
  const counts: Verdicts['counts'] = {
    looked: rankOf.length,
    dropped: 0,
    exact: 0,
    near: 0,
    address: 0,
    clusters: 0,
    largest: 0,
    compared,
    below,
    saturated,
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
  return { of, unlooked: KEPT, clusters, counts, sizes: histogram };

  /** A copy whose original stays is an exact duplicate; one whose original went is as near to the survivor as it was. */
  function ruleOf(rank: number): Rule {
    if (atAddress.has(rank)) return 'duplicate-address';
    return survivorOf(rank) === copyOf[rank] ? 'exact-duplicate' : 'near-duplicate';
  }
  function similarityOf(rank: number): number | null {
    if (atAddress.has(rank)) return null;
    return ruleOf(rank) === 'exact-duplicate' ? 1 : rounded(similarity[copyOf[rank]!]!);
  }

  function of(document: number): Annotation {
    const rank = rankOf[document]!;
    if (rank === NOT_INVOLVED) return KEPT;
    const kept = survivorOf(rank);
    if (kept === rank) return sizes[rank]! > 1 ? { ...KEPT, measures: { 'cluster-size': sizes[rank]! } } : KEPT;
    const id = involved.id(kept);
    const value = similarityOf(rank);
    if (value === null) return goneAtAddress(atAddress.get(rank)?.documents ?? 0, id);
    const failure = { rule: ruleOf(rank), value, limit: threshold, survivor: id };
    const own = shingles[rank]!;
    const other = shingles[kept]!;
    const shared = (value / (1 + value)) * (own + other);
    const measures = own === 0 ? {} : { containment: rounded(Math.min(1, shared / Math.min(own, other))) };
    return { verdict: 'drop', failures: [failure], measures, edits: [] };
  }

  function* clusters(): Iterable<Cluster> {
    // Members of each survivor as linked lists, most preferred first.
    const heads = new Uint32Array(count).fill(NOT_INVOLVED);
    const nexts = new Uint32Array(count).fill(NOT_INVOLVED);
    for (let rank = count - 1; rank >= 0; rank--) {
      const kept = survivorOf(rank);
      if (kept === rank) continue;
      nexts[rank] = heads[kept]!;
      heads[kept] = rank;
    }
    const survivors = Uint32Array.from(sizes.keys()).filter((rank) => sizes[rank]! > 1);
    survivors.sort((a, b) => sizes[b]! - sizes[a]! || a - b);
    for (const rank of survivors) {
      const members: Cluster['members'] = [];
      for (let member = heads[rank]!; member !== NOT_INVOLVED && members.length < MEMBERS; member = nexts[member]!)
        members.push({ id: involved.id(member), rule: ruleOf(member), similarity: similarityOf(member) });
      yield { survivor: involved.id(rank), size: sizes[rank]!, members };
    }
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
