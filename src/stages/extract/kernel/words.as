const letter = 1;
const hanCharacter = 2;

// Words of a block that are looked up in the table; later ones say little.
const tableWords = 12;
// Blocks of up to this many words are also looked up whole: "Read more", "Leave a comment".
const wholeBlockWords = 6;
// Blocks longer than this are not compared with title and description.
const maxMatchedWords = 40;
const maxReadBytes = 2000;
// Words that are taken from title and description each; the set stays half empty.
const maxHeadWords = 400;
const inTitleBit = 1;
const inDescriptionBit = 2;
const pairSalt = 0x51ed270b;
const wholeSalt = 0x2c1b3c6d;
// All numbers are one word.
const numberHash = 0x6e756d;

let titleWords: i32 = 0;
// Results of `matchBlock`.
let matched: i32 = 0;
let matchedTitle: i32 = 0;
let matchedDescription: i32 = 0;
let known: i32 = 0;
let knownSum: i32 = 0;
let knownMin: i32 = 0;
let knownMax: i32 = 0;
let firstWord: i32 = 0;
let firstPair: i32 = 0;
let wholeBlock: i32 = 0;
// Tokens that the block was looked up by: their number, in LOOKED_UP.
let lookedUp: i32 = 0;

// One behind the word that `hashWord` read.
let wordEnd: i32 = 0;

// Whether each of 16 bytes is one of letters: as WORD_BYTE_CLASS has it.
// @ts-ignore: decorator
@inline
function lettersOf(bytes: v128): v128 {
  const small = v128.or(bytes, i8x16.splat(0x20));
  const isAscii = v128.or(
    i8x16.lt_u(i8x16.sub(small, i8x16.splat(0x61)), i8x16.splat(26)),
    i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(0x30)), i8x16.splat(10)),
  );
  const isOther = v128.or(
    i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(<i8>0xc0)), i8x16.splat(3)),
    i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(<i8>0xe4)), i8x16.splat(6)),
  );
  return v128.or(isAscii, v128.andnot(i8x16.lt_s(bytes, i8x16.splat(0)), isOther));
}

// The polynomial in 31 over 17 and the first `size` bytes, at most 15: what `hashWord` gives byte by byte, in one step.
function hashShort(bytes: v128, size: i32): i32 {
  const place = i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  // the last byte goes to the last place, 17 before the first, 0 before that
  const moved = i8x16.swizzle(bytes, i8x16.add(place, i8x16.splat(<i8>(size - 16))));
  const seed = v128.and(i8x16.eq(place, i8x16.splat(<i8>(15 - size))), i8x16.splat(17));
  const all = v128.or(moved, seed);
  const low = i16x8.extend_low_i8x16_u(all);
  const high = i16x8.extend_high_i8x16_u(all);
  // powers of 31 modulo 2 ** 32
  const first = i32x4.mul(i32x4.extend_low_i16x8_u(low), i32x4(-510534177, 1507551809, -505558625, -293403007));
  const second = i32x4.mul(i32x4.extend_high_i16x8_u(low), i32x4(129082719, -1796951359, -196513505, -1807454463));
  const third = i32x4.mul(i32x4.extend_low_i16x8_u(high), i32x4(1742810335, 887503681, 28629151, 923521));
  const fourth = i32x4.mul(i32x4.extend_high_i16x8_u(high), i32x4(29791, 961, 31, 1));
  const sums = i32x4.add(i32x4.add(first, second), i32x4.add(third, fourth));
  const pairs = i32x4.add(sums, v128.shuffle<i32>(sums, sums, 2, 3, 0, 1));
  return i32x4.extract_lane(pairs, 0) + i32x4.extract_lane(pairs, 1);
}

// Hash of the word that starts at `from`, never 0: a Han character, or letters whatever their case. Sets `wordEnd`.
function hashWord(from: i32): i32 {
  let byte = byteAt(from);
  if (get8(WORD_BYTE_CLASS, byte) == hanCharacter) {
    wordEnd = from + 3;
    return (((byte << 16) | (byteAt(from + 1) << 8) | byteAt(from + 2)) * 31) | 1;
  }
  const bytes = v128.load(from, BYTES);
  const size = ctz(~i8x16.bitmask(lettersOf(bytes)));
  if (size < 16) {
    wordEnd = from + size;
    return hashShort(v128.or(bytes, i8x16.splat(0x20)), size) | 1;
  }
  let at = from;
  let hash = 17;
  do {
    hash = hash * 31 + (byte | 32);
    byte = byteAt(++at);
  } while (get8(WORD_BYTE_CLASS, byte) == letter);
  wordEnd = at;
  return hash | 1;
}

// Where a hash is in the set of the words of title and description (open addressing, 0 is empty), or belongs.
function slotOf(hash: i32, mixed: i32): i32 {
  let slot = <i32>(<u32>mixed >> 14) & (HEAD_SLOTS - 1);
  while (true) {
    const there = get(HEAD_HASHES, slot);
    if (there == 0 || there == hash) return slot;
    slot = (slot + 1) & (HEAD_SLOTS - 1);
  }
}

// Adds the words of a byte range to the set; returns how many different ones.
function addHeadWords(start: i32, end: i32, bit: i32): i32 {
  const stop = min(end, start + maxReadBytes);
  let added = 0;
  for (let at = start; at < stop && added < maxHeadWords; ) {
    if (get8(WORD_BYTE_CLASS, byteAt(at)) == 0) {
      at++;
      continue;
    }
    const hash = hashWord(at);
    at = wordEnd;
    const slot = slotOf(hash, mixToken(hash));
    set(HEAD_HASHES, slot, hash);
    const bits = get8(HEAD_BITS, slot);
    if ((bits & bit) == 0) added++;
    set8(HEAD_BITS, slot, bits | bit);
  }
  return added;
}

// Takes in the page's title and description; blocks are compared with them.
function readTitle(): void {
  memory.fill(HEAD_HASHES, 0, HEAD_SLOTS << 2);
  memory.fill(HEAD_BITS, 0, HEAD_SLOTS);
  titleWords = addHeadWords(titleStart, titleEnd, inTitleBit);
  addHeadWords(descriptionStart, descriptionEnd, inDescriptionBit);
}

function lookUpToken(mixed: i32): i32 {
  set(LOOKED_UP, lookedUp++, mixed);
  return lookUpWord(mixed);
}

// Looks a block's words up in the table; compares short blocks with title and description. Returns how many tokens it
// was looked up by: the trainer reads them.
export function matchBlock(block: i32): i32 {
  const isShort = get(BLOCK_WORDS, block) <= maxMatchedWords;
  const maxWords = isShort ? i32.MAX_VALUE : tableWords;
  let count = 0;
  let inTitle = 0;
  let inDescription = 0;
  let sum = 0;
  let lowest = 127;
  let highest = -127;
  let first = UNKNOWN_TOKEN;
  let pair = UNKNOWN_TOKEN;
  let sequence = 0;
  known = 0;
  lookedUp = 0;
  for (let run = get(FIRST_RUN, block), last = get(FIRST_RUN, block + 1); run < last && count < maxWords; run++) {
    const end = get(RUN_END, run);
    for (let at = get(RUN_START, run); at < end && count < maxWords; ) {
      const byte = byteAt(at);
      if (get8(WORD_BYTE_CLASS, byte) == 0) {
        at++;
        continue;
      }
      const hash = hashWord(at);
      at = wordEnd;
      const mixed = mixToken(hash);
      if (count < tableWords) {
        const word = byte >= 0x30 && byte <= 0x39 ? mixToken(numberHash) : mixed;
        sequence = sequence * 31 + word;
        const value = lookUpToken(word);
        if (value != UNKNOWN_TOKEN) {
          known++;
          sum += value;
          lowest = min(lowest, value);
          highest = max(highest, value);
          if (count == 0) first = value;
        }
        if (count == 1) pair = lookUpToken(mixToken(sequence ^ pairSalt));
      }
      count++;
      const bits = get8(HEAD_BITS, slotOf(hash, mixed));
      inTitle += bits & inTitleBit;
      inDescription += bits >> 1;
    }
  }
  const whole =
    count <= wholeBlockWords && count > 0 ? lookUpToken(mixToken(sequence ^ wholeSalt)) : UNKNOWN_TOKEN;
  matched = count;
  matchedTitle = isShort ? inTitle : 0;
  matchedDescription = isShort ? inDescription : 0;
  knownSum = sum;
  knownMin = lowest;
  knownMax = highest;
  firstWord = first == UNKNOWN_TOKEN ? 0 : first;
  firstPair = pair == UNKNOWN_TOKEN ? 0 : pair;
  wholeBlock = whole == UNKNOWN_TOKEN ? 0 : whole;
  return lookedUp;
}

// Nine columns: what the words of each block say.
function writeWords(start: usize, stride: i32): void {
  for (let block = 0; block < blocks; block++) {
    matchBlock(block);
    const all = <f64>(matched == 0 ? 1 : matched);
    let at = start + block;
    store<u8>(at, shareBucket(matchedTitle, all));
    at += stride;
    store<u8>(at, titleWords > 0 ? shareBucket(matchedTitle, titleWords) : 0);
    at += stride;
    store<u8>(at, shareBucket(matchedDescription, all));
    at += stride;
    store<u8>(at, known > 0 ? tokenBucket(<f64>knownSum / <f64>known) : 0);
    at += stride;
    store<u8>(at, known > 0 ? tokenBucket(knownMin) : 0);
    at += stride;
    store<u8>(at, known > 0 ? tokenBucket(knownMax) : 0);
    at += stride;
    store<u8>(at, tokenBucket(firstWord));
    at += stride;
    store<u8>(at, tokenBucket(firstPair));
    at += stride;
    store<u8>(at, tokenBucket(wholeBlock));
  }
}
