import type { ShingleSet } from './shingle.ts';

/** What is needed to compare a document with others. */
export interface Compared {
  set: ShingleSet;
  /** The coarse reading, empty where there is none. */
  coarse: ShingleSet;
  /** First lane of each token's hash, in order: only where edit similarity is asked for. */
  tokens?: Int32Array;
}

/** Shingles at a place among words: one lane of all, then the other. */
export const lanesAt = (words: Int32Array, start: number, count: number): ShingleSet => ({
  lane1: words.subarray(start, start + count),
  lane2: words.subarray(start + count, start + 2 * count),
  count,
});

/**
 * Counts how many shingles sets share. `hold` puts one set into a hash table, `shared` counts another's shingles in it,
 * until it is clear that there are fewer than `least`; so one document is compared with many in time linear in their sizes.
 */
function createOverlap(): { hold(set: ShingleSet): void; shared(set: ShingleSet, least: number): number } {
  let table = new Int32Array(64);
  let mask = 0;
  let held: ShingleSet = { lane1: new Int32Array(0), lane2: new Int32Array(0), count: 0 };
  return {
    hold(set) {
      held = set;
      const { lane1, count } = set;
      const slots = Math.max(64, 2 ** Math.ceil(Math.log2(Math.max(1, count) * 2)));
      if (table.length < slots) table = new Int32Array(slots);
      else table.fill(0, 0, slots);
      mask = slots - 1;
      for (let i = 0; i < count; i++) {
        let slot = lane1[i]! & mask;
        while (table[slot] !== 0) slot = (slot + 1) & mask;
        table[slot] = i + 1;
      }
    },
    shared({ lane1, lane2, count }, least) {
      const { lane1: held1, lane2: held2 } = held;
      let missing = count - least;
      for (let i = 0; i < count; i++) {
        const h1 = lane1[i]!;
        let slot = h1 & mask;
        let entry = table[slot]!;
        while (entry !== 0 && (held1[entry - 1] !== h1 || held2[entry - 1] !== lane2[i])) {
          slot = (slot + 1) & mask;
          entry = table[slot]!;
        }
        if (entry !== 0) continue;
        missing -= 1;
        if (missing < 0) return least - 1;
      }
      return least + missing;
    },
  };
}

/** Jaccard similarity of sets of `a` and `b` elements that share `shared`. */
const jaccard = (shared: number, a: number, b: number): number => shared / (a + b - shared);

/** The fewest shared elements at which the similarity of sets of `a` and `b` elements can be `least`. */
const leastShared = (least: number, a: number, b: number): number =>
  // One fewer than rounding could make of it: the similarity is computed anyway.
  Math.max(0, Math.ceil((least * (a + b)) / (1 + least)) - 1);

/**
 * Makes a function that holds one document and gives the Jaccard similarity of its shingle set with others', both as
 * whole sets; of one below `least` only that it is below. Where one of the two has a coarse reading, the smaller
 * similarity of both readings counts.
 */
export function createComparer(least = 0): { hold(document: Compared): void; similarity(other: Compared): number } {
  const sets = createOverlap();
  const coarseSets = createOverlap();
  let held: Compared | undefined;
  let coarseHeld: Compared | undefined;
  const wordsOf = ({ set, coarse }: Compared): ShingleSet => (coarse.count > 0 ? coarse : set);
  const compare = (of: typeof sets, a: ShingleSet, b: ShingleSet): number =>
    jaccard(of.shared(b, leastShared(least, a.count, b.count)), a.count, b.count);
  return {
    hold(document) {
      held = document;
      sets.hold(document.set);
    },
    similarity(other) {
      if (held === undefined) return 0;
      const similarity = compare(sets, held.set, other.set);
      if (similarity < least || held.coarse.count + other.coarse.count === 0) return similarity;
      const words = wordsOf(held);
      if (coarseHeld !== held) coarseSets.hold(words);
      coarseHeld = held;
      return Math.min(similarity, compare(coarseSets, words, wordsOf(other)));
    },
  };
}
