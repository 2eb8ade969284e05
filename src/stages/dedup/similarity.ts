/** A set of shingles as two lanes of hashes of equal length, without repeats. */
export interface ShingleSet {
  lane1: Int32Array;
  lane2: Int32Array;
  /** First lane of each token's hash, in order: only where edit similarity is asked for. */
  tokens?: Int32Array;
}

/**
 * Counts how many shingles sets share. `hold` puts one set into a hash table, `shared` counts another's shingles in it;
 * so one document is compared with many in time linear in their sizes.
 */
export function createOverlap(): { hold(set: ShingleSet): void; shared(set: ShingleSet): number } {
  let table = new Int32Array(64);
  let mask = 0;
  let held: ShingleSet = { lane1: new Int32Array(0), lane2: new Int32Array(0) };
  return {
    hold(set) {
      held = set;
      const { lane1 } = set;
      const slots = Math.max(64, 2 ** Math.ceil(Math.log2(Math.max(1, lane1.length) * 2)));
      if (table.length < slots) table = new Int32Array(slots);
      else table.fill(0, 0, slots);
      mask = slots - 1;
      for (let i = 0; i < lane1.length; i++) {
        let slot = lane1[i]! & mask;
        while (table[slot] !== 0) slot = (slot + 1) & mask;
        table[slot] = i + 1;
      }
    },
    shared({ lane1, lane2 }) {
      let shared = 0;
      for (let i = 0; i < lane1.length; i++) {
        const h1 = lane1[i]!;
        let slot = h1 & mask;
        for (let entry = table[slot]!; entry !== 0; entry = table[slot]!) {
          if (held.lane1[entry - 1] === h1 && held.lane2[entry - 1] === lane2[i]) {
            shared += 1;
            break;
          }
          slot = (slot + 1) & mask;
        }
      }
      return shared;
    },
  };
}

/** Jaccard similarity of sets of `a` and `b` elements that share `shared`. */
export const jaccard = (shared: number, a: number, b: number): number => shared / (a + b - shared);
