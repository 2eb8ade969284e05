const FUNCTION_WORDS =
  'the of and to in a is that for it as was with be by on not or are from at this which but an they were has had its their can when if then than more between into also such these those so been there where while may however because 的 是 在 了 和 与 與 而 及 或 之 其 為 为 以 于 於 也 但 就 都 所 因 則 则 若 並 并';
const PRONOUNS = 'i you my your me we our us 我 你 您';
const ADDRESS_PARTS = 'http https www com net org html php';

const SLOTS = 1 << 10;

export interface FunctionWords {
  kind(hash: number): number;
  /** The open-addressed table behind it: hash and kind of each slot, where a hash's place is `hash ^ hash >>> 11`. */
  hashes: Int32Array;
  kinds: Uint8Array;
}

/** Kinds of common words by the FNV-1a hash of their folded characters: 1 function word, 2 first or second person, 3 part of a web address, 0 none. */
export function functionWords(): FunctionWords {
  const hashes = new Int32Array(SLOTS);
  const kinds = new Uint8Array(SLOTS);
  const slotOf = (hash: number): number => (hash ^ (hash >>> 11)) & (SLOTS - 1);
  const add = (list: string, kind: number): void => {
    for (const word of list.split(' ')) {
      let hash = 0x811c9dc5;
      for (let index = 0; index < word.length; index++) hash = Math.imul(hash ^ word.charCodeAt(index), 0x01000193);
      let slot = slotOf(hash);
      while (kinds[slot] !== 0) slot = (slot + 1) & (SLOTS - 1);
      hashes[slot] = hash;
      kinds[slot] = kind;
    }
  };
  add(FUNCTION_WORDS, 1);
  add(PRONOUNS, 2);
  add(ADDRESS_PARTS, 3);
  return {
    hashes,
    kinds,
    kind: (hash) => {
      let slot = slotOf(hash);
      while (kinds[slot] !== 0) {
        if (hashes[slot] === hash) return kinds[slot]!;
        slot = (slot + 1) & (SLOTS - 1);
      }
      return 0;
    },
  };
}
