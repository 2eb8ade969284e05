// The lines of visible text in part of a page, and the elements that are named for what they hold: where dates and authors
// are looked for that a page states for people alone.

const maxNameLetters = 10;
// Kinds of tags here: those whose elements stand on lines of their own, and from `firstHidden` on those that show nothing.
const lineTag = 1;
const firstHidden = 2;

let lineCount: i32 = 0;
let pieceCount: i32 = 0;
let firstPiece: i32 = 0;
let lineLength: i32 = 0;
let lineHasDigit: bool = false;
// Whether it holds what every date does, and what may become something else when it is decoded.
let lineMayHoldDate: bool = false;
let lineIsEncoded: bool = false;

// What the tag whose name begins at `from` does to lines; names end with the part that is read.
function lineTagKind(from: i32, limit: i32): i32 {
  let number = 0;
  for (let at = from, end = min(from + maxNameLetters, limit); at < end; at++) {
    const byte = byteAt(at) | 32;
    // a digit keeps its number
    if (!((byte >= 0x61 && byte <= 0x7a) || (byteAt(at) >= 0x30 && byteAt(at) <= 0x39))) break;
    number = number * 31 + byte;
  }
  let slot = <i32>(<u32>(number * NAME_MULTIPLIER) >> LINE_TAG_SHIFT);
  while (true) {
    const there = get(LINE_TAG_HASH, slot);
    if (there == number) return get8(LINE_TAG_KIND, slot);
    if (there == 0) return 0;
    slot = (slot + 1) & (LINE_TAG_SLOTS - 1);
  }
}

function isDigit(at: i32): bool {
  return <u32>(byteAt(at) - 0x30) < 10;
}

// Whether what every date holds begins with the digit at `at`: 1990 to 2039, or numbers as in 1/2/03 and 1.02.03.
function beginsDate(at: i32): bool {
  const digit = byteAt(at);
  const second = byteAt(at + 1);
  const third = byteAt(at + 2);
  if (digit == 0x31 && second == 0x39 && third == 0x39) return isDigit(at + 3);
  if (digit == 0x32 && second == 0x30 && third >= 0x30 && third <= 0x33) return isDigit(at + 3);
  if (second == 0x2f && isDigit(at + 2)) {
    const slash = byteAt(at + 3) == 0x2f ? at + 3 : at + 4;
    return byteAt(slash) == 0x2f && (slash == at + 3 || isDigit(at + 3)) && isDigit(slash + 1) && isDigit(slash + 2);
  }
  return (
    second == 0x2e &&
    isDigit(at + 2) &&
    isDigit(at + 3) &&
    byteAt(at + 4) == 0x2e &&
    isDigit(at + 5) &&
    isDigit(at + 6)
  );
}

// Whether a reference other than a no-break space, or a character that is left out of texts, begins at `at`.
function isEncoded(at: i32): bool {
  const second = byteAt(at + 1);
  const third = byteAt(at + 2);
  switch (byteAt(at)) {
    case 0x26:
      return load<u32>(at + 1, BYTES) != 0x7073626e || byteAt(at + 5) != 0x3b; // nbsp;
    case 0xc2:
      return second == 0xad;
    case 0xe2:
      if (second == 0x81) return third == 0xa0;
      return second == 0x80 && ((third >= 0x8b && third <= 0x8f) || (third >= 0xaa && third <= 0xae));
    default:
      return second == 0xbb || second == 0xbf; // U+FEFF, U+FFFD and those beside them
  }
}

// Counts the characters of a piece of text that are no white space, and notes whether the line may hold a date.
function countPiece(start: i32, end: i32): i32 {
  const blank = i8x16.splat(0x20);
  const lead = i8x16.splat(-65);
  const zero = i8x16.splat(0x30);
  const ten = i8x16.splat(10);
  let count = 0;
  for (let at = start; at < end; at += 16) {
    const bytes = v128.load(at, BYTES);
    const inside = end - at >= 16 ? 0xffff : (1 << (end - at)) - 1;
    // above 0x20, or the first byte of a character beyond ASCII
    const shown = v128.or(
      i8x16.gt_s(bytes, blank),
      v128.and(i8x16.gt_s(bytes, lead), i8x16.lt_s(bytes, i8x16.splat(0))),
    );
    count += popcnt(i8x16.bitmask(shown) & inside);
    if (lineMayHoldDate) continue;
    let hits = i8x16.bitmask(i8x16.lt_u(i8x16.sub(bytes, zero), ten)) & inside;
    if (hits != 0) lineHasDigit = true;
    for (; hits != 0 && !lineMayHoldDate; hits &= hits - 1) lineMayHoldDate = beginsDate(at + ctz(hits));
    if (lineIsEncoded) continue;
    const marks = v128.or(
      v128.or(i8x16.eq(bytes, i8x16.splat(0x26)), i8x16.eq(bytes, i8x16.splat(<i8>0xc2))),
      v128.or(i8x16.eq(bytes, i8x16.splat(<i8>0xe2)), i8x16.eq(bytes, i8x16.splat(<i8>0xef))),
    );
    hits = i8x16.bitmask(marks) & inside;
    for (; hits != 0 && !lineIsEncoded; hits &= hits - 1) lineIsEncoded = isEncoded(at + ctz(hits));
  }
  return count;
}

// Whether the bytes at `at` are the word, in small letters.
function isExactly(at: i32, word: usize): bool {
  const size = <i32>load<u8>(word);
  for (let k = 0; k < size; k++) if (byteAt(at + k) != <i32>load<u8>(word + k, 1)) return false;
  return true;
}

// Behind the tag at `open`; of an element that shows nothing behind its end tag, of a comment behind its end.
function lineTagEnd(open: i32, end: i32, hidden: i32): i32 {
  if (byteAt(open + 1) == 0x21 && byteAt(open + 2) == 0x2d) {
    for (let at = find(0x3e, open); at < end; at = find(0x3e, at + 1))
      if (byteAt(at - 1) == 0x2d && byteAt(at - 2) == 0x2d) return at + 1;
    return end;
  }
  let from = open;
  if (hidden >= 0) {
    const word = HIDDEN_NAMES + (<usize>hidden << 4);
    const size = <i32>load<u8>(word) + 2;
    for (from = find(0x3c, open); from + size <= end; from = find(0x3c, from + 1))
      if (byteAt(from + 1) == 0x2f && isExactly(from + 2, word)) break;
    if (from + size > end) return end;
  }
  return min(find(0x3e, from) + 1, end);
}

function endLine(at: i32): i32 {
  const size = lineLength;
  if (size == 0) return 0;
  const row = lineCount++ << 2;
  if (!lineMayHoldDate && !(lineHasDigit && lineIsEncoded)) pieceCount = firstPiece;
  set(LINES, row, firstPiece);
  set(LINES, row + 1, pieceCount);
  set(LINES, row + 2, size);
  set(LINES, row + 3, at);
  firstPiece = pieceCount;
  lineLength = 0;
  lineHasDigit = lineMayHoldDate = lineIsEncoded = false;
  return size;
}

// Reads the lines in [start, limit) into LINES, until they hold more than `most` characters: first piece and one behind
// the last, characters, where it ends. Only lines that may hold a date have pieces, in PIECES. Returns the number of lines.
export function readLines(start: i32, limit: i32, most: i32): i32 {
  const end = min(limit, length);
  lineCount = pieceCount = firstPiece = lineLength = 0;
  lineHasDigit = lineMayHoldDate = lineIsEncoded = false;
  let total = 0;
  for (let at = start; at < end && total <= most && pieceCount < MAX_PIECES && lineCount < MAX_PIECES; ) {
    const open = min(find(0x3c, at), end);
    const characters = open > at ? countPiece(at, open) : 0;
    if (characters != 0) {
      set(PIECES, 2 * pieceCount, at);
      set(PIECES, 2 * pieceCount + 1, open);
      pieceCount++;
      lineLength += characters;
    }
    if (open == end) break;
    const isEndTag = open + 1 < end && byteAt(open + 1) == 0x2f;
    const kind = lineTagKind(isEndTag ? open + 2 : open + 1, end);
    if (kind == lineTag) total += endLine(open);
    at = lineTagEnd(open, end, isEndTag || kind < firstHidden ? -1 : kind - firstHidden);
  }
  endLine(end);
  return lineCount;
}

// How far before a word its tag and its attribute's value begin.
const maxNamedTagBytes = 300;
const maxNamedValueBytes = 80;

// Whether an attribute that says what its element holds ends at `equals`, its tag begun at or behind `lowest`.
function isNamingAttribute(equals: i32, lowest: i32): bool {
  let size = 0;
  const before = equals - lowest;
  if (before > 2 && isWord(equals - 2, equals, WORD_id)) size = 2;
  else if (before > 3 && isWord(equals - 3, equals, WORD_rel)) size = 3;
  else if (before > 5 && isWord(equals - 5, equals, WORD_class)) size = 5;
  else if (before > 8 && isWord(equals - 8, equals, WORD_itemprop)) size = 8;
  else return false;
  const start = equals - size;
  if (!isSpace(byteAt(start - 1))) return false;
  for (let at = start - 2; at >= lowest; at--) if (byteAt(at) == 0x3c) return true;
  return false;
}

// Whether what stands at `at` is in the value of such an attribute.
function isInNamingAttribute(at: i32, from: i32): bool {
  const lowest = max(from, at - maxNamedTagBytes);
  for (let start = at, least = max(lowest + 5, at - maxNamedValueBytes); start >= least; start--) {
    const before = byteAt(start - 1);
    if (before == 0x3d) {
      if (isNamingAttribute(start - 1, lowest)) return true;
    } else if (before == 0x22 || before == 0x27) {
      return byteAt(start - 2) == 0x3d && isNamingAttribute(start - 2, lowest);
    } else if (before == 0x3c || before == 0x3e) return false;
  }
  return false;
}

// Whether one of a set's words may stand at `at`, by their first four letters, the first of them in any case.
function mayBeNamingWord(starts: usize, size: i32, at: i32): bool {
  const four = i32x4.splat(load<i32>(at, BYTES) | 0x20);
  let same = i32x4.eq(four, v128.load(starts));
  for (let k = 4; k < size; k += 4) same = v128.or(same, i32x4.eq(four, v128.load(starts + (<usize>k << 2))));
  return v128.any_true(same);
}

// The length of the word of a set that stands at `at`, or 0. The first letter may be a capital where the word says so.
function namingWord(first: usize, count: i32, at: i32): i32 {
  for (let k = 0; k < count; k++) {
    const word = first + (<usize>k << 4);
    const size = <i32>load<u8>(word);
    const letter = <i32>load<u8>(word, 1);
    if (byteAt(at) != letter && (load<u8>(word, 15) == 0 || (byteAt(at) | 32) != letter)) continue;
    let same = 1;
    while (same < size && byteAt(at + same) == <i32>load<u8>(word + same, 1)) same++;
    if (same == size) return size;
  }
  return 0;
}

// Finds the elements in [from, limit) whose class, id, itemprop or rel holds a word of the set; where their content
// starts goes to NAMED. Returns their number. Words begin with one of few pairs of bytes, which are looked for first.
export function findNamed(from: i32, limit: i32, set: i32): i32 {
  const end = min(limit, length);
  const first = set == 0 ? AUTHOR_WORDS : DATE_WORDS;
  const count = set == 0 ? AUTHOR_WORD_COUNT : DATE_WORD_COUNT;
  const starts = set == 0 ? AUTHOR_STARTS : DATE_STARTS;
  let found = 0;
  let next = from;
  for (let at = from; at < end; at += 16) {
    let hits = set == 0 ? authorPairs(at) : datePairs(at);
    while (hits != 0) {
      const place = at + ctz(hits);
      hits &= hits - 1;
      if (place < next || !mayBeNamingWord(starts, count, place)) continue;
      const size = namingWord(first, count, place);
      if (size == 0 || place + size > end) continue;
      next = place + size;
      if (!isInNamingAttribute(place, from)) continue;
      const close = find(0x3e, place);
      if (close >= end) return found;
      store<i32>(NAMED + (<usize>found << 2), close + 1);
      if (++found == MAX_NAMED) return found;
    }
  }
  return found;
}

// @ts-ignore: decorator
@inline
function pair(first: v128, second: v128, a: u8, b: u8): v128 {
  return v128.and(i8x16.eq(first, i8x16.splat(a)), i8x16.eq(second, i8x16.splat(b)));
}

// Where among 16 bytes `au`, `by` or `ve` stands, the first letter in any case.
function authorPairs(at: i32): i32 {
  const small = v128.or(v128.load(at, BYTES), i8x16.splat(0x20));
  const second = v128.load(at, BYTES + 1);
  return i8x16.bitmask(
    v128.or(
      v128.or(pair(small, second, 0x61, 0x75), pair(small, second, 0x62, 0x79)),
      pair(small, second, 0x76, 0x65),
    ),
  );
}

// Where `da`, `pu`, `po`, `ti`, `fe`, `su`, `-t` or `_t` does.
function datePairs(at: i32): i32 {
  const bytes = v128.load(at, BYTES);
  const small = v128.or(bytes, i8x16.splat(0x20));
  const second = v128.load(at, BYTES + 1);
  const ofP = v128.and(
    i8x16.eq(small, i8x16.splat(0x70)),
    v128.or(i8x16.eq(second, i8x16.splat(0x75)), i8x16.eq(second, i8x16.splat(0x6f))),
  );
  const ofMark = v128.and(
    v128.or(i8x16.eq(bytes, i8x16.splat(0x2d)), i8x16.eq(bytes, i8x16.splat(0x5f))),
    i8x16.eq(second, i8x16.splat(0x74)),
  );
  const others = v128.or(
    v128.or(pair(small, second, 0x64, 0x61), pair(small, second, 0x74, 0x69)),
    v128.or(pair(small, second, 0x66, 0x65), pair(small, second, 0x73, 0x75)),
  );
  return i8x16.bitmask(v128.or(v128.or(ofP, ofMark), others));
}
