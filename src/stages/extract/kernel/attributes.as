// Bytes of a class or id value that are read; longer ones are generated.
const maxNameBytes = 240;
const maxValueBytes = 60;
// No element gives more tokens than its attributes' read bytes allow; room for one element is kept free.
const tokenReserve = 1024;

// Hashes of a class or id value up to the closing quote: its words (cut at case changes and non-letters), and whole
// names of several words without digits. Returns the position of the quote: one pass finds the end and hashes.
function readNames(start: i32, closing: i32): i32 {
  const limit = start + maxNameBytes;
  let count = tokenCount;
  let shape = tagShape;
  let shapeWords = shape == 0 ? 2 : 0;
  let word = 0;
  let letters = 0;
  let name = 7;
  let parts = 0;
  let hasDigit = false;
  let previous = 0;
  let at = start;
  for (; ; at++) {
    let byte = byteAt(at);
    const ends = byte == closing || at == limit;
    if (ends) byte = 0x20;
    const kind = get8(NAME_BYTE_CLASS, byte);
    if (kind == NAME_lower || (kind == NAME_upper && previous != NAME_lower)) {
      const letter = byte | 32;
      word = word * 31 + letter;
      letters++;
      name = name * 31 + letter;
    } else {
      if (letters > 1) {
        set(TOKENS, count++, word);
        parts++;
        if (shapeWords > 0) {
          shape = shape * 31 + word;
          shapeWords--;
        }
      }
      word = letters = 0;
      if (kind == NAME_upper) {
        word = byte | 32;
        letters = 1;
        name = name * 31 + word;
      } else if (kind == NAME_space) {
        if (parts > 1 && !hasDigit) set(TOKENS, count++, name);
        name = 7;
        parts = 0;
        hasDigit = false;
        if (ends) break;
      } else {
        if (kind == NAME_digit) hasDigit = true;
        name = name * 31 + byte;
      }
    }
    previous = kind;
  }
  tagShape = shape;
  tokenCount = count;
  return find(<u8>closing, at);
}

function readRole(start: i32, end: i32): void {
  for (let k = 0; k < ROLE_COUNT; k++)
    if (isWord(start, end, ROLES + (k << 4))) {
      tagFlags |= get(ROLE_FLAGS, k);
      break;
    }
  readWhole(start, end, 99);
}

// A value that is a token as a whole; the seed keeps attributes apart.
function readWhole(start: i32, end: i32, seed: i32): void {
  if (end == start || end - start > maxValueBytes) return;
  let hash = seed;
  for (let at = start; at < end; at++) hash = hash * 31 + (byteAt(at) | 32);
  set(TOKENS, tokenCount++, hash);
}

// `display:none` is the shortest style that hides.
const shortestHiding = 12;
const maxStyleBytes = 400;
const maxSpaces = 9;

// Whether `word`, a colon and `value` stand at `at`, with white space around the colon.
function isStyle(at: i32, limit: i32, word: usize, value: usize): bool {
  let next = at + <i32>load<u8>(word);
  if (next >= limit || !isWord(at, next, word)) return false;
  for (let spaces = 0; spaces < maxSpaces && next < limit && isSpace(byteAt(next)); spaces++) next++;
  if (next >= limit || byteAt(next) != 0x3a) return false;
  next++;
  for (let spaces = 0; spaces < maxSpaces && next < limit && isSpace(byteAt(next)); spaces++) next++;
  const end = next + <i32>load<u8>(value);
  return end <= limit && isWord(next, end, value);
}

function hides(start: i32, end: i32): bool {
  const limit = min(end, start + maxStyleBytes);
  for (let at = start; at + 8 < limit; at++) {
    const letter = byteAt(at) | 32;
    if (letter == 0x64 && isStyle(at, limit, WORD_display, WORD_none)) return true;
    if (letter == 0x76 && isStyle(at, limit, WORD_visibility, WORD_hidden)) return true;
  }
  return false;
}

// Reads the attributes of a block-level tag from behind its name; returns the position behind `>`.
function readAttributes(from: i32): i32 {
  tagFlags = tagShape = 0;
  const takesTokens = tokenCount < MAX_TOKENS - tokenReserve;
  const firstToken = tokenCount;
  let at = from;
  while (true) {
    let byte = byteAt(at);
    if (byte == 0x3e) break;
    if (byte <= 0x20 || byte == 0x2f) {
      at++;
      continue;
    }
    const nameStart = at++;
    for (byte = byteAt(at); byte > 0x20 && byte != 0x3d && byte != 0x3e; byte = byteAt(at)) at++;
    const nameEnd = at;
    const nameLength = nameEnd - nameStart;
    if (byte <= 0x20) {
      let next = at;
      while (byteAt(next) <= 0x20) next++;
      if (byteAt(next) == 0x3d) {
        at = next;
        byte = 0x3d;
      }
    }
    if (byte != 0x3d) {
      if (nameLength == 6 && isWord(nameStart, nameEnd, WORD_hidden)) tagFlags |= FLAG_hidden;
      continue;
    }
    at++;
    while (byteAt(at) <= 0x20) at++;
    const first = byteAt(nameStart) | 32;
    // class, id
    const isNames =
      (nameLength == 5 && first == 0x63 && (byteAt(nameStart + 1) | 32) == 0x6c) || (nameLength == 2 && first == 0x69);
    const opening = byteAt(at);
    if (opening == 0x22 || opening == 0x27) {
      if (isNames && takesTokens && tokenCount - firstToken < tokenReserve / 2) {
        at = readNames(at + 1, opening) + 1;
        continue;
      }
      const valueStart = ++at;
      at = find(<u8>opening, at);
      readValue(nameStart, nameEnd, first, valueStart, at);
      at++;
    } else {
      const valueStart = at;
      while (byteAt(at) > 0x20 && byteAt(at) != 0x3e) at++;
      if (isNames) {
        if (takesTokens) readUnquotedNames(valueStart, at);
      } else readValue(nameStart, nameEnd, first, valueStart, at);
    }
  }
  if (!takesTokens) tokenCount = firstToken;
  return at + 1;
}

function readUnquotedNames(start: i32, end: i32): void {
  const behind = byteAt(end);
  set8(BYTES, end, 0x22);
  readNames(start, 0x22);
  set8(BYTES, end, behind);
}

function readValue(nameStart: i32, nameEnd: i32, first: i32, start: i32, end: i32): void {
  switch (nameEnd - nameStart) {
    case 4: // role
      if (first == 0x72) readRole(start, end);
      return;
    case 5: // style
      if (first == 0x73 && end - start >= shortestHiding - 1 && hides(start, end)) tagFlags |= FLAG_hidden;
      return;
    case 6:
      if (first == 0x68 && isWord(nameStart, nameEnd, WORD_hidden)) tagFlags |= FLAG_hidden;
      return;
    case 8:
      if (first != 0x69) return;
      if (isWord(nameStart, nameEnd, WORD_itemprop)) readWhole(start, end, 77);
      else if (isWord(nameStart, nameEnd, WORD_itemtype)) readWhole(start, end, 78);
      return;
    case 10:
      if (first == 0x61 && isWord(nameStart, nameEnd, WORD_aria_label)) readWhole(start, end, 79);
      return;
    case 11:
      if (first == 0x61 && isWord(nameStart, nameEnd, WORD_aria_hidden)) {
        if (isWord(start, end, WORD_true)) tagFlags |= FLAG_hidden;
      } else if (isWord(nameStart, nameEnd, WORD_data_testid)) readWhole(start, end, 80);
  }
}

// Passes a tag whose attributes do not matter: returns the position behind `>`. Quotes count only after `=`.
export function skipTag(from: i32): i32 {
  const greater = i8x16.splat(0x3e);
  const equals = i8x16.splat(0x3d);
  let at = from;
  while (true) {
    const bytes = v128.load(at, BYTES);
    const hits = i8x16.bitmask(v128.or(i8x16.eq(bytes, greater), i8x16.eq(bytes, equals)));
    if (hits == 0) {
      at += 16;
      continue;
    }
    at += ctz(hits) + 1;
    if (byteAt(at - 1) == 0x3e) return at;
    while (byteAt(at) <= 0x20) at++;
    const opening = byteAt(at);
    if (opening == 0x22 || opening == 0x27) at = find(<u8>opening, at + 1) + 1;
  }
}
