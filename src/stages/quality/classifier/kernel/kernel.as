// The classifier's pass over a text, in AssemblyScript: the sum of its n-grams' weights (ngrams.ts) and what its
// statistics count (statistics.ts), bit for bit as there; a test holds both together. Pointers are byte offsets into the
// memory, whose layout kernel.ts decides. Rebuild kernel.wasm.ts with scripts/build-kernel.sh.

// Kinds of characters, as in char-kinds.ts.
const UPPER: u32 = 1;
const DIGIT: u32 = 2;
const STOP: u32 = 3;
const QUESTION: u32 = 5;
const QUOTE: u32 = 6;
const ELLIPSIS: u32 = 9;
const SPACE: u32 = 12;
const NEWLINE: u32 = 13;
const UNSPACED: u32 = 14;

// Bits of a character's entry above its folded form (16) and kind (4).
const IS_MARK: u32 = 1 << 20;
const IS_UNSPACED: u32 = 1 << 21;

const WORD_SEED: u32 = 0x811c9dc5;
const BIGRAM_SEED: u32 = 0x2545f491;
const TRIGRAM_SEED: u32 = 0x3c6ef372;
const CHARACTER_SEED: u32 = 0x1b873593;
const PRIME: u32 = 0x01000193;
const EDGE: u32 = 0x20;
const SHORT_LINE: i32 = 40;
const LONGEST_FUNCTION_WORD: i32 = 8;
const MAX_LINES: i32 = 4096;
const DISTINCT_MASK: u32 = 8191;
const COMMON_SHIFT: u32 = 22;

// Pointers, set once.
let text: usize = 0;
let entries: usize = 0;
let weights: usize = 0;
let seen: usize = 0;
let seenWords: usize = 0;
let seenLines: usize = 0;
let commonHashes: usize = 0;
let commonKinds: usize = 0;
let lineWidths: usize = 0;
let counts: usize = 0;
let hashes: usize = 0;

let commonFactor: u32 = 0;
let mask: u32 = 0;
let pairs = false;
let least: i32 = 0;
let most: i32 = 0;

// Place behind the n-grams collected so far.
let collected: usize = 0;

export function prepare(
  textAt: usize,
  entriesAt: usize,
  weightsAt: usize,
  seenAt: usize,
  seenWordsAt: usize,
  seenLinesAt: usize,
  commonHashesAt: usize,
  commonKindsAt: usize,
  lineWidthsAt: usize,
  countsAt: usize,
  hashesAt: usize,
  commonWordFactor: i32,
  bits: i32,
  words: i32,
  leastCharacters: i32,
  mostCharacters: i32,
): void {
  text = textAt;
  entries = entriesAt;
  weights = weightsAt;
  seen = seenAt;
  seenWords = seenWordsAt;
  seenLines = seenLinesAt;
  commonHashes = commonHashesAt;
  commonKinds = commonKindsAt;
  lineWidths = lineWidthsAt;
  counts = countsAt;
  hashes = hashesAt;
  commonFactor = commonWordFactor;
  mask = <u32>((<u64>1 << bits) - 1);
  pairs = words > 1;
  least = leastCharacters;
  most = mostCharacters;
}

// @ts-ignore: decorator
@inline
function entryAt(index: i32): u32 {
  return load<u32>(entries + (<usize>load<u16>(text + (<usize>index << 1)) << 2));
}

// Makes four n-grams' hashes their buckets.
// @ts-ignore: decorator
@inline
function bucketsOf(four: v128, buckets: v128): v128 {
  const mixed = i32x4.mul(v128.xor(four, i32x4.shr_u(four, 15)), i32x4.splat(0x2c1b3c6d));
  return v128.and(v128.xor(mixed, i32x4.shr_u(mixed, 13)), buckets);
}

// Marks a bucket as met. Returns its weight times 2 plus 1, or 0 where it was met before: without a branch, as no
// processor can tell which it will be.
// @ts-ignore: decorator
@inline
function take(set: usize, ofBuckets: usize, bucket: u32): i32 {
  const at = set + (<usize>bucket >> 3);
  const bits = <u32>load<u8>(at);
  const place = bucket & 7;
  store<u8>(at, bits | (1 << place));
  return (<i32>((bits >> place) & 1) - 1) & ((<i32>load<i8>(ofBuckets + <usize>bucket) << 1) | 1);
}

// Leaves how many of the n-grams' buckets differ and the sum of their weights at `counts`. Behind the pass over the text, whose
// branches no processor foresees: here what is not in its cache is fetched while it goes on.
function sumWeights(): void {
  const end = collected;
  const buckets = i32x4.splat(<i32>mask);
  for (let at = hashes; at < end; at += 16) v128.store(at, bucketsOf(v128.load(at), buckets));
  const set = seen;
  const ofBuckets = weights;
  let ngrams = 0, sum = 0;
  for (let at = hashes; at < end; at += 4) {
    const taken = take(set, ofBuckets, load<u32>(at));
    ngrams += taken & 1;
    sum += taken >> 1;
  }
  store<i32>(counts, ngrams, 152);
  store<i32>(counts, sum, 156);
}

// Of eight code units, a bit for each that is an ASCII letter, and for each that is an ASCII digit or a capital.
// @ts-ignore: decorator
@inline
function lettersOf(eight: v128): i32 {
  const place = i16x8.sub(v128.or(eight, i16x8.splat(0x20)), i16x8.splat(0x61));
  return i16x8.bitmask(i16x8.lt_u(place, i16x8.splat(26)));
}
// @ts-ignore: decorator
@inline
function digitsOf(eight: v128): i32 {
  return i16x8.bitmask(i16x8.lt_u(i16x8.sub(eight, i16x8.splat(0x30)), i16x8.splat(10)));
}
// @ts-ignore: decorator
@inline
function capitalsOf(eight: v128): i32 {
  return i16x8.bitmask(i16x8.lt_u(i16x8.sub(eight, i16x8.splat(0x41)), i16x8.splat(26)));
}

// Hash of the first `size` (1 to 8) of eight ASCII letters and digits, folded. All eight hashes are made and one is read: how
// long a word is no processor can tell before, and a loop's wrong guess costs more.
// @ts-ignore: decorator
@inline
function hashOfFirst(at: usize, size: i32, scratch: usize): u32 {
  const first = load<u64>(at) | 0x0020002000200020;
  const second = load<u64>(at, 8) | 0x0020002000200020;
  let hash = (WORD_SEED ^ <u32>(first & 0xffff)) * PRIME;
  store<u32>(scratch, hash);
  hash = (hash ^ <u32>((first >> 16) & 0xffff)) * PRIME;
  store<u32>(scratch, hash, 4);
  hash = (hash ^ <u32>((first >> 32) & 0xffff)) * PRIME;
  store<u32>(scratch, hash, 8);
  hash = (hash ^ <u32>(first >> 48)) * PRIME;
  store<u32>(scratch, hash, 12);
  hash = (hash ^ <u32>(second & 0xffff)) * PRIME;
  store<u32>(scratch, hash, 16);
  hash = (hash ^ <u32>((second >> 16) & 0xffff)) * PRIME;
  store<u32>(scratch, hash, 20);
  hash = (hash ^ <u32>((second >> 32) & 0xffff)) * PRIME;
  store<u32>(scratch, hash, 24);
  hash = (hash ^ <u32>(second >> 48)) * PRIME;
  store<u32>(scratch, hash, 28);
  return load<u32>(scratch + (<usize>(size - 1) << 2));
}

// Sets the hash's bit in a set of 8,192; returns whether it was not set.
// @ts-ignore: decorator
@inline
function isNew(set: usize, hash: u32): i32 {
  const slot = (hash ^ (hash >> 15)) & DISTINCT_MASK;
  const at = set + (<usize>slot >> 3);
  const bits = <u32>load<u8>(at);
  const bit: u32 = 1 << (slot & 7);
  store<u8>(at, bits | bit);
  return <i32>((bits & bit) == 0);
}

// Counts the word by its kind of common word; all of those have slots of their own.
// @ts-ignore: decorator
@inline
function countCommon(counters: usize, hash: u32, size: i32): void {
  const slot = <usize>((hash * commonFactor) >> COMMON_SHIFT);
  const same = <usize>(load<u32>(commonHashes + (slot << 2)) == hash) & <usize>(size <= LONGEST_FUNCTION_WORD);
  const at = counters + ((<usize>load<u8>(commonKinds + slot) * same) << 2);
  store<i32>(at, load<i32>(at) + 1);
}

function addCharacters(start: i32, end: i32): void {
  for (let first = start - 1; first + least <= end + 1; first++) {
    let hash = CHARACTER_SEED;
    for (let size = 1; size <= most && first + size <= end + 1; size++) {
      const at = first + size - 1;
      let code = EDGE;
      if (at >= start && at < end) {
        const entry = entryAt(at);
        code = ((entry >> 16) & 15) == DIGIT ? 0x30 : entry & 0xffff;
      }
      hash = (hash ^ code) * PRIME;
      if (size < least) continue;
      store<u32>(collected, hash ^ <u32>size);
      collected += 4;
    }
  }
}

// N-grams' hash of the word, where it has digits: all are 0 there.
function hashWithDigits(start: i32, end: i32): u32 {
  let hash = WORD_SEED;
  for (let index = start; index < end; index++) {
    const entry = entryAt(index);
    hash = (hash ^ (((entry >> 16) & 15) == DIGIT ? 0x30 : entry & 0xffff)) * PRIME;
  }
  return hash;
}

// Reads the first `length` characters; leaves the counts of statistics.ts at `counts`, then the n-grams and their sum.
export function read(length: i32): void {
  memory.fill(seen, 0, (<usize>mask >> 3) + 1);
  memory.fill(seenWords, 0, 1024);
  memory.fill(seenLines, 0, 1024);
  memory.fill(counts, 0, 256);
  collected = hashes;
  const ofWords = seenWords;
  let words = 0, wordCharacters = 0, longestWord = 0, distinct = 0, capitalised = 0, withDigits = 0;
  let sentences = 0, ellipses = 0;
  let lines = 0, longestLine = 0, ended = 0, shortLines = 0, shortWidth = 0, sentenceWidth = 0, repeated = 0;
  let widthSum = 0;
  let squareSum: f64 = 0;
  let lineHash: u32 = 1;
  let width = 0, lineSentences = 0;
  let last = SPACE;
  let lower = 0, upper = 0, digit = 0;
  const marks = counts;
  const codes = text;
  const table = entries;
  const common = counts + 64;
  const firstHashes = counts + 160;
  let previous: u32 = 0, beforePrevious: u32 = 0;
  let unspacedRun = 0;
  let skipMarks = false;

  for (let index = 0; index <= length; ) {
    const entry = index < length ? load<u32>(table + (<usize>load<u16>(codes + (<usize>index << 1)) << 2)) : NEWLINE << 16;
    let kind = (entry >> 16) & 15;
    let hash: u32;
    if (kind <= DIGIT) {
      const start = index;
      let current = entry;
      let uppers = 0, digits = 0;
      hash = WORD_SEED;
      if (kind == UPPER) capitalised += 1;
      const at = codes + (<usize>index << 1);
      const eight = v128.load(at);
      const digitBits = digitsOf(eight);
      const ascii = min(ctz(~(lettersOf(eight) | digitBits)), length - index);
      if (ascii > 0) {
        const own = (1 << ascii) - 1;
        hash = hashOfFirst(at, ascii, firstHashes);
        uppers = popcnt(capitalsOf(eight) & own);
        digits = popcnt(digitBits & own);
        index += ascii;
        if (index < length) {
          current = load<u32>(table + (<usize>load<u16>(at + (<usize>ascii << 1)) << 2));
          kind = (current >> 16) & 15;
        } else kind = NEWLINE;
      }
      while (kind <= DIGIT) {
        uppers += <i32>(kind == UPPER);
        digits += <i32>(kind == DIGIT);
        hash = (hash ^ (current & 0xffff)) * PRIME;
        index += 1;
        if (index >= length) break;
        current = load<u32>(table + (<usize>load<u16>(codes + (<usize>index << 1)) << 2));
        kind = (current >> 16) & 15;
      }
      const size = index - start;
      upper += uppers;
      digit += digits;
      lower += size - uppers - digits;
      words += 1;
      wordCharacters += size;
      width += size;
      if (size > longestWord) longestWord = size;
      distinct += isNew(ofWords, hash);
      countCommon(common, hash, size);
      lineHash = (lineHash ^ hash) * PRIME;
      last = 0;
      if (digits > 0) {
        withDigits += 1;
        hash = hashWithDigits(start, index);
      }
      unspacedRun = 0;
      skipMarks = false;
      if (most > 0) addCharacters(start, index);
    } else {
      index += 1;
      if (kind == NEWLINE) {
        if (index <= length) store<i32>(marks, load<i32>(marks, 48) + 1, 48);
        if (width > 0) {
          if (lines < MAX_LINES) store<i32>(lineWidths + (<usize>lines << 2), width);
          lines += 1;
          widthSum += width;
          squareSum += <f64>width * <f64>width;
          if (width > longestLine) longestLine = width;
          if (last >= STOP && last <= QUOTE) ended += 1;
          if (width < SHORT_LINE) {
            shortLines += 1;
            shortWidth += width;
          }
          if (lineSentences > 1) sentenceWidth += width;
          repeated += 1 - isNew(seenLines, lineHash);
        }
        lineHash = 1;
        width = 0;
        lineSentences = 0;
        last = SPACE;
        skipMarks = false;
        continue;
      }
      store<i32>(marks + (<usize>kind << 2), load<i32>(marks + (<usize>kind << 2)) + 1);
      if (kind == SPACE) {
        width += <i32>(width > 0);
        skipMarks = false;
        continue;
      }
      const folded = entry & 0xffff;
      hash = (WORD_SEED ^ folded) * PRIME;
      if (kind == UNSPACED) {
        words += 1;
        wordCharacters += 1;
        width += 3;
        distinct += isNew(ofWords, hash);
        countCommon(common, hash, 1);
        lineHash = (lineHash ^ hash) * PRIME;
        last = kind;
      } else {
        width += 1;
        lineHash = (lineHash ^ <u32>load<u16>(text + (<usize>(index - 1) << 1))) * PRIME;
        if (kind == ELLIPSIS || (kind == STOP && last == STOP)) ellipses += 1;
        else if (kind >= STOP && kind <= QUESTION) {
          sentences += 1;
          lineSentences += 1;
        }
        last = kind;
        // signs that belong to the character before
        if (skipMarks && (entry & IS_MARK) != 0) continue;
      }
      skipMarks = true;
      unspacedRun = (entry & IS_UNSPACED) != 0 ? unspacedRun + 1 : 0;
    }
    let next = collected;
    store<u32>(next, hash);
    next += 4;
    if (pairs && previous != 0) {
      store<u32>(next, ((BIGRAM_SEED ^ previous) * PRIME ^ hash) * PRIME);
      next += 4;
      if (unspacedRun > 2) {
        store<u32>(next, (((TRIGRAM_SEED ^ beforePrevious) * PRIME ^ previous) * PRIME ^ hash) * PRIME);
        next += 4;
      }
    }
    collected = next;
    beforePrevious = previous;
    previous = hash;
  }

  store<i32>(marks, lower);
  store<i32>(marks, upper, 4);
  store<i32>(marks, digit, 8);
  store<i32>(counts, words, 80);
  store<i32>(counts, wordCharacters, 84);
  store<i32>(counts, longestWord, 88);
  store<i32>(counts, distinct, 92);
  store<i32>(counts, capitalised, 96);
  store<i32>(counts, withDigits, 100);
  store<i32>(counts, sentences, 104);
  store<i32>(counts, ellipses, 108);
  store<i32>(counts, lines, 112);
  store<i32>(counts, longestLine, 116);
  store<i32>(counts, ended, 120);
  store<i32>(counts, shortLines, 124);
  store<i32>(counts, shortWidth, 128);
  store<i32>(counts, sentenceWidth, 132);
  store<i32>(counts, repeated, 136);
  store<i32>(counts, widthSum, 140);
  store<f64>(counts, squareSum, 144);
  sumWeights();
}
