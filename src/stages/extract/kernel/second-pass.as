const sure: f64 = 0.6;
const unsureLow: f64 = 0.25;
const unsureHigh: f64 = 0.75;
const neverSure = 999;
const levels = 4;

// @ts-ignore: decorator
@inline
function addF(array: usize, at: i32, value: f64): void {
  setF(array, at, getF(array, at) + value);
}

// Adds a block's words to those of its key; returns the key's number.
function addTo(key: i32, main: f64, count: f64): i32 {
  const before = tableSize;
  const id = idOf(key);
  if (id == before) {
    setF(KEY_MAIN, id, 0);
    setF(KEY_WORDS, id, 0);
  }
  addF(KEY_MAIN, id, main);
  addF(KEY_WORDS, id, count);
  return id;
}

// MAIN_BEFORE and WORDS_BEFORE: words times probability, and words, of all blocks before. By HEADING_OF, the heading
// block that a block stands under (-1 before the first): its section's sums.
function sumProbabilities(): void {
  setF(MAIN_BEFORE, 0, 0);
  setF(WORDS_BEFORE, 0, 0);
  clearTable(2 * blocks);
  let under = -1;
  for (let block = 0; block < blocks; block++) {
    const count = <f64>get(BLOCK_WORDS, block);
    const main = count * getF(PROBABILITY, block);
    setF(MAIN_BEFORE, block + 1, getF(MAIN_BEFORE, block) + main);
    setF(WORDS_BEFORE, block + 1, getF(WORDS_BEFORE, block) + count);
    const element = get(BLOCK_ELEMENT, block);
    const shape = get(SHAPE, element);
    set(SHAPE_KEY, block, addTo((get(WIDER, element) * 0x85ebca6b) ^ shape, main, count));
    const path = shape * 0xc2b2ae35 + get(SHAPE, get(PARENT, element)) + 12345;
    set(PATH_KEY, block, addTo(path, main, count));
    const tag = get8(TAG, element);
    if (tag >= TAG_h1 && tag <= TAG_h6) {
      under = block;
      setF(SECTION_MAIN, under, 0);
      setF(SECTION_WORDS, under, 0);
    } else if (under >= 0) {
      addF(SECTION_MAIN, under, main);
      addF(SECTION_WORDS, under, count);
    }
    set(HEADING_OF, block, under);
  }
  let next = neverSure;
  for (let block = blocks - 1; block >= 0; block--) {
    set(UNTIL_SURE, block, next - block);
    if (getF(PROBABILITY, block) > sure) next = block;
  }
  memory.fill(GROUP_MAIN, 0, groupCount << 3);
  memory.fill(GROUP_WORDS, 0, groupCount << 3);
  for (let element = 1; element < elements; element++) {
    if (get(INNER_BLOCKS, element) == 0) continue;
    const first = get(FIRST_BLOCK, element);
    const end = get(END_BLOCK, element);
    const group = get(GROUP, element);
    addF(GROUP_MAIN, group, getF(MAIN_BEFORE, end) - getF(MAIN_BEFORE, first));
    addF(GROUP_WORDS, group, getF(WORDS_BEFORE, end) - getF(WORDS_BEFORE, first));
  }
}

// Mean probability of `count` words without the block's own; 0 where there are no others.
function meanOf(main: f64, count: f64): i32 {
  return count > 0.5 ? probabilityBucket(min<f64>(1, max<f64>(0, main / count))) : 0;
}

function firstOf(block: i32): i32 {
  return block >= 0 && block < blocks ? probabilityBucket(getF(PROBABILITY, block)) : 0;
}

function between(from: i32, to: i32): i32 {
  if (to <= from) return 0;
  const main = getF(MAIN_BEFORE, to) - getF(MAIN_BEFORE, from);
  return probabilityBucket(main / (getF(WORDS_BEFORE, to) - getF(WORDS_BEFORE, from)));
}

// Writes the second pass's features behind `column` others; PROBABILITY is the first pass's.
export function writeSecondPass(column: i32, stride: i32): void {
  sumProbabilities();
  const allMain = getF(MAIN_BEFORE, blocks) + 1e-6;
  const allWords = getF(WORDS_BEFORE, blocks);
  let highest: f64 = 0;
  let unsure = 0;
  for (let block = 0; block < blocks; block++) {
    const value = getF(PROBABILITY, block);
    if (value > highest) highest = value;
    if (value > unsureLow && value < unsureHigh) unsure += get(BLOCK_WORDS, block);
  }
  const pageShareMain = shareBucket(allMain, allWords);
  const pageMain = logBucket(allMain);
  const pageMax = shareBucket(highest, 1);
  const pageUnsure = shareBucket(unsure, allWords);
  let lastSure = -neverSure;
  for (let block = 0; block < blocks; block++) {
    const element = get(BLOCK_ELEMENT, block);
    const count = <f64>get(BLOCK_WORDS, block);
    const own = count * getF(PROBABILITY, block);
    let at = FEATURES + column * stride + block;
    store<u8>(at, firstOf(block));
    at += stride;
    store<u8>(at, firstOf(block - 1));
    at += stride;
    store<u8>(at, firstOf(block - 2));
    at += stride;
    store<u8>(at, firstOf(block - 4));
    at += stride;
    store<u8>(at, firstOf(block + 1));
    at += stride;
    store<u8>(at, firstOf(block + 2));
    at += stride;
    store<u8>(at, firstOf(block + 4));
    at += stride;
    store<u8>(at, between(max(block - 3, 0), block));
    at += stride;
    store<u8>(at, between(block + 1, min(block + 4, blocks)));
    at += stride;
    store<u8>(at, between(max(block - 10, 0), block));
    at += stride;
    store<u8>(at, between(block + 1, min(block + 11, blocks)));
    at += stride;
    store<u8>(at, shareBucket(getF(MAIN_BEFORE, block), allMain));
    at += stride;
    store<u8>(at, pageShareMain);
    at += stride;
    store<u8>(at, pageMain);
    at += stride;
    store<u8>(at, pageMax);
    at += stride;
    store<u8>(at, pageUnsure);
    at += stride;
    store<u8>(at, min(block - lastSure, maxFeature));
    at += stride;
    store<u8>(at, min(max(get(UNTIL_SURE, block), 0), maxFeature));
    if (getF(PROBABILITY, block) > sure) lastSure = block;
    let container = element;
    for (let level = 0; level < levels; level++) {
      const first = get(FIRST_BLOCK, container);
      const end = get(END_BLOCK, container);
      const inside = getF(MAIN_BEFORE, end) - getF(MAIN_BEFORE, first);
      at += stride;
      store<u8>(at, meanOf(inside - own, getF(WORDS_BEFORE, end) - getF(WORDS_BEFORE, first) - count));
      at += stride;
      store<u8>(at, shareBucket(inside, allMain));
      container = get(WIDER, container);
    }
    const shape = get(SHAPE_KEY, block);
    at += stride;
    store<u8>(at, meanOf(getF(KEY_MAIN, shape) - own, getF(KEY_WORDS, shape) - count));
    const path = get(PATH_KEY, block);
    at += stride;
    store<u8>(at, meanOf(getF(KEY_MAIN, path) - own, getF(KEY_WORDS, path) - count));
    at += stride;
    store<u8>(at, rowMean(get(ROW, element), own, count));
    at += stride;
    store<u8>(at, rowMean(get(BIG_ROW, element), own, count));
    const under = get(HEADING_OF, block);
    at += stride;
    store<u8>(at, firstOf(under));
    at += stride;
    if (under < 0) store<u8>(at, 0);
    else if (under == block) store<u8>(at, meanOf(getF(SECTION_MAIN, under), getF(SECTION_WORDS, under)));
    else store<u8>(at, meanOf(getF(SECTION_MAIN, under) - own, getF(SECTION_WORDS, under) - count));
  }
}

function rowMean(row: i32, own: f64, count: f64): i32 {
  if (row == 0) return 0;
  const group = get(GROUP, row);
  return meanOf(getF(GROUP_MAIN, group) - own, getF(GROUP_WORDS, group) - count);
}
