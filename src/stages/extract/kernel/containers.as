// A block reads as a paragraph from this many words on, when little of it is links.
const paragraphWords = 12;
const paragraphLinkShare: f64 = 0.4;
// Siblings of one shape make a group of rows from this many on.
const minRows = 3;
const nearDecay: f64 = 0.6;

// Characters of the page.
let total: i32 = 0;
// The element with the highest paragraph score.
let best: i32 = 0;
let groupCount: i32 = 0;

// @ts-ignore: decorator
@inline
function getF(array: usize, at: i32): f64 {
  return load<f64>(array + (<usize>at << 3));
}

// @ts-ignore: decorator
@inline
function setF(array: usize, at: i32, value: f64): void {
  store<f64>(array + (<usize>at << 3), value);
}

// Values that flow down the tree are kept in 32 bits.
// @ts-ignore: decorator
@inline
function getF32(array: usize, at: i32): f64 {
  return <f64>load<f32>(array + (<usize>at << 2));
}

// @ts-ignore: decorator
@inline
function setF32(array: usize, at: i32, value: f64): void {
  store<f32>(array + (<usize>at << 2), <f32>value);
}

// @ts-ignore: decorator
@inline
function add(array: usize, at: i32, value: i32): void {
  set(array, at, get(array, at) + value);
}

// Share of a paragraph's score that its element and the four above get, as in Mozilla Readability's scoring.
function addScore(element: i32, points: f64): void {
  let at = element;
  setF(SCORE, at, getF(SCORE, at) + points);
  if (at == 0) return;
  at = get(PARENT, at);
  setF(SCORE, at, getF(SCORE, at) + points * 0.8);
  if (at == 0) return;
  at = get(PARENT, at);
  setF(SCORE, at, getF(SCORE, at) + points * 0.5);
  if (at == 0) return;
  at = get(PARENT, at);
  setF(SCORE, at, getF(SCORE, at) + points * 0.33);
  if (at == 0) return;
  at = get(PARENT, at);
  setF(SCORE, at, getF(SCORE, at) + points * 0.25);
}

function sumBlocks(): void {
  const bytes = elements << 2;
  memory.fill(TEXT, 0, bytes);
  memory.fill(LINK, 0, bytes);
  memory.fill(INNER_BLOCKS, 0, bytes);
  memory.fill(PARAGRAPH_TEXT, 0, bytes);
  memory.fill(HEADINGS, 0, bytes);
  memory.fill(SCORE, 0, elements << 3);
  total = 0;
  for (let block = 0; block < blocks; block++) {
    const element = get(BLOCK_ELEMENT, block);
    const size = get(BLOCK_CHARS, block);
    const linkSize = get(BLOCK_LINK_CHARS, block);
    total += size;
    add(TEXT, element, size);
    add(LINK, element, linkSize);
    add(INNER_BLOCKS, element, 1);
    const tag = get8(TAG, element);
    if (tag >= TAG_h1 && tag <= TAG_h6) add(HEADINGS, element, 1);
    const reads =
      get(BLOCK_WORDS, block) >= paragraphWords &&
      <f64>linkSize < paragraphLinkShare * <f64>size &&
      (get(BLOCK_SENTENCES, block) > 0 || get(BLOCK_PUNCTUATION, block) > 0);
    set8(IS_PARAGRAPH, block, reads ? 1 : 0);
    if (!reads) continue;
    add(PARAGRAPH_TEXT, element, size);
    const points = <f64>(1 + get(BLOCK_PUNCTUATION, block)) + min<f64>(<f64>size / 100, 3);
    addScore(element, points * (1 - <f64>linkSize / <f64>size));
  }
}

function sumUp(): void {
  best = 0;
  for (let element = elements - 1; element > 0; element--) {
    const above = get(PARENT, element);
    const inputs = get(INPUTS, element);
    if (inputs > 0) add(INPUTS, above, inputs);
    const images = get(IMAGES, element);
    if (images > 0) add(IMAGES, above, images);
    const inner = get(INNER_BLOCKS, element);
    if (inner == 0) continue; // most elements are empty
    add(TEXT, above, get(TEXT, element));
    add(LINK, above, get(LINK, element));
    add(INNER_BLOCKS, above, inner);
    add(PARAGRAPH_TEXT, above, get(PARAGRAPH_TEXT, element));
    add(HEADINGS, above, get(HEADINGS, element));
    if (getF(SCORE, element) >= getF(SCORE, best)) best = element;
  }
  if (getF(SCORE, 0) >= getF(SCORE, best)) best = 0;
}

function groupRows(): void {
  clearTable(elements);
  memory.fill(MOST_REPEATED, 0, elements << 2);
  for (let element = 1; element < elements; element++) {
    const inner = get(INNER_BLOCKS, element);
    if (inner == 0) continue;
    const above = get(PARENT, element);
    const before = tableSize;
    const id = idOf((above * 0x85ebca6b) ^ get(SHAPE, element));
    set(GROUP, element, id);
    if (id == before) {
      set(GROUP_SIZE, id, 0);
      set(GROUP_TEXT, id, 0);
      set(GROUP_LINK, id, 0);
      set(GROUP_PARAGRAPH, id, 0);
      set(GROUP_BLOCKS, id, 0);
      set(GROUP_HEADINGS, id, 0);
      set(GROUP_IMAGES, id, 0);
      set(GROUP_FIRST, id, element);
    }
    const size = get(GROUP_SIZE, id) + 1;
    set(GROUP_SIZE, id, size);
    add(GROUP_TEXT, id, get(TEXT, element));
    add(GROUP_LINK, id, get(LINK, element));
    add(GROUP_PARAGRAPH, id, get(PARAGRAPH_TEXT, element));
    add(GROUP_BLOCKS, id, inner);
    add(GROUP_HEADINGS, id, get(HEADINGS, element));
    add(GROUP_IMAGES, id, get(IMAGES, element));
    if (size > get(MOST_REPEATED, above)) set(MOST_REPEATED, above, size);
  }
  groupCount = tableSize;
}

function bucketGroups(): void {
  const all = <f64>(total == 0 ? 1 : total);
  for (let id = 0; id < groupCount; id++) {
    const rows = get(GROUP_SIZE, id);
    if (rows < minRows) continue; // never looked up
    const size = <f64>rows;
    const characters = get(GROUP_TEXT, id);
    const text = <f64>(characters == 0 ? 1 : characters);
    set8(GROUP_SIZE_BUCKET, id + 1, countBucket(rows));
    set8(GROUP_SHARE_BUCKET, id + 1, shareBucket(text, all));
    set8(GROUP_LINK_BUCKET, id + 1, shareBucket(get(GROUP_LINK, id), text));
    set8(GROUP_TEXT_BUCKET, id + 1, logBucket(text / size));
    set8(GROUP_PARAGRAPH_BUCKET, id + 1, shareBucket(get(GROUP_PARAGRAPH, id), text));
    set8(GROUP_BLOCKS_BUCKET, id + 1, logBucket(<f64>get(GROUP_BLOCKS, id) / size));
    set8(GROUP_HEADINGS_BUCKET, id + 1, logBucket(<f64>(4 * get(GROUP_HEADINGS, id)) / size));
    set8(GROUP_IMAGES_BUCKET, id + 1, logBucket(<f64>(4 * get(GROUP_IMAGES, id)) / size));
  }
}

function flowDown(): void {
  const bestScore = getF(SCORE, best);
  const topScore: f64 = bestScore == 0 ? 1 : bestScore;
  const all = <f64>(total == 0 ? 1 : total);
  for (let element = 0; element < elements; element++) {
    if (get(INNER_BLOCKS, element) == 0 && element > 0) continue;
    const above = get(PARENT, element);
    const size = get(TEXT, element);
    let lowest = 127;
    let highest = -127;
    let tokenSum = 0;
    let count = 0;
    for (let k = get(FIRST_TOKEN, element), end = get(FIRST_TOKEN, element + 1); k < end; k++) {
      const value = lookUpClass(mixToken(get(TOKENS, k)));
      if (value == UNKNOWN_TOKEN) continue;
      lowest = min(lowest, value);
      highest = max(highest, value);
      tokenSum += value;
      count++;
    }
    if (count == 0) lowest = highest = 0;
    const sum: f64 = count == 0 ? 0 : <f64>tokenSum / <f64>count;
    const relative = getF(SCORE, element) / topScore;
    let bestHere = relative;
    let chainMin = <f64>lowest;
    let chainMax = <f64>highest;
    let chainSum = sum;
    let near = sum;
    let wrapperMin = <f64>lowest;
    let wrapperSum = sum;
    if (element == 0) {
      set(STATE, STATE_pageClassMin, tokenBucket(lowest));
      set(STATE, STATE_pageClassMax, tokenBucket(highest));
      set(STATE, STATE_pageClassSum, tokenBucket(sum));
      set8(IN_TOP, 0, best == 0 ? 1 : 0);
      set(WIDER, 0, 0);
      set(ROW, 0, 0);
      set(BIG_ROW, 0, 0);
      set(REPEATS, 0, 0);
    } else {
      const wraps = get(TEXT, above) == size && above > 0;
      bestHere = max(relative, getF(BEST, above));
      set8(IN_TOP, element, element == best ? 1 : get8(IN_TOP, above));
      set(WIDER, element, wraps ? get(WIDER, above) : above);
      chainMin = min(chainMin, getF32(CHAIN_MIN, above));
      chainMax = max(chainMax, getF32(CHAIN_MAX, above));
      chainSum = sum + getF32(CHAIN_SUM, above);
      near = sum + nearDecay * getF32(NEAR, above);
      if (wraps) {
        wrapperMin = min(wrapperMin, getF32(WRAPPER_MIN, above));
        wrapperSum = sum + getF32(WRAPPER_SUM, above);
      }
      const own = get(GROUP, element);
      const rows = get(GROUP_SIZE, own);
      set(REPEATS, element, rows);
      let row = get(ROW, above);
      let bigRow = get(BIG_ROW, above);
      if (rows >= minRows) {
        row = element;
        if (bigRow == 0 || get(GROUP_TEXT, get(GROUP, bigRow)) < get(GROUP_TEXT, own)) bigRow = element;
      }
      set(ROW, element, row);
      set(BIG_ROW, element, bigRow);
    }
    setF(BEST, element, bestHere);
    setF32(CHAIN_MIN, element, chainMin);
    setF32(CHAIN_MAX, element, chainMax);
    setF32(CHAIN_SUM, element, chainSum);
    setF32(NEAR, element, near);
    setF32(WRAPPER_MIN, element, wrapperMin);
    setF32(WRAPPER_SUM, element, wrapperSum);
    const whole = <f64>(size == 0 ? 1 : size);
    set8(LINK_SHARE, element, shareBucket(get(LINK, element), whole));
    set8(PARAGRAPH_SHARE, element, shareBucket(get(PARAGRAPH_TEXT, element), whole));
    set8(TEXT_BUCKET, element, countBucket(size));
    set8(PAGE_SHARE, element, shareBucket(size, all));
    set8(SCORE_BUCKET, element, shareBucket(relative, 1));
    set8(HEADING_BUCKET, element, countBucket(get(HEADINGS, element)));
    set8(BLOCKS_BUCKET, element, countBucket(get(INNER_BLOCKS, element)));
    set8(BEST_SCORE, element, shareBucket(bestHere, 1));
    set8(WRAPPER_MIN_BUCKET, element, tokenBucket(getF32(WRAPPER_MIN, element)));
    set8(WRAPPER_SUM_BUCKET, element, tokenBucket(0.4 * getF32(WRAPPER_SUM, element)));
    set8(CHAIN_MIN_BUCKET, element, tokenBucket(getF32(CHAIN_MIN, element)));
    set8(CHAIN_MAX_BUCKET, element, tokenBucket(getF32(CHAIN_MAX, element)));
    set8(CHAIN_SUM_BUCKET, element, tokenBucket(0.2 * getF32(CHAIN_SUM, element)));
    set8(NEAR_BUCKET, element, tokenBucket(0.6 * getF32(NEAR, element)));
  }
}

// Sums over the blocks inside each element, and what each element knows of the chain above it.
function sumContainers(): void {
  sumBlocks();
  sumUp();
  groupRows();
  bucketGroups();
  flowDown();
}
