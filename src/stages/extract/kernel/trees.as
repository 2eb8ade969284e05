// @ts-ignore: decorator
@inline
function above(features: usize, tree: usize, stride: i32, level: i32, bit: u8): v128 {
  const column = features + load<i32>(tree + (level << 2)) * stride;
  return v128.and(i8x16.gt_u(v128.load(column), v128.load8_splat(tree + 24 + level)), i8x16.splat(bit));
}

// Bytes of 64 leaves by their number: a swizzle gives 0 for numbers outside its 16.
// @ts-ignore: decorator
@inline
function leaves(table: usize, leaf: v128): v128 {
  const low = v128.or(
    i8x16.swizzle(v128.load(table), leaf),
    i8x16.swizzle(v128.load(table, 16), i8x16.sub(leaf, i8x16.splat(16))),
  );
  const high = v128.or(
    i8x16.swizzle(v128.load(table, 32), i8x16.sub(leaf, i8x16.splat(32))),
    i8x16.swizzle(v128.load(table, 48), i8x16.sub(leaf, i8x16.splat(48))),
  );
  return v128.or(low, high);
}

// Adds the margins of `count` trees to MARGINS, 16 blocks at a time: all nodes of a level ask the same question, so the
// six answers are a leaf's number and no branch depends on data.
export function score(pass: i32, count: i32, stride: i32): void {
  let tree = TREES + pass * PASS_BYTES;
  for (let k = 0; k < count; k++) {
    let margins = MARGINS;
    for (let features = FEATURES, end = FEATURES + stride; features < end; features += 16) {
      const leaf = v128.or(
        v128.or(
          v128.or(above(features, tree, stride, 0, 1), above(features, tree, stride, 1, 2)),
          v128.or(above(features, tree, stride, 2, 4), above(features, tree, stride, 3, 8)),
        ),
        v128.or(above(features, tree, stride, 4, 16), above(features, tree, stride, 5, 32)),
      );
      const low = leaves(tree + 32, leaf);
      const high = leaves(tree + 96, leaf);
      const front = v128.shuffle<i8>(low, high, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      const back = v128.shuffle<i8>(low, high, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
      v128.store(margins, i16x8.add_sat_s(v128.load(margins), front));
      v128.store(margins, i16x8.add_sat_s(v128.load(margins, 16), back), 16);
      margins += 32;
    }
    tree += TREE_BYTES;
  }
}
