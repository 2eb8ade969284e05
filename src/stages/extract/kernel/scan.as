const maxPlaceBytes = 1000;

// Whether a tag is `<a id="x"/>`: a place in the page, whatever the HTML standard makes of its slash.
function isPlace(start: i32, end: i32): bool {
  if (end - start > maxPlaceBytes || end - start < 3) return false;
  const before = byteAt(end - 3);
  if (before != 0x22 && before != 0x27 && !isSpace(before)) return false;
  for (let at = start; at + 5 < end; at++) {
    if (!isSpace(byteAt(at)) || !isWord(at + 1, at + 5, WORD_href)) continue;
    const behind = byteAt(at + 5);
    const kind = get8(NAME_BYTE_CLASS, behind);
    if ((kind < NAME_lower || kind > NAME_digit) && behind != 0x5f) return false;
  }
  return true;
}

// White space between two tags: one space, in `pre` itself.
function addSpace(start: i32, end: i32): void {
  if ((get(FLAGS, current) & FLAG_preformatted) != 0) {
    addRun(start, end);
    return;
  }
  const run = runs;
  if (run > get(FIRST_RUN, blocks) && get(RUN_END, run - 1) > get(RUN_START, run - 1)) addRun(start, start);
}

function reset(): void {
  elements = 1;
  blocks = runs = tokenCount = 0;
  titleStart = titleEnd = descriptionStart = descriptionEnd = typeStart = typeEnd = textareaStart = textareaEnd = 0;
  jsonLd = articles = 0;
  top = current = breaksInRow = hiddenName = 0;
  linkDepth = -1;
  memory.fill(OPEN_TAGS, 0, TAG_SLOTS << 2);
  memory.fill(UNCLOSED, 0, TAG_SLOTS);
  set(STACK, 0, 0);
  set(FIRST_RUN, 0, 0);
  set(PARENT, 0, 0);
  set8(TAG, 0, 0);
  set(FLAGS, 0, 0);
  set(DEPTH, 0, 0);
  set(SHAPE, 0, 0);
  set(FIRST_BLOCK, 0, 0);
  set(END_BLOCK, 0, 0);
  set(FIRST_TOKEN, 0, 0);
  set(FIRST_TOKEN, 1, 0);
  set(INPUTS, 0, 0);
  set(IMAGES, 0, 0);
  clearCounters();
}

// What the page's object takes over.
function storeState(): void {
  set(STATE, STATE_elements, elements);
  set(STATE, STATE_blocks, blocks);
  set(STATE, STATE_runs, runs);
  set(STATE, STATE_tokenCount, tokenCount);
  set(STATE, STATE_titleStart, titleStart);
  set(STATE, STATE_titleEnd, titleEnd);
  set(STATE, STATE_descriptionStart, descriptionStart);
  set(STATE, STATE_descriptionEnd, descriptionEnd);
  set(STATE, STATE_typeStart, typeStart);
  set(STATE, STATE_typeEnd, typeEnd);
  set(STATE, STATE_textareaStart, textareaStart);
  set(STATE, STATE_textareaEnd, textareaEnd);
  set(STATE, STATE_jsonLd, jsonLd);
  set(STATE, STATE_articles, articles);
}

// One pass over the bytes of a page (UTF-8, the sentinel behind them): elements and text blocks into the arrays. Linear
// in its length.
export function scan(bytes: i32, xml: bool): void {
  length = bytes;
  isXml = xml;
  reset();
  let at = 0;
  while (true) {
    let byte = byteAt(at);
    if (byte != 0x3c) {
      const start = at;
      while (byte <= 0x20) byte = byteAt(++at);
      if (byte == 0x3c && at != start) addSpace(start, min(at, length));
      if (byte != 0x3c) {
        at = countText(at);
        addRun(start, min(at, length));
        breaksInRow = 0;
      }
    }
    if (at >= length) break;

    byte = byteAt(at + 1);
    const isEndTag = byte == 0x2f;
    if (byte == 0x21) {
      if (byteAt(at + 2) == 0x2d && byteAt(at + 3) == 0x2d) at = skipComment(at + 4);
      else at = min(afterTagEnd(at + 2), length);
      continue;
    }
    if (byte == 0x3f) {
      at = afterTagEnd(at + 2);
      continue;
    }
    let hash = 0;
    const nameStart = at + (isEndTag ? 2 : 1);
    let end = nameStart;
    for (; ; end++) {
      byte = byteAt(end);
      const letter = byte | 32;
      if (!((letter >= 0x61 && letter <= 0x7a) || (byte >= 0x30 && byte <= 0x39))) break;
      hash = hash * 31 + letter;
    }
    const slot = <i32>(<u32>(hash * NAME_MULTIPLIER) >> NAME_SHIFT);
    if (isEndTag) {
      at = afterTagEnd(end);
      if (hiddenName != 0) closeInline(hash);
      if (get(NAME_HASH, slot) != hash) continue;
      const tag = get8(NAME_TAG, slot);
      const kind = get8(KIND_OF_TAG, tag);
      if (kind == KIND_anchor) linkDepth = -1;
      else if (kind == KIND_block) closeTag(tag);
      continue;
    }
    if (end == nameStart) {
      // `<` as text at the start of a run, where countText did not see it
      const stop = max(countText(at), at + 1);
      addRun(at, min(stop, length));
      at = stop;
      continue;
    }
    // custom elements and namespaces: inline
    if (get(NAME_HASH, slot) != hash || byte == 0x2d || byte == 0x3a) {
      at = passInline(hash, end);
      continue;
    }
    at = readStartTag(get8(NAME_TAG, slot), end);
    if (at >= length) break;
  }
  storeBlock();
  while (top > 0) closeCurrent();
  set(END_BLOCK, 0, blocks);
  storeState();
}

// Reads a start tag of a known name from behind its name, and what is passed over with it; returns where to go on.
function readStartTag(tag: i32, nameEnd: i32): i32 {
  let at = nameEnd;
  switch (get8(KIND_OF_TAG, tag)) {
    case KIND_block: {
      endBlock();
      breaksInRow = 0;
      const firstToken = tokenCount;
      tagFlags = tagShape = 0;
      at = byteAt(nameEnd) == 0x3e ? nameEnd + 1 : readAttributes(nameEnd);
      if (tag == TAG_html || tag == TAG_body) {
        // their tokens are the page's, as long as nothing else has any
        if (elements > 1) tokenCount = firstToken;
        else set(FIRST_TOKEN, 1, tokenCount);
        return at;
      }
      closeImplied(tag);
      openElement(tag, firstToken);
      return at;
    }
    case KIND_anchor:
      at = passInline(NAME_HASH_a, nameEnd);
      if (byteAt(at - 2) == 0x2f && isPlace(nameEnd, at)) return at;
      links++;
      linkDepth = top + 1;
      return at;
    case KIND_lineBreak:
      at = skipTag(nameEnd);
      breakLine(at);
      return at;
    case KIND_rule:
      endBlock();
      return skipTag(nameEnd);
    case KIND_input:
      set(INPUTS, current, get(INPUTS, current) + 1);
      return skipTag(nameEnd);
    case KIND_image:
      set(IMAGES, current, get(IMAGES, current) + 1);
      return skipTag(nameEnd);
    case KIND_meta:
      return readMeta(nameEnd);
    case KIND_rubyAid:
      return skipRubyAid(skipTag(nameEnd));
    case KIND_plaintext:
      at = skipTag(nameEnd);
      rawText(tag, at, length);
      return length;
    default:
      return skipElement(tag, nameEnd);
  }
}
