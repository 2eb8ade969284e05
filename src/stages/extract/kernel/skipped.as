// A ruby aid (`rt`, `rp`) is looked for an end within this many bytes: annotations are short.
const maxRubyBytes = 1000;

// Position of the end tag's `<` at or behind `from`, or -1.
function findEndTag(from: i32, tag: i32): i32 {
  const name = END_TAGS + (tag << 4);
  const size = <i32>load<u8>(name);
  for (let at = find(0x3c, from); at < length; at = find(0x3c, at + 1)) {
    if (byteAt(at + 1) != 0x2f || !isWord(at + 2, at + 2 + size, name)) continue;
    const behind = byteAt(at + 2 + size);
    if (behind <= 0x20 || behind == 0x2f || behind == 0x3e) return at;
  }
  return -1;
}

function afterTagEnd(from: i32): i32 {
  return find(0x3e, from) + 1;
}

function skipComment(from: i32): i32 {
  let at = from;
  while (true) {
    at = find(0x3e, at);
    if (at >= length) return length;
    if (byteAt(at - 1) == 0x2d && byteAt(at - 2) == 0x2d) return at + 1;
    if (byteAt(at - 1) == 0x21 && byteAt(at - 2) == 0x2d && byteAt(at - 3) == 0x2d && at - 3 >= from) return at + 1;
    at++;
  }
}

// Passes a ruby annotation: up to the next `<r…` or `</r…` tag.
function skipRubyAid(from: i32): i32 {
  const limit = min(from + maxRubyBytes, length);
  if (from >= limit) return from;
  for (let at = find(0x3c, from); at < limit; at = find(0x3c, at + 1)) {
    const letter = byteAt(at + 1) == 0x2f ? byteAt(at + 2) : byteAt(at + 1);
    if ((letter | 32) == 0x72) return at;
  }
  return from;
}

// Whether `ld+json` stands in [start, end), in small letters.
function isLdJson(start: i32, end: i32): bool {
  const first: u32 = 0x6a2b646c; // ld+j
  const rest: u32 = 0x6e6f736a; // json
  for (let at = start; at + 7 < end; at++)
    if (load<u32>(at, BYTES) == first && load<u32>(at + 3, BYTES) == rest) return true;
  return false;
}

// Raw text as a preformatted block: markup in it is text.
function rawText(tag: i32, start: i32, end: i32): void {
  endBlock();
  tagFlags = tagShape = 0;
  openElement(tag, tokenCount);
  const before = runs;
  for (let at = start; at < end; ) at = max(countText(at), at + 1);
  runs = before;
  addRun(start, end);
  endBlock();
  if (get8(TAG, current) == tag) closeCurrent();
}

// Elements whose content is not scanned: passes to behind the end tag, keeping what later steps may want.
function skipElement(tag: i32, nameEnd: i32): i32 {
  const kind = get8(KIND_OF_TAG, tag);
  const start = skipTag(nameEnd);
  if ((tag == TAG_svg || isXml) && byteAt(start - 2) == 0x2f) return start;
  const end = get8(UNCLOSED, tag) != 0 ? -1 : findEndTag(start, tag);
  if (end < 0) {
    set8(UNCLOSED, tag, 1);
    // HTML standard 13.2.5: raw text runs to the end of the page; a truncated page ends this way
    const isRaw =
      kind == KIND_script || kind == KIND_textarea || kind == KIND_title || kind == KIND_rawText || tag == TAG_style;
    if (!isRaw) return start;
    if (kind == KIND_rawText) rawText(tag, start, length);
    if (kind == KIND_textarea) keepTextarea(start, length);
    return length;
  }
  if (kind == KIND_title) {
    if (titleEnd == 0) {
      titleStart = start;
      titleEnd = end;
    }
  } else if (kind == KIND_script) {
    if (jsonLd < MAX_JSON_LD && isLdJson(nameEnd, start)) {
      set(JSON_LD_START, jsonLd, start);
      set(JSON_LD_END, jsonLd++, end);
    }
  } else if (kind == KIND_textarea) keepTextarea(start, end);
  else if (kind == KIND_rawText) rawText(tag, start, end);
  return afterTagEnd(end + 2);
}

function keepTextarea(start: i32, end: i32): void {
  if (end - start <= textareaEnd - textareaStart) return;
  textareaStart = start;
  textareaEnd = end;
}
