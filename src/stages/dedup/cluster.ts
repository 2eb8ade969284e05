import { createFilter } from './filter.ts';
import { type Compared, createComparer } from './similarity.ts';

/**
 * Documents in order of preference: of two that are duplicates the one with the smaller number stays.
 * Each lies in some buckets; those that share one are candidates.
 */
export interface Candidates {
  /** Distinct shingles of each document. */
  shingles: Uint32Array;
  /** `SKETCH_WORDS` words a document. */
  compact: Uint32Array;
  /** Buckets of document `d`: `buckets[starts[d]]` up to `buckets[starts[d + 1]]`. */
  starts: Uint32Array;
  buckets: Uint32Array;
  bucketCount: number;
}

export interface Clusters {
  /** The document kept for each document: itself where it stays. */
  survivor: Uint32Array;
  /** Jaccard similarity with the survivor. */
  similarity: Float64Array;
  /** Pairs whose similarity was computed, and those found below the threshold. */
  compared: number;
  below: number;
  /** Buckets with more kept documents than are compared (`LEADERS`). */
  saturated: number;
}

export interface ClusterOptions {
  threshold: number;
  /** Shingles of these documents (ascending). */
  load(documents: Uint32Array): Promise<(document: number) => Compared>;
  /** The first so many documents stay, and the others are compared with these alone. */
  fixed?: number;
  /** A further condition on a pair at or above the threshold. */
  accept?: (a: Compared, b: Compared) => boolean;
  /** 32-bit words of loaded documents held at a time. */
  budget?: number;
  signal?: AbortSignal;
}

/** Kept documents of one bucket that later ones are compared with: bounds the work of a bucket of unlike pages. */
export const LEADERS = 4096;
const BUDGET = 1 << 24;
/** Words that a loaded document takes besides its shingles: places and table entries. */
const OVERHEAD = 16;
const NONE = 0xffffffff;

/**
 * Goes through the documents in order of preference and removes each whose similarity with a document already kept is
 * at least the threshold; the survivor is the most preferred of those. So every removed document is similar to a kept
 * one, no two kept candidates are, nothing hangs on chains, and the order of parts plays no role. Memory: 12 bytes a
 * document, 6 a bucket, 8 for each kept document in each of its buckets, and the shingles of one batch.
 */
export async function clusterDocuments(candidates: Candidates, options: ClusterOptions): Promise<Clusters> {
  const { shingles, starts, buckets, bucketCount } = candidates;
  const { threshold, load, accept, fixed = 0, budget = BUDGET, signal } = options;
  const count = shingles.length;
  const result: Clusters = {
    survivor: Uint32Array.from({ length: count }, (_, document) => document),
    similarity: new Float64Array(count),
    compared: 0,
    below: 0,
    saturated: 0,
  };
  const leaders = createLeaders(bucketCount);
  const mayMatch = createFilter(candidates, threshold);
  const comparer = createComparer(threshold);
  const seen = new Uint32Array(count).fill(NONE);
  let found: number[] = [];

  /** Kept documents before `limit` that share a bucket with the document and may be similar, most preferred first. */
  const candidatesOf = (document: number, limit: number): number[] => {
    found = [];
    for (let at = starts[document]!; at < starts[document + 1]!; at++) {
      for (let node = leaders.first(buckets[at]!); node !== NONE; node = leaders.next(node)) {
        const leader = leaders.document(node);
        if (seen[leader] === document) continue;
        seen[leader] = document;
        if (leader < limit && mayMatch(document, leader)) found.push(leader);
      }
    }
    return found.length > 1 ? found.sort((a, b) => a - b) : found;
  };

  const lead = (document: number): void => {
    for (let at = starts[document]!; at < starts[document + 1]!; at++) leaders.add(buckets[at]!, document);
  };
  for (let document = 0; document < fixed; document++) lead(document);

  for (let start = fixed; start < count; ) {
    signal?.throwIfAborted();
    const needed: number[] = [];
    const wanted = new Set<number>();
    let words = 0;
    let end = start;
    for (; end < count && (words < budget || end === start); end++) {
      if (starts[end] === starts[end + 1]) continue;
      words += shingles[end]! * 2 + OVERHEAD;
      needed.push(end);
      if (start === 0) continue;
      for (const leader of candidatesOf(end, start)) {
        if (wanted.has(leader)) continue;
        wanted.add(leader);
        words += shingles[leader]! * 2 + OVERHEAD;
      }
    }
    seen.fill(NONE, 0, end);
    const earlier = Uint32Array.from(wanted).sort();
    const batch = new Uint32Array(earlier.length + needed.length);
    batch.set(earlier);
    batch.set(needed, earlier.length);
    const loaded = await load(batch);
    for (const document of needed) {
      const near = candidatesOf(document, document);
      if (near.length > 0) comparer.hold(loaded(document));
      for (const leader of near) {
        const other = loaded(leader);
        const similarity = comparer.similarity(other);
        result.compared += 1;
        if (similarity < threshold || (accept !== undefined && !accept(loaded(document), other))) {
          result.below += 1;
          continue;
        }
        result.survivor[document] = leader;
        result.similarity[document] = similarity;
        break;
      }
      if (fixed === 0 && result.survivor[document] === document) lead(document);
    }
    start = end;
  }
  result.saturated = leaders.saturated();
  return result;
}

/** Lists of kept documents by bucket, linked in growing arrays. */
function createLeaders(bucketCount: number) {
  const heads = new Uint32Array(bucketCount).fill(NONE);
  const sizes = new Uint16Array(bucketCount);
  let documents = new Uint32Array(1024);
  let nexts = new Uint32Array(1024);
  let nodes = 0;
  let saturated = 0;
  const grown = (array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> => {
    const larger = new Uint32Array(array.length * 2);
    larger.set(array);
    return larger;
  };
  return {
    first: (bucket: number): number => heads[bucket]!,
    next: (node: number): number => nexts[node]!,
    document: (node: number): number => documents[node]!,
    saturated: (): number => saturated,
    add(bucket: number, document: number): void {
      if (sizes[bucket]! > LEADERS) return;
      sizes[bucket]! += 1;
      if (sizes[bucket]! > LEADERS) {
        saturated += 1;
        return;
      }
      if (nodes === documents.length) {
        documents = grown(documents);
        nexts = grown(nexts);
      }
      documents[nodes] = document;
      nexts[nodes] = heads[bucket]!;
      heads[bucket] = nodes;
      nodes += 1;
    },
  };
}
