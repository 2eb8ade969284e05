// Spreads a token's hash: the highest bits choose the bucket, bits 8 to 15 check.
export function mixToken(hash: i32): i32 {
  return (hash ^ <i32>(<u32>hash >> 15)) * 0x9e3779b1;
}

// A token's value in a table of buckets of two entries, each 8 bits of check and 8 bits of value.
function lookUp(table: usize, shift: i32, mixed: i32): i32 {
  const bucket = get(table, <i32>(<u32>mixed >> shift));
  const check = (mixed >> 8) & 0xff;
  if ((bucket & 0xff) == check) return (bucket << 16) >> 24;
  if (((bucket >> 16) & 0xff) == check) return bucket >> 24;
  return UNKNOWN_TOKEN;
}

export function lookUpClass(mixed: i32): i32 {
  return lookUp(CLASS_TABLE, CLASS_TABLE_SHIFT, mixed);
}

export function lookUpWord(mixed: i32): i32 {
  return lookUp(WORD_TABLE, WORD_TABLE_SHIFT, mixed);
}
