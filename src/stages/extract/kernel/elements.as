function openElement(tag: i32, firstToken: i32): void {
  if (elements >= MAX_ELEMENTS - 1) return;
  const element = elements++;
  const parent = current;
  let flags = get(FLAGS, parent) | get(FLAGS_OF_TAG, tag) | tagFlags;
  const endToken = tokenCount;
  for (let k = firstToken; k < endToken; k++) {
    const token = get(TOKENS, k);
    if (get(COMMENT_TOKENS, token & (COMMENT_SLOTS - 1)) == token) flags |= FLAG_comments;
  }
  set(PARENT, element, parent);
  set8(TAG, element, tag);
  set(FLAGS, element, flags);
  set(DEPTH, element, top);
  set(SHAPE, element, tagShape * 31 + tag * 0x9e3779b1);
  set(FIRST_BLOCK, element, blocks);
  set(END_BLOCK, element, blocks);
  set(INPUTS, element, 0);
  set(IMAGES, element, 0);
  set(FIRST_TOKEN, element, firstToken);
  set(FIRST_TOKEN, element + 1, endToken);
  if (tag == TAG_article) articles++;
  if (top < MAX_DEPTH) {
    set(STACK, ++top, element);
    set(OPEN_TAGS, tag, get(OPEN_TAGS, tag) + 1);
    current = element;
  }
}

function closeCurrent(): void {
  set(END_BLOCK, current, blocks);
  const tag = get8(TAG, current);
  set(OPEN_TAGS, tag, get(OPEN_TAGS, tag) - 1);
  top--;
  current = get(STACK, top);
  if (top + 1 <= linkDepth) linkDepth = -1;
}

// Closes what an opening tag implies closed: a list item the one before it, a block an open paragraph.
function closeImplied(tag: i32): void {
  const closing = get8(CLOSING_OF, tag);
  if (closing == 0) {
    if (tag != TAG_button && get8(TAG, current) == TAG_p) closeCurrent();
    return;
  }
  for (let depth = top; depth > 0; depth--) {
    const rule = get8(CLOSINGS + (closing << 7), get8(TAG, get(STACK, depth)));
    if ((rule & CLOSING_stops) != 0) break;
    if ((rule & CLOSING_closes) != 0) {
      while (top >= depth) closeCurrent();
      if ((rule & CLOSING_repeats) == 0) break;
    }
  }
}

function closeTag(tag: i32): void {
  if (tag == TAG_html || tag == TAG_body) {
    endBlock();
    return;
  }
  if (get(OPEN_TAGS, tag) == 0) {
    if (tag == TAG_p) endBlock();
    return;
  }
  if (get8(TAG, current) == tag) {
    endBlock();
    closeCurrent();
    return;
  }
  for (let depth = top; depth > 0; depth--) {
    const open = get8(TAG, get(STACK, depth));
    if (open == tag) {
      endBlock();
      while (top >= depth) closeCurrent();
      return;
    }
    if (get8(SCOPE_END, open) != 0 && get8(TABLE_PART, tag) == 0) break;
  }
  if (tag == TAG_p) endBlock();
}
