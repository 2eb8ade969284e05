// Language identification's inner loops, in AssemblyScript: letters by script (script-share.ts), features of words
// (features.ts) and the sums of their weights, the same numbers as there; a test holds both together. Pointers are byte
// offsets into the memory, whose layout kernel.ts decides. Rebuild kernel.wasm.ts with scripts/build-kernel.sh.

const LONGEST_NGRAM: i32 = 5;
const LONGEST_WORD: i32 = 30;
const BOUNDARY: u32 = 0x5f;
/** `İ`, in lower case two code units. */
const DOTTED_I: u32 = 0x130;
const DOT_ABOVE: u32 = 0x307;
const SEED: u32 = 0x2545f491;
const WORD_SEED: u32 = 0x51ed270b;
const PRIME: u32 = 0x01000193;
const GOLDEN: u32 = 0x9e3779b1;

let scriptOf: usize = 0;
/** Script of each code unit's lower case, which may differ: that of the Kelvin sign is a letter. */
let scriptOfLower: usize = 0;
let lowerCase: usize = 0;
let text: usize = 0;
let word: usize = 0;
let counts: usize = 0;
let sums: usize = 0;
/** By 64 buckets: a bit for each that has entries (u64), and how many have before these (u32); 16 bytes. */
let buckets: usize = 0;
/** By bucket that has entries: their span. */
let spans: usize = 0;
let entries: usize = 0;
let found: usize = 0;
let shift: u32 = 0;
let languages: i32 = 0;
/** Number of the Latin script. */
let latin: u32 = 0;

let foundEnd: usize = 0;
/** Keeps loads that only bring memory near. */
let touched: i32 = 0;

export function prepare(
  scriptOfAt: usize,
  scriptOfLowerAt: usize,
  lowerCaseAt: usize,
  textAt: usize,
  wordAt: usize,
  countsAt: usize,
  sumsAt: usize,
  bucketsAt: usize,
  spansAt: usize,
  entriesAt: usize,
  foundAt: usize,
  bucketShift: i32,
  languageCount: i32,
  latinNumber: i32,
): void {
  scriptOf = scriptOfAt;
  scriptOfLower = scriptOfLowerAt;
  lowerCase = lowerCaseAt;
  text = textAt;
  word = wordAt;
  counts = countsAt;
  sums = sumsAt;
  buckets = bucketsAt;
  spans = spansAt;
  entries = entriesAt;
  found = foundAt;
  shift = bucketShift;
  languages = languageCount;
  latin = <u32>latinNumber;
}

// @ts-ignore: decorator
@inline
function isAscii(eight: v128): bool {
  return !v128.any_true(v128.and(eight, i16x8.splat(<i16>0xff80)));
}

// A bit for each of eight ASCII code units that is a letter.
// @ts-ignore: decorator
@inline
function asciiLetters(eight: v128): u32 {
  const place = i16x8.sub(v128.or(eight, i16x8.splat(0x20)), i16x8.splat(0x61));
  return <u32>i16x8.bitmask(i16x8.lt_u(place, i16x8.splat(26)));
}

// Code units of each script, at `counts`. Runs of one script are counted first: adding each code unit to memory makes
// each wait for the one before.
export function countScripts(length: i32): void {
  const totals = counts;
  const table = scriptOf;
  memory.fill(totals, 0, 1024);
  let latinUnits = 0;
  let otherUnits = 0;
  let run = 0;
  let current: u32 = 0;
  const end = text + (<usize>length << 1);
  for (let at = text; at < end; ) {
    const next = at + 16;
    if (next <= end) {
      const eight = v128.load(at);
      if (isAscii(eight)) {
        const letters = <i32>popcnt(asciiLetters(eight));
        latinUnits += letters;
        otherUnits += 8 - letters;
        at = next;
        continue;
      }
    }
    for (const stop = min(next, end); at < stop; at += 2) {
      const script = <u32>load<u8>(table + <usize>load<u16>(at));
      if (script == current) {
        run += 1;
        continue;
      }
      const place = totals + (<usize>current << 2);
      store<i32>(place, load<i32>(place) + run);
      current = script;
      run = 1;
    }
  }
  const place = totals + (<usize>current << 2);
  store<i32>(place, load<i32>(place) + run);
  store<i32>(totals, load<i32>(totals) + otherUnits);
  const latinPlace = totals + (<usize>latin << 2);
  store<i32>(latinPlace, load<i32>(latinPlace) + latinUnits);
}

// @ts-ignore: decorator
@inline
function isMark(code: u32): bool {
  return code >= 0x300 && code <= 0x36f;
}

// Writes the number of a feature's bucket among those with entries; returns the place behind it, or the same place where
// its bucket has none.
// @ts-ignore: decorator
@inline
function note(out: usize, all: usize, hash: u32, by: u32): usize {
  const bucket = (hash ^ (hash >> 15)) >> by;
  const group = all + (<usize>(bucket >> 6) << 4);
  const bits = load<u64>(group);
  const bit: u64 = 1 << <u64>(bucket & 63);
  store<u32>(out, load<u32>(group, 8) + <u32>popcnt(bits & (bit - 1)));
  return out + (<usize>((bits & bit) != 0) << 2);
}

// Start of the word of `script` that comes after `skip` others, from `at` on, where no word goes on; `last` for none.
function findWord(at: usize, last: usize, script: u32, skip: i32): usize {
  const table = scriptOfLower;
  // whether the code unit before is in a word
  let inside: u32 = 0;
  while (at < last) {
    const next = at + 16;
    if (next <= last) {
      const eight = v128.load(at);
      if (isAscii(eight)) {
        const letters = script == latin ? asciiLetters(eight) : 0;
        let starts = letters & ~((letters << 1) | inside);
        const words = <i32>popcnt(starts);
        if (words <= skip) {
          skip -= words;
          inside = letters >> 7;
          at = next;
          continue;
        }
        for (; skip > 0; skip--) starts &= starts - 1;
        return at + (<usize>ctz(starts) << 1);
      }
    }
    for (const stop = min(next, last); at < stop; at += 2) {
      const code = <u32>load<u16>(at);
      if (<u32>load<u8>(table + <usize>code) == script) {
        if (inside == 0 && skip == 0) return at;
        skip -= 1 - <i32>inside;
        inside = 1;
      } else if (!isMark(code)) inside = 0;
    }
  }
  return last;
}

// How many words to skip from word `word` on to the next one that is picked; see `isPicked` of features.ts.
// @ts-ignore: decorator
@inline
function skipFrom(word: u32, mask: u32, value: u32): i32 {
  let skip: u32 = 0;
  while ((((word + skip) * GOLDEN) & mask) != value) skip += 1;
  return <i32>skip;
}

// Finds the buckets of the features of the words that are picked, without a look at their entries: so one miss of the cache need
// not wait for another. Returns the number of features, with or without weights.
export function collect(length: i32, script: u32, mask: u32, value: u32): i32 {
  const table = scriptOfLower;
  const lower = lowerCase;
  const own = word;
  const all = buckets;
  const by = shift;
  const most = own + (<usize>(LONGEST_WORD + 1) << 1);
  let out = found;
  store<u16>(own, BOUNDARY);
  let features = 0;
  const last = text + (<usize>length << 1);
  let next = skipFrom(0, mask, value);
  let skip = next;
  for (let at = text; ; next += skip + 1) {
    at = findWord(at, last, script, skip);
    if (at >= last) break;
    skip = skipFrom(next + 1, mask, value);
    let end = own + 2;
    let whole = (WORD_SEED ^ BOUNDARY) * PRIME;
    for (; at < last; at += 2) {
      const code = <u32>load<u16>(at);
      if (<u32>load<u8>(table + <usize>code) != script && !isMark(code)) break;
      if (end < most) {
        const letter = <u32>load<u16>(lower + (<usize>code << 1));
        store<u16>(end, letter);
        whole = (whole ^ letter) * PRIME;
        end += 2;
        if (code == DOTTED_I && end < most) {
          store<u16>(end, DOT_ABOVE);
          whole = (whole ^ DOT_ABOVE) * PRIME;
          end += 2;
        }
      }
    }
    store<u16>(end, BOUNDARY);
    whole = (whole ^ BOUNDARY) * PRIME;
    for (let start = own; start < end; start += 2) {
      let hash = (SEED ^ <u32>load<u16>(start)) * PRIME;
      // a boundary alone says nothing
      if (start > own) {
        out = note(out, all, hash, by);
        features += 1;
      }
      const stop = min(end + 2, start + (LONGEST_NGRAM << 1));
      for (let next = start + 2; next < stop; next += 2) {
        hash = (hash ^ <u32>load<u16>(next)) * PRIME;
        out = note(out, all, hash, by);
        features += 1;
      }
    }
    if (end - own >= <usize>LONGEST_NGRAM << 1) {
      out = note(out, all, whole, by);
      features += 1;
    }
  }
  foundEnd = out;
  return features;
}

// Adds the weights found, by language, to `sums`, which are 0 before when `isFirst`.
export function sum(isFirst: bool): void {
  const totals = sums;
  const all = entries;
  const end = foundEnd;
  if (isFirst) memory.fill(totals, 0, <usize>languages << 2);
  for (let at = found; at < end; at += 4) store<i32>(at, load<i32>(spans + (<usize>load<u32>(at) << 2)));
  let near = 0;
  for (let at = found; at < end; at += 4) near += <i32>load<i16>(all + (<usize>(load<i32>(at) >>> 8) << 1));
  touched = near;
  for (let at = found; at < end; at += 4) {
    const span = <u32>load<i32>(at);
    let entry = all + (<usize>(span >> 8) << 1);
    const last = entry + (<usize>(span & 0xff) << 1);
    const even = last - ((span & 1) << 1);
    for (; entry < even; entry += 4) {
      const two = load<i32>(entry);
      const first = totals + (<usize>(two & 0xff) << 2);
      store<i32>(first, load<i32>(first) + ((two << 16) >> 24));
      const second = totals + (<usize>((two >> 16) & 0xff) << 2);
      store<i32>(second, load<i32>(second) + (two >> 24));
    }
    if (entry < last) {
      const value = <i32>load<i16>(entry);
      const place = totals + (<usize>(value & 0xff) << 2);
      store<i32>(place, load<i32>(place) + (value >> 8));
    }
  }
}
