const FUNCTION_WORDS =
  'the of and to in a is that for it as was with be by on not or are from at this which but an they were has had its their can when if then than more between into also such these those so been there where while may however because 的 是 在 了 和 与 與 而 及 或 之 其 為 为 以 于 於 也 但 就 都 所 因 則 则 若 並 并';
const PRONOUNS = 'i you my your me we our us 我 你 您';
const ADDRESS_PARTS = 'http https www com net org html php';

const SLOT_BITS = 10;

export interface FunctionWords {
  kind(hash: number): number;
  /** The table behind it: hash and kind of each slot; a hash's place is the upper 10 bits of its product with `factor`. */
  hashes: Int32Array;
  kinds: Uint8Array;
  factor: number;
}

/** Kinds of common words by the FNV-1a hash of their folded characters: 1 function word, 2 first or second person, 3 part of a web address, 0 none. */
export function functionWords(): FunctionWords {
  const words = [FUNCTION_WORDS, PRONOUNS, ADDRESS_PARTS].flatMap((list, index) =>
    list.split(' ').map((word) => ({ hash: hashOf(word), kind: index + 1 })),
  );
  const factor = factorFor(words.map(({ hash }) => hash));
  const hashes = new Int32Array(1 << SLOT_BITS);
  const kinds = new Uint8Array(1 << SLOT_BITS);
  for (const { hash, kind } of words) {
    const slot = slotOf(hash, factor);
    hashes[slot] = hash;
    kinds[slot] = kind;
  }
  return {
    hashes,
    kinds,
    factor,
    kind: (hash) => {
      const slot = slotOf(hash, factor);
      return hashes[slot] === hash ? kinds[slot]! : 0;
    },
  };
}

function hashOf(word: string): number {
  let hash = 0x811c9dc5 | 0;
  for (let index = 0; index < word.length; index++) hash = Math.imul(hash ^ word.charCodeAt(index), 0x01000193);
  return hash;
}

const slotOf = (hash: number, factor: number): number => Math.imul(hash, factor) >>> (32 - SLOT_BITS);

/** The first odd factor that gives each hash a slot of its own. */
function factorFor(hashes: readonly number[]): number {
  let factor = 0x9e3779b1 | 0;
  while (new Set(hashes.map((hash) => slotOf(hash, factor))).size < hashes.length) factor = (factor + 2) | 0;
  return factor;
}
