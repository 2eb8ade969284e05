// The dedup stage's inner loops, in AssemblyScript. Every function computes what its namesake in TypeScript does
// (normalise.ts, shingle.ts, hash.ts, minhash.ts), bit for bit; a test holds both together. Pointers are byte offsets
// into the module's memory, whose layout kernel.ts decides. Rebuild kernel.wasm.ts with scripts/build-kernel.sh.

export { readLine } from './json';

const SEPARATOR: u32 = 0;
const UNKNOWN: u32 = 2;
/** Thai, the first script without spaces between words. */
const FIRST_UNSPACED: u32 = 0xe00;

// @ts-ignore: decorator
@inline
function mix(h: u32): u32 {
  h ^= h >> 16;
  h *= 0x85ebca6b;
  h ^= h >> 13;
  h *= 0xc2b2ae35;
  return h ^ (h >> 16);
}

// Words of UTF-16 text from position `from` to the two lanes of each one's hash, until the end or a unit that is not
// resolved (`table` has none for it, or it is of an unspaced script); returns where it stopped. The unit behind the text
// must be a separator. `fold`: the unit that all digits became, where a run of them counts as one. `state`: words, both
// lanes of the one that is open, whether one is, its last unit, the last space and the words before it, as i32; `ends`:
// whether the open word ends at `from`.
export function words(
  text: usize,
  from: i32,
  size: i32,
  table: usize,
  unspaced: usize,
  fold: u32,
  token1: usize,
  token2: usize,
  state: usize,
  start1: u32,
  start2: u32,
  ends: bool,
): i32 {
  let words = <usize>load<i32>(state) << 2;
  let h1 = load<u32>(state, 4);
  let h2 = load<u32>(state, 8);
  let open = load<i32>(state, 12) != 0;
  let last = load<u32>(state, 16);
  let space = load<i32>(state, 20);
  let wordsBefore = load<i32>(state, 24);
  let at = text + (<usize>from << 1);
  const end = text + (<usize>size << 1);
  if (open && ends) {
    store<u32>(token1 + words, mix(h1));
    store<u32>(token2 + words, mix(h2));
    words += 4;
    open = false;
  }
  for (;;) {
    let unit: u32 = SEPARATOR;
    if (!open) {
      for (; at < end; at += 2) {
        const code = <usize>load<u16>(at);
        unit = <u32>load<u16>(table + (code << 1));
        if (unit != SEPARATOR) break;
        if (code != 0x20) continue;
        space = <i32>((at - text) >> 1);
        wordsBefore = <i32>(words >> 2);
      }
      if (at >= end || unit <= UNKNOWN) break;
      h1 = start1;
      h2 = start2;
      last = SEPARATOR;
      open = true;
    }
    for (;;) {
      unit = <u32>load<u16>(table + (<usize>load<u16>(at) << 1));
      if (unit <= UNKNOWN || (unit >= FIRST_UNSPACED && load<u8>(unspaced + unit) != 0)) break;
      if (unit != fold || last != fold) {
        h1 = (rotl<u32>(h1, 5) ^ unit) * 0x9e3779b1;
        h2 = (rotl<u32>(h2, 13) + unit) * 0xcc9e2d51;
        last = unit;
      }
      at += 2;
    }
    if (unit != SEPARATOR) break;
    store<u32>(token1 + words, mix(h1));
    store<u32>(token2 + words, mix(h2));
    words += 4;
    open = false;
  }
  store<i32>(state, <i32>(words >> 2));
  store<u32>(state, h1, 4);
  store<u32>(state, h2, 8);
  store<i32>(state, open ? 1 : 0, 12);
  store<u32>(state, last, 16);
  store<i32>(state, space, 20);
  store<i32>(state, wordsBefore, 24);
  return <i32>((at - text) >> 1);
}

// UTF-16 to units from position `from`, until the end or a unit that the table does not resolve; returns where it
// stopped. `state`: number of units, characters, characters of unspaced scripts, as i32.
export function normalise16(
  text: usize,
  from: i32,
  size: i32,
  table: usize,
  unspaced: usize,
  units: usize,
  state: usize,
  foldDigits: bool,
): i32 {
  let out = units + (<usize>load<i32>(state) << 1);
  let characters = load<i32>(state, 4);
  let unspacedCharacters = load<i32>(state, 8);
  let last: u32 = out > units ? <u32>load<u16>(out - 2) : SEPARATOR;
  let position = from;
  for (; position < size; position++) {
    const unit = <u32>load<u16>(table + (<usize>load<u16>(text + (<usize>position << 1)) << 1));
    if (unit > UNKNOWN) {
      if (foldDigits && unit == 0x30 && last == 0x30) continue;
      characters += 1;
      unspacedCharacters += <i32>load<u8>(unspaced + unit);
    } else if (unit != SEPARATOR) break;
    else if (last == SEPARATOR) continue;
    store<u16>(out, unit);
    out += 2;
    last = unit;
  }
  store<i32>(state, <i32>((out - units) >> 1));
  store<i32>(state, characters, 4);
  store<i32>(state, unspacedCharacters, 8);
  return position;
}

// Units to the two lanes of each token's hash. `start1`, `start2`: lanes of an empty token. Returns the tokens.
export function tokenise(
  units: usize,
  length: i32,
  characters: bool,
  unspaced: usize,
  token1: usize,
  token2: usize,
  start1: u32,
  start2: u32,
): i32 {
  let tokens: usize = 0;
  let h1 = start1;
  let h2 = start2;
  let open = false;
  const end = units + (<usize>length << 1);
  for (let at = units; at < end; at += 2) {
    const unit = <u32>load<u16>(at);
    const single = unit != SEPARATOR && (characters || load<u8>(unspaced + unit) != 0);
    if (unit == SEPARATOR || single) {
      if (open) {
        store<u32>(token1 + tokens, mix(h1));
        store<u32>(token2 + tokens, mix(h2));
        tokens += 4;
        h1 = start1;
        h2 = start2;
        open = false;
      }
      if (!single) continue;
    }
    h1 = (rotl<u32>(h1, 5) ^ unit) * 0x9e3779b1;
    h2 = (rotl<u32>(h2, 13) + unit) * 0xcc9e2d51;
    open = true;
    if (!single) continue;
    if (unit >= 0xd800 && unit <= 0xdbff) {
      at += 2;
      const low = <u32>load<u16>(at);
      h1 = (rotl<u32>(h1, 5) ^ low) * 0x9e3779b1;
      h2 = (rotl<u32>(h2, 13) + low) * 0xcc9e2d51;
    }
    store<u32>(token1 + tokens, mix(h1));
    store<u32>(token2 + tokens, mix(h2));
    tokens += 4;
    h1 = start1;
    h2 = start2;
    open = false;
  }
  return <i32>(tokens >> 2);
}

// Tokens to distinct shingles of `size` tokens, in order of first appearance. `out1`, `out2`: the bases to the power of
// `size`. `table`: `slots` zeroed words, a power of two. Returns the distinct shingles.
export function shingle(
  token1: usize,
  token2: usize,
  tokens: i32,
  size: i32,
  base1: u32,
  base2: u32,
  out1: u32,
  out2: u32,
  shingle1: usize,
  shingle2: usize,
  table: usize,
  slots: i32,
): i32 {
  const mask = <u32>slots - 1;
  memory.fill(table, 0, <usize>slots << 2);
  let count: u32 = 0;
  let s1: u32 = 0;
  let s2: u32 = 0;
  const back = <usize>size << 2;
  for (let i = 0; i < tokens; i++) {
    const at = <usize>i << 2;
    s1 = s1 * base1 + load<u32>(token1 + at);
    s2 = s2 * base2 + load<u32>(token2 + at);
    if (i >= size) {
      s1 -= load<u32>(token1 + at - back) * out1;
      s2 -= load<u32>(token2 + at - back) * out2;
    } else if (i < size - 1) continue;
    const h1 = mix(s1);
    const h2 = mix(s2);
    let slot = h1 & mask;
    let entry = load<u32>(table + (<usize>slot << 2));
    while (entry != 0) {
      const place = <usize>(entry - 1) << 2;
      if (load<u32>(shingle1 + place) == h1 && load<u32>(shingle2 + place) == h2) break;
      slot = (slot + 1) & mask;
      entry = load<u32>(table + (<usize>slot << 2));
    }
    if (entry != 0) continue;
    store<u32>(shingle1 + (<usize>count << 2), h1);
    store<u32>(shingle2 + (<usize>count << 2), h2);
    count += 1;
    store<u32>(table + (<usize>slot << 2), count);
  }
  return <i32>count;
}

// Four lanes over the tokens into `out`.
export function textHash(token1: usize, token2: usize, tokens: i32, out: usize): void {
  let a: u32 = 0x6a09e667;
  let b: u32 = 0x3c6ef372;
  let c: u32 = 0x510e527f;
  let d: u32 = 0x1f83d9ab;
  const end = <usize>tokens << 2;
  for (let at: usize = 0; at < end; at += 4) {
    const x = load<u32>(token1 + at);
    const y = load<u32>(token2 + at);
    a = (rotl<u32>(a, 5) ^ x) * 0x9e3779b1;
    b = (rotl<u32>(b, 13) + y) * 0xcc9e2d51;
    c = (rotl<u32>(c, 7) + x) * 0x1b873593;
    d = (rotl<u32>(d, 17) ^ y) * 0x85ebca77;
  }
  store<u32>(out, mix(a ^ <u32>tokens));
  store<u32>(out, mix(b), 4);
  store<u32>(out, mix(c), 8);
  store<u32>(out, mix(d), 12);
}

// signature[i] = min(signature[i], least a[i]·h + b[i] mod 2^32 over `count` hashes); `permutations` is a multiple of
// 8, done sixteen at a time: four registers of four hold one pass.
export function minhash(a: usize, b: usize, permutations: i32, hashes: usize, count: i32, signature: usize): void {
  const last = hashes + (<usize>count << 2);
  const end = <usize>permutations << 2;
  let p: usize = 0;
  for (; p + 64 <= end; p += 64) {
    const a0 = v128.load(a + p), a1 = v128.load(a + p, 16), a2 = v128.load(a + p, 32), a3 = v128.load(a + p, 48);
    const b0 = v128.load(b + p), b1 = v128.load(b + p, 16), b2 = v128.load(b + p, 32), b3 = v128.load(b + p, 48);
    let m0 = v128.load(signature + p), m1 = v128.load(signature + p, 16);
    let m2 = v128.load(signature + p, 32), m3 = v128.load(signature + p, 48);
    for (let at = hashes; at < last; at += 4) {
      const h = v128.load32_splat(at);
      m0 = i32x4.min_u(m0, i32x4.add(i32x4.mul(h, a0), b0));
      m1 = i32x4.min_u(m1, i32x4.add(i32x4.mul(h, a1), b1));
      m2 = i32x4.min_u(m2, i32x4.add(i32x4.mul(h, a2), b2));
      m3 = i32x4.min_u(m3, i32x4.add(i32x4.mul(h, a3), b3));
    }
    v128.store(signature + p, m0);
    v128.store(signature + p, m1, 16);
    v128.store(signature + p, m2, 32);
    v128.store(signature + p, m3, 48);
  }
  if (p == end) return;
  const a0 = v128.load(a + p), a1 = v128.load(a + p, 16);
  const b0 = v128.load(b + p), b1 = v128.load(b + p, 16);
  let m0 = v128.load(signature + p), m1 = v128.load(signature + p, 16);
  for (let at = hashes; at < last; at += 4) {
    const h = v128.load32_splat(at);
    m0 = i32x4.min_u(m0, i32x4.add(i32x4.mul(h, a0), b0));
    m1 = i32x4.min_u(m1, i32x4.add(i32x4.mul(h, a1), b1));
  }
  v128.store(signature + p, m0);
  v128.store(signature + p, m1, 16);
}
