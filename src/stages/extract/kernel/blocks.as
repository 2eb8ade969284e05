// End of a run that is no text but a place: a line break (`<br>`). An end equal to the start is white space.
const lineBreakEnd = -1;

// Adds the bytes [start, end) to the block in the making.
function addRun(start: i32, end: i32): void {
  if (runs >= MAX_RUNS - 1) return;
  set(RUN_START, runs, start);
  set(RUN_END, runs, end);
  set8(RUN_HIDDEN, runs, hiddenName == 0 ? 0 : hiddenHow);
  runs++;
}

// How a block ends and starts: bits of `ending`.
function endingOf(first: i32, last: i32): i32 {
  let bits = 0;
  let at = last;
  if (byteBefore(at) == 0x3a) bits = END_colon;
  for (let k = 0; k < 3; k++) {
    const byte = byteBefore(at);
    if (byte == 0x22 || byte == 0x27 || byte == 0x29) at--;
    else if ((byte == 0x9d || byte == 0x99) && byteBefore(at - 2) == 0xe2) at -= 3;
    else break;
  }
  const byte = byteBefore(at);
  const lead = byteBefore(at - 2);
  if (
    byte == 0x2e ||
    byte == 0x21 ||
    byte == 0x3f ||
    (byte == 0x82 && lead == 0xe3) || // 。
    ((byte == 0x81 || byte == 0x9f) && lead == 0xef) || // ！ ？
    (byte == 0xa6 && lead == 0xe2) // …
  )
    bits |= END_sentence;
  const start = byteAt(first);
  if (start >= 0x61 && start <= 0x7a) bits |= END_startsLower;
  return bits;
}

// Ends the block in the making; one without a word is dropped. The last that there is room for goes on to the page's end.
function endBlock(): void {
  hiddenName = 0;
  if (runs == get(FIRST_RUN, blocks)) links = 0;
  else if (blocks < MAX_BLOCKS - 1) storeBlock();
  else if (get(RUN_END, runs - 1) != lineBreakEnd) addRun(0, lineBreakEnd);
}

// Stores the block in the making, for which there must be room.
function storeBlock(): void {
  const block = blocks;
  const firstRun = get(FIRST_RUN, block);
  if (runs == firstRun) {
    links = 0;
    return;
  }
  if (words == 0) {
    runs = firstRun;
    clearCounters();
    return;
  }
  let run = runs - 1;
  while (run > firstRun && get(RUN_END, run) <= get(RUN_START, run)) run--;
  let last = get(RUN_END, run) - 1;
  while (last > 0 && byteAt(last) <= 0x20) last--;
  let first = get(RUN_START, firstRun);
  while (first < last && byteAt(first) <= 0x20) first++;
  set(BLOCK_ELEMENT, block, current);
  set(BLOCK_WORDS, block, words);
  set(BLOCK_CHARS, block, chars);
  set(BLOCK_LINK_CHARS, block, linkChars);
  set(BLOCK_SENTENCES, block, sentences);
  set(BLOCK_PUNCTUATION, block, punctuation);
  set(BLOCK_UPPER, block, upper);
  set(BLOCK_DIGITS, block, digits);
  set(BLOCK_HAN, block, han);
  set(BLOCK_LINKS, block, links);
  set(BLOCK_BREAKS, block, breaks);
  set8(BLOCK_END, block, endingOf(first, last) | marks);
  let hash = (words * 0x9e3779b1) ^ (chars * 0x85ebca6b);
  for (let k = 0; k < 8; k++) hash = hash * 31 + byteAt(first + k) + (byteBefore(last - k) << 8);
  set(BLOCK_HASH, block, hash);
  blocks = block + 1;
  set(FIRST_RUN, blocks, runs);
  clearCounters();
}

// A single `<br>` breaks the line, a second in a row ends the block.
function breakLine(at: i32): void {
  if (++breaksInRow >= 2) {
    endBlock();
  } else if (runs > get(FIRST_RUN, blocks)) {
    addRun(at, lineBreakEnd);
    breaks++;
  }
}
