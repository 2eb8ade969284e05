// -1 in every byte whose feature is above the limit. Features and limits are 7 bits, so that signed comparing will do: it
// is one instruction where unsigned is three.
// @ts-ignore: decorator
@inline
function above(column: usize, limit: v128): v128 {
  return i8x16.gt_s(v128.load(column), limit);
}

// The next bit of a leaf's number.
// @ts-ignore: decorator
@inline
function nextBit(leaf: v128, bit: v128): v128 {
  return i8x16.sub(i8x16.add(leaf, leaf), bit);
}

// Bytes of 64 leaves by their number: a swizzle gives 0 for numbers outside its 16.
// @ts-ignore: decorator
@inline
function leaves(first: v128, second: v128, third: v128, fourth: v128, leaf: v128): v128 {
  const low = v128.or(i8x16.swizzle(first, leaf), i8x16.swizzle(second, i8x16.sub(leaf, i8x16.splat(16))));
  const high = v128.or(
    i8x16.swizzle(third, i8x16.sub(leaf, i8x16.splat(32))),
    i8x16.swizzle(fourth, i8x16.sub(leaf, i8x16.splat(48))),
  );
  return v128.or(low, high);
}

// @ts-ignore: decorator
@inline
function column(tree: usize, level: i32, stride: i32): usize {
  return FEATURES + load<i32>(tree + (level << 2)) * stride;
}

// @ts-ignore: decorator
@inline
function limitOf(tree: usize, level: i32): v128 {
  return v128.load8_splat(tree + 24 + level);
}

// Lists in ACTIVE the groups of 16 blocks that a pass has to look at; returns how many. Where the first pass was sure of
// all 16 that they are not main text, the second leaves its margins as they are.
function listActive(pass: i32, bias: i32, size: i32, stride: i32): i32 {
  const start = i16x8.splat(<i16>bias);
  const limit = i16x8.splat(<i16>SURELY_OTHER);
  if (pass == 1) for (let block = size; block < stride; block++) store<i16>(MARGINS + (block << 1), i16.MIN_VALUE);
  let count = 0;
  for (let at = 0; at < stride; at += 16) {
    const margins = MARGINS + (at << 1);
    const highest = i16x8.max_s(v128.load(margins), v128.load(margins, 16));
    if (pass == 1 && !v128.any_true(i16x8.ge_s(highest, limit))) continue;
    v128.store(margins, start);
    v128.store(margins, start, 16);
    set(ACTIVE, count++, at);
  }
  return count;
}

// Adds the margins of `count` trees to the bias, in MARGINS, and writes what they mean to PROBABILITY: 16 blocks at a
// time: all nodes of a level ask the same question, so the six answers are a leaf's number and no branch depends on data.
// The second pass follows the first one on the same page.
export function score(pass: i32, count: i32, bias: i32, size: i32, stride: i32): void {
  const active = listActive(pass, bias, size, stride);
  let tree = TREES + pass * PASS_BYTES;
  for (let k = 0; k < count; k++) {
    const column0 = column(tree, 0, stride);
    const column1 = column(tree, 1, stride);
    const column2 = column(tree, 2, stride);
    const column3 = column(tree, 3, stride);
    const column4 = column(tree, 4, stride);
    const column5 = column(tree, 5, stride);
    const limit0 = limitOf(tree, 0);
    const limit1 = limitOf(tree, 1);
    const limit2 = limitOf(tree, 2);
    const limit3 = limitOf(tree, 3);
    const limit4 = limitOf(tree, 4);
    const limit5 = limitOf(tree, 5);
    for (let group = 0; group < active; group++) {
      const at = get(ACTIVE, group);
      let leaf = i8x16.neg(above(column5 + at, limit5));
      leaf = nextBit(leaf, above(column4 + at, limit4));
      leaf = nextBit(leaf, above(column3 + at, limit3));
      leaf = nextBit(leaf, above(column2 + at, limit2));
      leaf = nextBit(leaf, above(column1 + at, limit1));
      leaf = nextBit(leaf, above(column0 + at, limit0));
      const low = leaves(
        v128.load(tree, 32), v128.load(tree, 48), v128.load(tree, 64), v128.load(tree, 80), leaf,
      );
      const high = leaves(
        v128.load(tree, 96), v128.load(tree, 112), v128.load(tree, 128), v128.load(tree, 144), leaf,
      );
      const front = v128.shuffle<i8>(low, high, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      const back = v128.shuffle<i8>(low, high, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
      const margins = MARGINS + (at << 1);
      v128.store(margins, i16x8.add_sat_s(v128.load(margins), front));
      v128.store(margins, i16x8.add_sat_s(v128.load(margins, 16), back), 16);
    }
    tree += TREE_BYTES;
  }
  for (let block = 0; block < size; block++) {
    const margin = <i32>load<i16>(MARGINS + (block << 1)) + 0x8000;
    store<f64>(PROBABILITY + (block << 3), load<f64>(LOGISTIC + (margin << 3)));
  }
}
