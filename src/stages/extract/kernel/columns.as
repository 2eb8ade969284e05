// Writers of one feature for all blocks of a page: a column from `start` on.

// @ts-ignore: decorator
@inline
function wholeOf(value: i32): f64 {
  return <f64>(value == 0 ? 1 : value);
}

// Writes the columns that PLAN lists, `columns` rows of PLAN_ROW numbers: what to do, then its arrays and a number.
function writeColumns(start: usize, stride: i32, columns: i32): void {
  let at = start;
  for (let column = 0; column < columns; column++) {
    const row = column * PLAN_ROW;
    const first = <usize>get(PLAN, row + 1);
    const second = <usize>get(PLAN, row + 2);
    const number = get(PLAN, row + 3);
    switch (get(PLAN, row)) {
      case COLUMN_counts:
        for (let block = 0; block < blocks; block++) set8(at, block, countBucket(get(first, block)));
        break;
      case COLUMN_shares:
        for (let block = 0; block < blocks; block++)
          set8(at, block, shareBucket(number * get(first, block), wholeOf(get(second, block))));
        break;
      case COLUMN_values:
        memory.copy(at, first, blocks);
        break;
      case COLUMN_lookedUp:
        for (let block = 0; block < blocks; block++) set8(at, block, get8(second, get(first, block)));
        break;
      case COLUMN_lookedUpCounts:
        for (let block = 0; block < blocks; block++) set8(at, block, countBucket(get(second, get(first, block))));
        break;
      case COLUMN_lookedUpSmall:
        for (let block = 0; block < blocks; block++)
          set8(at, block, min(max(get(second, get(first, block)), 0), maxFeature));
        break;
      case COLUMN_bits:
        for (let block = 0; block < blocks; block++)
          set8(at, block, (get(second, get(first, block)) & number) != 0 ? 1 : 0);
        break;
    }
    at += stride;
  }
}

// Blocks that say the same: how many there are of each, and whether one came before.
function findCopies(): void {
  clearTable(blocks);
  for (let block = 0; block < blocks; block++) {
    const before = tableSize;
    const id = idOf(get(BLOCK_HASH, block));
    if (id == before) set(COPIES_BY_ID, id, 0);
    const copies = get(COPIES_BY_ID, id);
    set8(IS_LATER, block, copies > 0 ? 1 : 0);
    set(COPY_ID, block, id);
    set(COPIES_BY_ID, id, copies + 1);
  }
  for (let block = 0; block < blocks; block++) set(COPIES, block, get(COPIES_BY_ID, get(COPY_ID, block)));
}

// Finds each block's containers and rows: most columns look values up by them.
function findContainers(): void {
  for (let block = 0; block < blocks; block++) {
    const element = get(BLOCK_ELEMENT, block);
    set(BLOCK_PARENT, block, get(PARENT, element));
    const first = get(WIDER, element);
    const second = get(WIDER, first);
    set(CONTAINER1, block, first);
    set(CONTAINER2, block, second);
    set(CONTAINER3, block, get(WIDER, second));
    const row = get(ROW, element);
    const bigRow = get(BIG_ROW, element);
    set(ROW_GROUP, block, row > 0 ? get(GROUP, row) + 1 : 0);
    set(BIG_ROW_GROUP, block, bigRow > 0 ? get(GROUP, bigRow) + 1 : 0);
  }
}
