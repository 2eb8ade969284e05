import { shingleSet } from '../tests/stages/dedup/oracle.ts';
import type { Line } from './dedup-corpora.ts';

/** Every pair of Jaccard similarity at or above a threshold, by its two ids in order. */
export interface ExactPairs {
  ids: string[];
  of(a: string, b: string): number;
  /** Pairs at or above the threshold as positions. */
  pairs: [number, number][];
}

/**
 * All pairs by plain sets of strings, no hashing: with shingles sorted rarest first, two sets of Jaccard ≥ t share one
 * of the first |s| − ⌈t·|s|⌉ + 1 of either, so only those are indexed (prefix filter, Chaudhuri et al. 2006).
 */
export function exactPairs(lines: readonly Line[], threshold: number): ExactPairs {
  const numbers = new Map<string, number>();
  const sets = lines.map(({ text }) => {
    const set = new Set<number>();
    for (const shingle of shingleSet(text)) {
      const number = numbers.get(shingle) ?? numbers.size;
      numbers.set(shingle, number);
      set.add(number);
    }
    return set;
  });
  const documents = new Uint32Array(numbers.size);
  for (const set of sets) for (const shingle of set) documents[shingle]! += 1;
  const index = new Map<number, number[]>();
  const pairs: [number, number][] = [];
  for (const [y, set] of sets.entries()) {
    const head = [...set]
      .sort((a, b) => documents[a]! - documents[b]! || a - b)
      .slice(0, set.size - Math.ceil(threshold * set.size - 1e-9) + 1);
    const candidates = new Set(head.flatMap((shingle) => index.get(shingle) ?? []));
    for (const x of candidates) if (similarity(sets[x]!, set) >= threshold) pairs.push([x, y]);
    for (const shingle of set.size > 0 ? head : []) {
      if (documents[shingle]! < 2) continue;
      const list = index.get(shingle);
      if (list === undefined) index.set(shingle, [y]);
      else list.push(y);
    }
  }
  const positions = new Map(lines.map(({ id }, i) => [id, i]));
  return {
    ids: lines.map(({ id }) => id),
    pairs,
    of: (a, b) => similarity(sets[positions.get(a) ?? -1] ?? new Set(), sets[positions.get(b) ?? -1] ?? new Set()),
  };
}

function similarity(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const shingle of small) if (large.has(shingle)) shared += 1;
  const union = a.size + b.size - shared;
  return union === 0 ? 0 : shared / union;
}
