/** Looks 32-bit hashes up in a fixed table: the value, 0 where there is none. A `Map` would box hashes above 31 bits. */
export function createHashTable(entries: ReadonlyMap<number, number>): (hash: number) => number {
  let size = 16;
  while (size < entries.size * 4) size *= 2;
  const mask = size - 1;
  const keys = new Int32Array(size);
  const values = new Int32Array(size);
  for (const [key, value] of entries) {
    if (value === 0) continue;
    let slot = (key ^ (key >>> 15)) & mask;
    while (values[slot] !== 0) slot = (slot + 1) & mask;
    keys[slot] = key;
    values[slot] = value;
  }
  return (hash) => {
    let slot = (hash ^ (hash >>> 15)) & mask;
    while (values[slot] !== 0) {
      if (keys[slot] === hash) return values[slot]!;
      slot = (slot + 1) & mask;
    }
    return 0;
  };
}
