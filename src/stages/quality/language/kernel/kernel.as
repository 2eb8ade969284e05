// Language identification's inner loops, in AssemblyScript: letters by script (script-share.ts), features of words
// (features.ts) and the sums of their weights, the same numbers as there; a test holds both together. Pointers are byte
// offsets into the memory, whose layout kernel.ts decides. Rebuild kernel.wasm.ts with scripts/build-kernel.sh.

const LONGEST_NGRAM: i32 = 5;
const LONGEST_WORD: i32 = 30;
const BOUNDARY: u32 = 0x5f;
const SEED: u32 = 0x2545f491;
const WORD_SEED: u32 = 0x51ed270b;
const PRIME: u32 = 0x01000193;

let scriptOf: usize = 0;
let text: usize = 0;
let word: usize = 0;
let counts: usize = 0;
let sums: usize = 0;
let spans: usize = 0;
let entries: usize = 0;
let found: usize = 0;
let shift: u32 = 0;
let languages: i32 = 0;

let foundCount: i32 = 0;
/** Keeps loads that only bring memory near. */
let touched: i32 = 0;

export function prepare(
  scriptOfAt: usize,
  textAt: usize,
  wordAt: usize,
  countsAt: usize,
  sumsAt: usize,
  spansAt: usize,
  entriesAt: usize,
  foundAt: usize,
  bucketShift: i32,
  languageCount: i32,
): void {
  scriptOf = scriptOfAt;
  text = textAt;
  word = wordAt;
  counts = countsAt;
  sums = sumsAt;
  spans = spansAt;
  entries = entriesAt;
  found = foundAt;
  shift = bucketShift;
  languages = languageCount;
}

// @ts-ignore: decorator
@inline
function codeAt(index: i32): u32 {
  return <u32>load<u16>(text + (<usize>index << 1));
}

// @ts-ignore: decorator
@inline
function scriptAt(code: u32): u32 {
  return <u32>load<u8>(scriptOf + <usize>code);
}

// Code units of each script, at `counts`. Runs of one script are counted first: adding each code unit to memory makes
// each wait for the one before.
export function countScripts(length: i32): void {
  memory.fill(counts, 0, 1024);
  let run = 0;
  let current: u32 = 0;
  for (let index = 0; index < length; index++) {
    const script = scriptAt(codeAt(index));
    if (script == current) {
      run += 1;
      continue;
    }
    const at = counts + (<usize>current << 2);
    store<i32>(at, load<i32>(at) + run);
    current = script;
    run = 1;
  }
  const at = counts + (<usize>current << 2);
  store<i32>(at, load<i32>(at) + run);
}

// @ts-ignore: decorator
@inline
function isMark(code: u32): bool {
  return code >= 0x300 && code <= 0x36f;
}

// Spans of all features are loaded without looking at them, so that one miss of the cache need not wait for another.
// @ts-ignore: decorator
@inline
function add(hash: u32): void {
  const span = load<i32>(spans + (<usize>((hash ^ (hash >> 15)) >> shift) << 2));
  store<i32>(found + (<usize>foundCount << 2), span);
  foundCount += <i32>(span != 0);
}

// Finds the weights of every `stride`-th word's features. Returns the number of features, with or without weights.
export function collect(length: i32, script: u32, stride: i32): i32 {
  foundCount = 0;
  store<u16>(word, BOUNDARY);
  let features = 0;
  let left = stride;
  let position = 0;
  while (position < length) {
    if (scriptAt(codeAt(position)) != script) {
      position += 1;
      continue;
    }
    left -= 1;
    const taken = left == 0;
    let size = 1;
    while (position < length) {
      const code = codeAt(position);
      if (scriptAt(code) != script && !isMark(code)) break;
      if (taken && size <= LONGEST_WORD) {
        store<u16>(word + (<usize>size << 1), code);
        size += 1;
      }
      position += 1;
    }
    if (!taken) continue;
    left = stride;
    store<u16>(word + (<usize>size << 1), BOUNDARY);
    size += 1;
    let whole = WORD_SEED;
    for (let start = 0; start < size; start++) {
      let at = word + (<usize>start << 1);
      let code = <u32>load<u16>(at);
      whole = (whole ^ code) * PRIME;
      let hash = (SEED ^ code) * PRIME;
      // a boundary alone says nothing
      if (start > 0 && start < size - 1) {
        add(hash);
        features += 1;
      }
      const end = min(size, start + LONGEST_NGRAM);
      for (let index = start + 1; index < end; index++) {
        at += 2;
        code = <u32>load<u16>(at);
        hash = (hash ^ code) * PRIME;
        add(hash);
      }
      features += end - start - 1;
    }
    if (size > LONGEST_NGRAM) {
      add(whole);
      features += 1;
    }
  }
  return features;
}

// Sums of the weights found, by language, at `sums`.
export function sum(): void {
  memory.fill(sums, 0, <usize>languages << 2);
  const end = found + (<usize>foundCount << 2);
  let near = 0;
  for (let at = found; at < end; at += 4) near += <i32>load<i16>(entries + (<usize>(load<i32>(at) >>> 8) << 1));
  touched = near;
  for (let at = found; at < end; at += 4) {
    const span = <u32>load<i32>(at);
    let entry = entries + (<usize>(span >> 8) << 1);
    const last = entry + (<usize>(span & 0xff) << 1);
    for (; entry < last; entry += 2) {
      const value = <i32>load<i16>(entry);
      const place = sums + (<usize>(value & 0xff) << 2);
      store<i32>(place, load<i32>(place) + (value >> 8));
    }
  }
}
