/** Numbers 32-bit keys 0, 1, 2 … in order of arrival. Emptying it costs nothing: slots carry a stamp. */
export interface HashTable {
  readonly keys: Int32Array;
  readonly stamps: Int32Array;
  readonly ids: Int32Array;
  stamp: number;
  mask: number;
  size: number;
}

export function createHashTable(slots: number): HashTable {
  return {
    keys: new Int32Array(slots),
    stamps: new Int32Array(slots),
    ids: new Int32Array(slots),
    stamp: 0,
    mask: slots - 1,
    size: 0,
  };
}

/** Empties the table for at most `expected` keys; small sizes keep the slots in the processor's cache. */
export function clearTable(table: HashTable, expected: number): void {
  let mask = 255;
  while (mask < expected * 2) mask = mask * 2 + 1;
  table.mask = Math.min(mask, table.keys.length - 1);
  table.stamp = (table.stamp + 1) | 0;
  table.size = 0;
}

export function idOf(table: HashTable, key: number): number {
  const { keys, stamps, ids, stamp, mask } = table;
  let slot = (Math.imul(key, 0x9e3779b1) >>> 12) & mask;
  while (stamps[slot] === stamp) {
    if (keys[slot] === key) return ids[slot]!;
    slot = (slot + 1) & mask;
  }
  stamps[slot] = stamp;
  keys[slot] = key;
  ids[slot] = table.size;
  return table.size++;
}
