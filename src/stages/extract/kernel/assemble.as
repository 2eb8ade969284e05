// Lays out text as UTF-8 in OUTPUT.

const space = 0x20;
const newline = 0x0a;
// A cell of one row is looked for this far up.
const maxCellLevels = 12;

// Decodes any character reference; see entities.ts.
// @ts-ignore: decorator
@external("text", "readReference")
declare function readRareReference(at: i32, end: i32): i32;

// Keeps what a reference means; returns its length.
function keepReference(code: i32, size: i32): i32 {
  let bytes = 1;
  if (code < 0x80) set8(REFERENCE, 0, code);
  else if (code < 0x800) {
    set8(REFERENCE, 0, 0xc0 | (code >> 6));
    set8(REFERENCE, 1, 0x80 | (code & 63));
    bytes = 2;
  } else {
    set8(REFERENCE, 0, 0xe0 | (code >> 12));
    set8(REFERENCE, 1, 0x80 | ((code >> 6) & 63));
    set8(REFERENCE, 2, 0x80 | (code & 63));
    bytes = 3;
  }
  set(REFERENCE_LENGTH, 0, bytes);
  return size;
}

// Digits of the numbers that are decoded here: of characters of three bytes.
const maxCommonDigits = 5;

// A numeric reference of few digits and a semicolon that means the character it numbers; 0: another, or none.
function readCommonNumber(at: i32, end: i32): i32 {
  const isHex = (byteAt(at + 2) | 32) == 0x78;
  const first = isHex ? at + 3 : at + 2;
  const limit = min(end, first + maxCommonDigits);
  let place = first;
  let code = 0;
  for (; place < limit; place++) {
    const byte = byteAt(place);
    const letter = (byte | 32) - 0x57;
    if (byte >= 0x30 && byte <= 0x39) code = code * (isHex ? 16 : 10) + byte - 0x30;
    else if (isHex && letter >= 10 && letter <= 15) code = code * 16 + letter;
    else break;
  }
  if (place >= end || byteAt(place) != 0x3b) return 0;
  const isItself = (code > 0 && code < 0x80) || (code >= 0xa0 && code < 0xd800) || (code >= 0xe000 && code < 0x10000);
  return isItself ? keepReference(code, place + 1 - at) : 0;
}

// Decodes the character reference at `at`, which ends before `end`: its text and the text's length go to REFERENCE and
// REFERENCE_LENGTH. Returns how many bytes it takes with its ampersand, 0 where it is none. Four of five are read here.
function readReference(at: i32, end: i32): i32 {
  let size = 0;
  if (byteAt(at + 1) == 0x23) size = readCommonNumber(at, end);
  else {
    const name = load<u32>(at + 1, BYTES);
    const isFive = end - at >= 6 && byteAt(at + 5) == 0x3b;
    if (isFive && name == 0x7073626e) size = keepReference(0xa0, 6); // nbsp;
    else if (isFive && name == 0x746f7571) size = keepReference(0x22, 6); // quot;
    else if (end - at >= 5 && name == 0x3b706d61) size = keepReference(0x26, 5); // amp;
    else if (end - at >= 4 && (name & 0xffffff) == 0x3b7467) size = keepReference(0x3e, 4); // gt;
    else if (end - at >= 4 && (name & 0xffffff) == 0x3b746c) size = keepReference(0x3c, 4); // lt;
  }
  return size > 0 ? size : readRareReference(at, end);
}

let outputEnd: i32 = 0;
// Bitwise or of all bytes: under 128 the text is ASCII.
let seenBits: i32 = 0;

// @ts-ignore: decorator
@inline
function put(byte: i32): void {
  set8(OUTPUT, outputEnd++, byte);
}

// @ts-ignore: decorator
@inline
function lastByte(): i32 {
  return get8(OUTPUT, outputEnd - 1);
}

// Length in bytes of a character that readers do not see, by its first three: soft hyphen, zero-width space, direction
// marks; else 0.
function invisibleBytes(lead: i32, second: i32, third: i32): i32 {
  if (lead == 0xc2) return second == 0xad ? 2 : 0;
  if (lead == 0xef) return second == 0xbb && third == 0xbf ? 3 : 0;
  if (lead != 0xe2) return 0;
  // U+200B, U+200E, U+200F, U+202A to U+202E; U+2060, U+2066 to U+2069. Joiners (U+200C, U+200D) stay: they spell words
  if (second == 0x80)
    return third == 0x8b || third == 0x8e || third == 0x8f || (third >= 0xaa && third <= 0xae) ? 3 : 0;
  if (second == 0x81) return third == 0xa0 || (third >= 0xa6 && third <= 0xa9) ? 3 : 0;
  return 0;
}

// Length in bytes of a space other than ASCII's that folds like it (no-break space, U+2000 to U+200A), else 0.
function spaceBytes(lead: i32, second: i32, third: i32): i32 {
  if (lead == 0xc2) return second == 0xa0 ? 2 : 0;
  if (lead == 0xe2 && second == 0x80)
    return (third >= 0x80 && third <= 0x8a) || third == 0xaf || third == 0xa8 || third == 0xa9 ? 3 : 0;
  return 0;
}

function invisibleReference(): i32 {
  return invisibleBytes(get8(REFERENCE, 0), get8(REFERENCE, 1), get8(REFERENCE, 2));
}

function spaceReference(): i32 {
  return spaceBytes(get8(REFERENCE, 0), get8(REFERENCE, 1), get8(REFERENCE, 2));
}

function putReference(): void {
  const size = get(REFERENCE_LENGTH, 0);
  memory.copy(OUTPUT + outputEnd, REFERENCE, size);
  outputEnd += size;
  seenBits |= get8(REFERENCE, 0);
}

// A space, unless it would be one too many.
// @ts-ignore: decorator
@inline
function putSpace(spaced: bool): void {
  if (!spaced) put(space);
}

// Copies plain bytes and single spaces up to the first that needs a look or `end`; returns where that is.
// @ts-ignore: decorator
@inline
function copyPlain(from: i32, end: i32, spaced: bool): i32 {
  let at = from;
  let isBehindSpace = spaced ? 1 : 0;
  while (at < end) {
    const bytes = v128.load(at, BYTES);
    // controls, `&`, `<`, no-break space and soft hyphen, general punctuation, byte order mark
    const stops = v128.or(
      v128.or(i8x16.lt_u(bytes, i8x16.splat(<i8>space)), i8x16.eq(bytes, i8x16.splat(0x26))),
      v128.or(
        v128.or(i8x16.eq(bytes, i8x16.splat(0x3c)), i8x16.eq(bytes, i8x16.splat(<i8>0xc2))),
        v128.or(i8x16.eq(bytes, i8x16.splat(<i8>0xe2)), i8x16.eq(bytes, i8x16.splat(<i8>0xef))),
      ),
    );
    const spaces = i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(<i8>space)));
    const hits = i8x16.bitmask(stops) | (spaces & ((spaces << 1) | isBehindSpace)) | 0x10000;
    const count = min(ctz(hits), end - at);
    v128.store(OUTPUT + outputEnd, bytes);
    seenBits |= i8x16.bitmask(bytes) & ((1 << count) - 1) ? 0x80 : 0;
    outputEnd += count;
    at += count;
    if (count < 16) break;
    isBehindSpace = spaces >> 15;
  }
  return at;
}

// Whether two bytes, one before and one behind a sign that is left out, would read as one word.
// @ts-ignore: decorator
@inline
function joinsWords(before: i32, behind: i32): bool {
  return isWordByte(before) && isWordByte(behind);
}

// @ts-ignore: decorator
@inline
function isWordByte(byte: i32): bool {
  const letter = byte | 32;
  return byte >= 0x80 || (letter >= 0x61 && letter <= 0x7a) || (byte >= 0x30 && byte <= 0x39);
}

// Appends a block's text: white space folded, `<br>` as a line break, references decoded, invisible characters left out.
function appendFolded(block: i32): void {
  const start = outputEnd;
  // Whether a space would be one too many: at the start, behind a space, behind a line break.
  let spaced = true;
  // Whether a sign was left out right before.
  let parted = false;
  for (let run = get(FIRST_RUN, block), last = get(FIRST_RUN, block + 1); run < last; run++) {
    const hidden = get8(RUN_HIDDEN, run);
    if (hidden != 0) {
      parted = parted || hidden == HIDDEN_fromReaders;
      continue;
    }
    const end = get(RUN_END, run);
    let at = get(RUN_START, run);
    if (end == lineBreakEnd) {
      if (outputEnd > start && lastByte() == space) outputEnd--;
      if (outputEnd > start && lastByte() != newline) put(newline);
      spaced = true;
      continue;
    }
    if (end == at) {
      putSpace(spaced);
      spaced = true;
      continue;
    }
    if (parted && !spaced && joinsWords(lastByte(), byteAt(at))) put(space);
    parted = false;
    while (at < end) {
      const from = at;
      at = copyPlain(at, end, spaced);
      if (at > from) spaced = lastByte() == space;
      if (at >= end) break;
      const byte = byteAt(at);
      if (byte <= space) {
        putSpace(spaced);
        spaced = true;
        at++;
        continue;
      }
      if (byte == 0x26) {
        const size = readReference(at, end);
        if (size > 0) {
          at += size;
          if (get8(REFERENCE, 0) <= space || spaceReference() > 0) {
            putSpace(spaced);
            spaced = true;
          } else if (invisibleReference() == 0) {
            putReference();
            spaced = false;
          }
          continue;
        }
      } else if (byte != 0x3c) {
        const invisible = invisibleBytes(byte, byteAt(at + 1), byteAt(at + 2));
        if (invisible > 0) {
          at += invisible;
          continue;
        }
        const wide = spaceBytes(byte, byteAt(at + 1), byteAt(at + 2));
        if (wide > 0) {
          putSpace(spaced);
          spaced = true;
          at += wide;
          continue;
        }
      }
      put(byte);
      seenBits |= byte;
      at++;
      spaced = false;
    }
  }
  while (outputEnd > start && (lastByte() == space || lastByte() == newline)) outputEnd--;
}

// Appends a preformatted block: white space as it is, a first line break and white space at the end left out.
function appendPreformatted(block: i32): void {
  const start = outputEnd;
  for (let run = get(FIRST_RUN, block), last = get(FIRST_RUN, block + 1); run < last; run++) {
    if (get8(RUN_HIDDEN, run) != 0) continue;
    const end = get(RUN_END, run);
    let at = get(RUN_START, run);
    if (end == lineBreakEnd) put(newline);
    while (at < end) {
      const byte = byteAt(at);
      if (byte == 0x26) {
        const size = readReference(at, end);
        if (size > 0) {
          at += size;
          if (spaceReference() > 0) put(space);
          else if (invisibleReference() == 0) putReference();
          continue;
        }
      }
      if (byte == 0x0d) {
        if (byteAt(at + 1) != newline) put(newline);
        at++;
        continue;
      }
      const invisible = invisibleBytes(byte, byteAt(at + 1), byteAt(at + 2));
      const wide = spaceBytes(byte, byteAt(at + 1), byteAt(at + 2));
      if (invisible + wide > 0) {
        if (wide > 0) put(space);
        at += invisible + wide;
        continue;
      }
      if (byte >= space || byte == newline || byte == 0x09) {
        put(byte);
        seenBits |= byte;
      }
      at++;
    }
  }
  while (outputEnd > start && lastByte() <= space) outputEnd--;
  // the HTML standard drops a line break right behind `<pre>`; blank first lines say nothing either
  let from = start;
  for (let at = start; at < outputEnd; at++) {
    const byte = get8(OUTPUT, at);
    if (byte != space && byte != newline && byte != 0x09) break;
    if (byte == newline) from = at + 1;
  }
  if (from > start) memory.copy(OUTPUT + start, OUTPUT + from, outputEnd - from);
  outputEnd -= from - start;
}

function appendBlock(block: i32): void {
  if ((get(FLAGS, get(BLOCK_ELEMENT, block)) & FLAG_preformatted) != 0) appendPreformatted(block);
  else appendFolded(block);
}

// The table cell that is all of a block, or 0. Cells of several blocks are layout: their lines stay apart.
export function cellOf(block: i32): i32 {
  let element = get(BLOCK_ELEMENT, block);
  if ((get(FLAGS, element) & FLAG_table) == 0) return 0;
  for (let level = 0; level < maxCellLevels && element > 0; level++) {
    if (get(END_BLOCK, element) - get(FIRST_BLOCK, element) > 1) return 0;
    const tag = get8(TAG, element);
    if (tag == TAG_td || tag == TAG_th) return element;
    element = get(PARENT, element);
  }
  return 0;
}

// Appends what stands between two kept blocks: ` | ` between cells of a row, else a line break.
function appendSeparator(before: i32, block: i32): void {
  const cell = cellOf(block);
  const other = cell > 0 ? cellOf(before) : 0;
  if (other == 0 || get(PARENT, cell) != get(PARENT, other)) {
    put(newline);
    return;
  }
  put(space);
  put(0x7c);
  put(space);
}

// Lays out the blocks from `first` up to `end` whose mark in KEEP is 1, a line each; returns the text's length in bytes,
// negative where it is not ASCII.
export function assemble(first: i32, end: i32): i32 {
  outputEnd = 0;
  seenBits = 0;
  let before = -1;
  for (let block = first; block < end; block++) {
    if (get8(KEEP, block) != 1) continue;
    const length = outputEnd;
    if (before >= 0) appendSeparator(before, block);
    const start = outputEnd;
    appendBlock(block);
    if (outputEnd == start) outputEnd = length;
    else before = block;
  }
  return seenBits < 128 ? outputEnd : -outputEnd;
}

// Lays out one block.
export function blockText(block: i32): i32 {
  outputEnd = 0;
  seenBits = 0;
  appendBlock(block);
  return seenBits < 128 ? outputEnd : -outputEnd;
}
