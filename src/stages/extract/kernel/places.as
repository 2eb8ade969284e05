// A heading is the title from this share of its words in the page's title on.
const titleShare: f64 = 0.5;
// No heading yet.
const farAway = 99;

// Where things stand on a page: blocks, -1 for none.
let titleBlock: i32 = 0;
let firstParagraph: i32 = 0;
let lastParagraph: i32 = 0;

// Finds the title's block and the first and last paragraph of the container with the best paragraph score.
function findLandmarks(): void {
  let heading = -1;
  titleBlock = firstParagraph = lastParagraph = -1;
  for (let block = 0; block < blocks; block++) {
    const element = get(BLOCK_ELEMENT, block);
    if (get8(IS_PARAGRAPH, block) == 1 && get8(IN_TOP, element) == 1) {
      if (firstParagraph < 0) firstParagraph = block;
      lastParagraph = block;
    }
    if (titleBlock >= 0 || get8(TAG, element) != TAG_h1) continue;
    if (heading < 0) heading = block;
    if (titleWords == 0) continue;
    matchBlock(block);
    if (<f64>matchedTitle >= titleShare * <f64>matched) titleBlock = block;
  }
  if (firstParagraph < 0) {
    firstParagraph = 0;
    lastParagraph = blocks;
  }
  if (titleBlock < 0) titleBlock = heading;
}

// Ten columns: where a block stands on the page, from its landmarks, under its heading, among its rows.
function writePlaces(start: usize, stride: i32): void {
  const all = wholeOf(total);
  let offset = 0;
  let sinceHeading = farAway;
  let textSinceHeading = 0;
  let headingLevel = 0;
  for (let block = 0; block < blocks; block++) {
    const element = get(BLOCK_ELEMENT, block);
    const size = get(BLOCK_CHARS, block);
    let at = start + block;
    store<u8>(at, shareBucket(offset, all));
    at += stride;
    store<u8>(at, countBucket(offset));
    at += stride;
    store<u8>(at, titleBlock < 0 ? 0 : distanceBucket(block - titleBlock));
    at += stride;
    store<u8>(at, distanceBucket(block - firstParagraph));
    at += stride;
    store<u8>(at, distanceBucket(block - lastParagraph));
    at += stride;
    store<u8>(at, min(sinceHeading, maxFeature));
    at += stride;
    store<u8>(at, countBucket(textSinceHeading));
    at += stride;
    store<u8>(at, headingLevel);
    at += stride;
    const row = get(ROW, element);
    store<u8>(at, row > 0 ? countBucket(block - get(FIRST_BLOCK, row)) : 0);
    at += stride;
    const bigRow = get(BIG_ROW, element);
    store<u8>(at, bigRow > 0 ? countBucket(block - get(FIRST_BLOCK, get(GROUP_FIRST, get(GROUP, bigRow)))) : 0);
    offset += size;
    const tag = get8(TAG, element);
    if (tag >= TAG_h1 && tag <= TAG_h6) {
      sinceHeading = textSinceHeading = 0;
      headingLevel = tag - TAG_h1 + 1;
    } else {
      sinceHeading++;
      textSinceHeading += size;
    }
  }
}

// Three columns that a block takes from the block before and from the one behind, which are at the numbers in
// NEIGHBOURS; behind each three, whether both stand in one element or under one parent.
function writeNeighbours(features: usize, start: usize, stride: i32): void {
  const behind = start + 4 * stride;
  for (let k = 0; k < 3; k++) {
    const from = features + get(NEIGHBOURS, k) * stride;
    const shift = k * stride;
    store<u8>(start + shift, 0);
    memory.copy(start + shift + 1, from, blocks - 1);
    memory.copy(behind + shift, from + 1, blocks - 1);
    store<u8>(behind + shift + blocks - 1, 0);
  }
  const shift = 3 * stride;
  store<u8>(start + shift, 0);
  store<u8>(behind + shift + blocks - 1, 0);
  for (let block = 1; block < blocks; block++) {
    const one = get(BLOCK_ELEMENT, block);
    const other = get(BLOCK_ELEMENT, block - 1);
    const together = one == other ? 2 : get(PARENT, one) == get(PARENT, other) ? 1 : 0;
    store<u8>(start + shift + block, together);
    store<u8>(behind + shift + block - 1, together);
  }
}
