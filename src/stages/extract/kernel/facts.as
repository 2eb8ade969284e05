// Walks a page's tags once and notes where stand what metadata is read from; TypeScript reads it there. Scripts, styles
// and comments are passed over. Linear in the page's length: an element that is never closed ends the walk.

const maxTagBytes = 1000;
const maxMetaName = 60;
const maxMetas = 500;
const maxMetaAttributes = 64;

let facts: i32 = 0;

// @ts-ignore: decorator
@inline
function isBlank(byte: i32): bool {
  return byte == 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

function addFact(kind: i32, at: i32, end: i32, innerStart: i32, innerEnd: i32): void {
  const row = facts * FACT_ROW;
  set(FACTS, row, kind);
  set(FACTS, row + 1, at);
  set(FACTS, row + 2, end);
  set(FACTS, row + 3, innerStart);
  set(FACTS, row + 4, innerEnd);
  facts++;
}

function count(kind: i32): i32 {
  return get(FACT_COUNTS, kind);
}

// Notes a fact whose tag's attributes begin at `at`, unless there are `limit` of its kind.
function addFew(kind: i32, limit: i32, at: i32, innerStart: i32, innerEnd: i32): void {
  if (count(kind) >= limit) return;
  set(FACT_COUNTS, kind, count(kind) + 1);
  addFact(kind, at, 0, innerStart, innerEnd);
}

// The value that `readFactValue` read.
let valueStart: i32 = 0;
let valueEnd: i32 = 0;

// Reads the value that may begin at `from`, behind a `=`; returns the position behind it.
function readFactValue(from: i32): i32 {
  let at = from;
  while (at < length && isBlank(byteAt(at))) at++;
  const opening = byteAt(at);
  if (at < length && (opening == 0x22 || opening == 0x27)) {
    valueStart = at + 1;
    valueEnd = min(find(<u8>opening, at + 1), length);
    return min(valueEnd + 1, length);
  }
  valueStart = at;
  while (at < length && !isBlank(byteAt(at)) && byteAt(at) != 0x3e) at++;
  valueEnd = at;
  return at;
}

// The attribute that `readFactAttribute` read.
let attributeStart: i32 = 0;
let attributeEnd: i32 = 0;

// Reads the attribute at `from`, inside a tag: its name and its value, which is empty where there is none. Returns the
// position behind it, or, where the tag is over, the negative of the position behind the tag.
function readFactAttribute(from: i32): i32 {
  let at = from;
  while (at < length && (isBlank(byteAt(at)) || byteAt(at) == 0x2f)) at++;
  if (at >= length) return -length;
  if (byteAt(at) == 0x3e) return -(at + 1);
  attributeStart = at++;
  while (at < length) {
    const byte = byteAt(at);
    if (byte == 0x3d || byte == 0x3e || byte == 0x2f || isBlank(byte)) break;
    at++;
  }
  attributeEnd = at;
  while (at < length && isBlank(byteAt(at))) at++;
  if (at < length && byteAt(at) == 0x3d) return readFactValue(at + 1);
  valueStart = valueEnd = at;
  return at;
}

// Behind the tag whose attributes begin at `from`, or the page's end.
function attributesEnd(from: i32): i32 {
  let at = from;
  while (at >= 0) at = readFactAttribute(at);
  return -at;
}

// Whether a value, white space around it, may be such a name: one that is known, or any that ends in `date` or `time`.
function mayBeMetaName(from: i32, until: i32): bool {
  let start = from;
  let end = until;
  while (start < end && isSpace(byteAt(start))) start++;
  while (end > start && isSpace(byteAt(end - 1))) end--;
  const size = end - start;
  if (size == 0 || size > maxMetaName) return false;
  if (size >= 4 && (isWord(end - 4, end, WORD_date) || isWord(end - 4, end, WORD_time))) return true;
  let hash = 0;
  for (let at = start; at < end; at++) hash = hash * 31 + (byteAt(at) | 32);
  let slot = <i32>(<u32>(hash * NAME_MULTIPLIER) >> META_NAME_SHIFT);
  while (true) {
    const there = get(META_NAMES, slot);
    if (there == hash) return true;
    if (there == 0) return false;
    slot = (slot + 1) & (META_NAME_SLOTS - 1);
  }
}

// Whether the word is the name of the attribute that was read.
function isAttribute(word: usize): bool {
  return isWord(attributeStart, attributeEnd, word);
}

// Places of the values of a meta's attributes: start, end, of each of the four names that say what it states, then of
// what it states; 0 to 0 where there is none. The first of a name counts.
function keepMetaValue(slot: i32): void {
  const row = 2 * slot;
  if (get(META_VALUES, row) != 0) return;
  set(META_VALUES, row, valueStart);
  set(META_VALUES, row + 1, valueEnd);
}

// Notes each name of a meta that metadata may be read by, with its content; returns the position behind the tag.
function readMetaFact(from: i32): i32 {
  memory.fill(META_VALUES, 0, 2 * META_KEYS * 4 + 8);
  let at = readFactAttribute(from);
  for (let attributes = 0; at >= 0; at = readFactAttribute(at)) {
    if (++attributes > maxMetaAttributes) continue;
    if (isAttribute(WORD_property)) keepMetaValue(0);
    else if (isAttribute(WORD_name)) keepMetaValue(1);
    else if (isAttribute(WORD_itemprop)) keepMetaValue(2);
    else if (isAttribute(WORD_http_equiv)) keepMetaValue(3);
    else if (isAttribute(WORD_content)) keepMetaValue(META_KEYS);
  }
  const start = get(META_VALUES, 2 * META_KEYS);
  const end = get(META_VALUES, 2 * META_KEYS + 1);
  if (start == end) return -at;
  for (let key = 0; key < META_KEYS; key++) {
    const keyStart = get(META_VALUES, 2 * key);
    const keyEnd = get(META_VALUES, 2 * key + 1);
    if (keyEnd - keyStart > maxMetaName || !mayBeMetaName(keyStart, keyEnd) || count(FACT_meta) >= maxMetas) continue;
    set(FACT_COUNTS, FACT_meta, count(FACT_meta) + 1);
    addFact(FACT_meta, keyStart, keyEnd, start, end);
  }
  return -at;
}

// Whether the word stands at `at`.
function hasWord(at: i32, word: usize): bool {
  return isWord(at, at + <i32>load<u8>(word), word);
}

// Whether the tag name stands at `at`.
function isTag(at: i32, word: usize): bool {
  if (!hasWord(at, word)) return false;
  const end = at + <i32>load<u8>(word);
  const next = byteAt(end);
  return end >= length || isBlank(next) || next == 0x3e || next == 0x2f;
}

// The position of the end tag at or after `from`, or -1.
function findEnd(from: i32, word: usize): i32 {
  for (let at = find(0x3c, from); at < length; at = find(0x3c, at + 1))
    if (byteAt(at + 1) == 0x2f && isTag(at + 2, word)) return at;
  return -1;
}

// The position of an element's end tag, else that of the next tag, else the page's end.
function innerEnd(from: i32, word: usize): i32 {
  const close = findEnd(from, word);
  return close < 0 ? min(find(0x3c, from), length) : close;
}

// Whether a word stands in the tag at `from`, as far as its first `>`.
function mentions(from: i32, word: usize): bool {
  const first = <i32>load<u8>(word, 1);
  const end = min(length, from + maxTagBytes);
  for (let at = from; at < end; at++) {
    const byte = byteAt(at);
    if (byte == 0x3e) return false;
    if ((byte | 32) == first && hasWord(at, word)) return true;
  }
  return false;
}

// Notes what the tag whose name starts at `at` tells; gives where to go on, or -1 when the rest is not markup.
function readFact(at: i32): i32 {
  switch (byteAt(at) | 32) {
    case 0x6d: // m
      return isTag(at, WORD_meta) ? readMetaFact(at + 4) : at;
    case 0x6c: // l
      if (!isTag(at, WORD_link) || !mentions(at, WORD_canonical)) return at;
      addFew(FACT_canonical, 16, at + 4, 0, 0);
      return attributesEnd(at + 4);
    case 0x74: { // t
      if (isTag(at, WORD_time)) {
        const end = attributesEnd(at + 4);
        addFew(FACT_time, 64, at + 4, end, min(find(0x3c, end), length));
        return end;
      }
      if (!isTag(at, WORD_title)) return at;
      if (count(FACT_title) > 0) return at + 5;
      const start = attributesEnd(at + 5);
      const close = innerEnd(start, WORD_title);
      addFew(FACT_title, 1, at + 5, start, close);
      return close;
    }
    case 0x68: { // h
      if (isTag(at, WORD_h1)) {
        const end = attributesEnd(at + 2);
        if (count(FACT_heading) < 8) addFew(FACT_heading, 8, at + 2, end, innerEnd(end, WORD_h1));
        return end;
      }
      if (!isTag(at, WORD_html) || count(FACT_html) > 0) return at;
      addFew(FACT_html, 1, at + 4, 0, 0);
      return attributesEnd(at + 4);
    }
    case 0x62: // b
      if (count(FACT_body) == 0 && isTag(at, WORD_body)) addFew(FACT_body, 1, at, 0, 0);
      return at;
    case 0x73: { // s
      if (isTag(at, WORD_style)) return findEnd(at, WORD_style) + 1 || -1;
      if (!isTag(at, WORD_script)) return at;
      if (!mentions(at + 6, WORD_ld_json)) return findEnd(at + 6, WORD_script);
      const start = attributesEnd(at + 6);
      const close = findEnd(start, WORD_script);
      if (close >= 0) addFew(FACT_jsonLd, 500, at + 6, start, close);
      return close;
    }
    case 0x21: {
      if (byteAt(at) != 0x21 || byteAt(at + 1) != 0x2d || byteAt(at + 2) != 0x2d) return at;
      // `<!-->` is a whole comment
      for (let end = find(0x3e, at + 3); end < length; end = find(0x3e, end + 1))
        if (byteAt(end - 1) == 0x2d && byteAt(end - 2) == 0x2d) return end + 1;
      return -1;
    }
    default:
      return at;
  }
}

// Where among the 16 bytes from `from` on may begin a tag that `readFact` knows, or a comment: by the first two bytes of
// its name, of body, h1, html, link, meta, script, style, time and title.
// @ts-ignore: decorator
@inline
function factPlaces(from: i32): i32 {
  const opening = i8x16.eq(v128.load(from, BYTES), i8x16.splat(0x3c));
  if (!v128.any_true(opening)) return 0;
  const bit = i8x16.splat(0x20);
  const first = v128.or(v128.load(from, BYTES + 1), bit);
  const second = v128.or(v128.load(from, BYTES + 2), bit);
  const ofH = v128.and(
    i8x16.eq(first, i8x16.splat(0x68)),
    v128.or(i8x16.eq(second, i8x16.splat(0x31)), i8x16.eq(second, i8x16.splat(0x74))),
  );
  const ofS = v128.and(
    i8x16.eq(first, i8x16.splat(0x73)),
    v128.or(i8x16.eq(second, i8x16.splat(0x63)), i8x16.eq(second, i8x16.splat(0x74))),
  );
  const ofI = v128.and(
    v128.or(i8x16.eq(first, i8x16.splat(0x6c)), i8x16.eq(first, i8x16.splat(0x74))),
    i8x16.eq(second, i8x16.splat(0x69)),
  );
  const others = v128.or(pair(first, second, 0x62, 0x6f), pair(first, second, 0x6d, 0x65));
  const known = v128.or(v128.or(v128.or(ofH, ofS), v128.or(ofI, others)), i8x16.eq(first, i8x16.splat(0x21)));
  return i8x16.bitmask(v128.and(opening, known));
}

// Reads the facts of the page of `bytes` bytes into FACTS, `FACT_ROW` numbers each: kind, where its attributes begin (a
// meta's: start and end of the name), start and end of what it holds. Returns their number.
export function readFacts(bytes: i32): i32 {
  length = bytes;
  facts = 0;
  memory.fill(FACT_COUNTS, 0, FACT_KINDS << 2);
  for (let from = 0; from < length; ) {
    let next = from + 16;
    for (let hits = factPlaces(from); hits != 0; hits &= hits - 1) {
      const at = from + ctz(hits) + 1;
      if (at > length) return facts;
      const end = readFact(at);
      if (end < 0) return facts;
      if (end == at) continue;
      next = end;
      break;
    }
    from = next;
  }
  return facts;
}
