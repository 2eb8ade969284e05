/** A trie over UTF-16 code units in one open-addressed table; node 0 is the root. */
export interface Trie {
  /** The node after `node` and `code`, -1 where no phrase goes on so. */
  child(node: number, code: number): number;
  /** The value of the phrase that ends at `node`, 0 where none does. */
  value(node: number): number;
}

/** Builds a trie of phrases with non-zero 32-bit values. */
export function createTrie(phrases: ReadonlyMap<string, number>): Trie {
  const children = new Map<number, number>();
  const values: number[] = [0];
  for (const [phrase, value] of phrases) {
    if (value === 0) continue;
    let node = 0;
    for (let index = 0; index < phrase.length; index++) {
      const edge = node * 0x10000 + phrase.charCodeAt(index);
      let next = children.get(edge);
      if (next === undefined) {
        next = values.length;
        values.push(0);
        children.set(edge, next);
      }
      node = next;
    }
    values[node] = value;
  }
  let capacity = 16;
  while (capacity < children.size * 3) capacity *= 2;
  const nodes = new Int32Array(capacity).fill(-1);
  const codes = new Uint16Array(capacity);
  const targets = new Int32Array(capacity);
  const slotOf = (node: number, code: number): number =>
    (Math.imul(node + 1, 0x9e3779b1) ^ Math.imul(code, 0x85ebca6b)) >>> 0;
  for (const [edge, target] of children) {
    const node = Math.floor(edge / 0x10000);
    const code = edge % 0x10000;
    let slot = slotOf(node, code) & (capacity - 1);
    while (nodes[slot] !== -1) slot = (slot + 1) & (capacity - 1);
    nodes[slot] = node;
    codes[slot] = code;
    targets[slot] = target;
  }
  const valueTable = Int32Array.from(values);
  return {
    child: (node, code) => {
      let slot = slotOf(node, code) & (capacity - 1);
      while (nodes[slot] !== -1) {
        if (nodes[slot] === node && codes[slot] === code) return targets[slot]!;
        slot = (slot + 1) & (capacity - 1);
      }
      return -1;
    },
    value: (node) => valueTable[node]!,
  };
}
