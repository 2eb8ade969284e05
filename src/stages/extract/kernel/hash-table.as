// Numbers 32-bit keys 0, 1, 2 … in order of arrival. Emptying it costs nothing: slots carry a stamp. One table for all
// uses, one after the other; a slot is stamp, key and number, in 16 bytes.
let tableStamp: i32 = 0;
let tableMask: i32 = 0;
let tableSize: i32 = 0;

// Empties the table for at most `expected` keys; small sizes keep the slots in the processor's cache.
function clearTable(expected: i32): void {
  let mask = 255;
  while (mask < expected * 2) mask = mask * 2 + 1;
  tableMask = min(mask, TABLE_SLOTS - 1);
  tableStamp++;
  tableSize = 0;
}

function idOf(key: i32): i32 {
  let slot = <i32>(<u32>(key * 0x9e3779b1) >> 12) & tableMask;
  while (true) {
    const entry = TABLE + (<usize>slot << 4);
    if (load<i32>(entry) != tableStamp) {
      store<i32>(entry, tableStamp);
      store<i32>(entry, key, 4);
      store<i32>(entry, tableSize, 8);
      return tableSize++;
    }
    if (load<i32>(entry, 4) == key) return load<i32>(entry, 8);
    slot = (slot + 1) & tableMask;
  }
}
