// The page in work and the block in the making. Names of memory places (capital letters) and of tags, kinds and flags
// come from layout.ts; build.ts puts them in front. Positions are byte offsets from the page's first byte.

let length: i32 = 0;
let isXml: bool = false;
let elements: i32 = 0;
let tokenCount: i32 = 0;
let blocks: i32 = 0;
let runs: i32 = 0;
let titleStart: i32 = 0;
let titleEnd: i32 = 0;
let descriptionStart: i32 = 0;
let descriptionEnd: i32 = 0;
let typeStart: i32 = 0;
let typeEnd: i32 = 0;
// The longest textarea.
let textareaStart: i32 = 0;
let textareaEnd: i32 = 0;
let jsonLd: i32 = 0;
let articles: i32 = 0;

// Open elements: STACK up to `top`, whose last is `current`.
let top: i32 = 0;
let current: i32 = 0;
// Depth at which a link opened, -1 outside links.
let linkDepth: i32 = -1;
let breaksInRow: i32 = 0;
// Hash of the name of the open inline element that hides what it holds, 0: none; how it does, and how many of that name
// are open.
let hiddenName: i32 = 0;
let hiddenHow: i32 = 0;
let hiddenDepth: i32 = 0;

let words: i32 = 0;
let chars: i32 = 0;
let linkChars: i32 = 0;
let sentences: i32 = 0;
let punctuation: i32 = 0;
let upper: i32 = 0;
let digits: i32 = 0;
let han: i32 = 0;
let links: i32 = 0;
let breaks: i32 = 0;
let marks: i32 = 0;

// What `readAttributes` found in the tag it read.
let tagFlags: i32 = 0;
let tagShape: i32 = 0;

// @ts-ignore: decorator
@inline
function byteAt(at: i32): i32 {
  return <i32>load<u8>(at, BYTES);
}

// A byte that may lie before the page, where the memory is zero.
// @ts-ignore: decorator
@inline
function byteBefore(at: i32): i32 {
  return <i32>load<u8>(BYTES + at);
}

// @ts-ignore: decorator
@inline
function get(array: usize, at: i32): i32 {
  return load<i32>(array + (<usize>at << 2));
}

// @ts-ignore: decorator
@inline
function set(array: usize, at: i32, value: i32): void {
  store<i32>(array + (<usize>at << 2), value);
}

// @ts-ignore: decorator
@inline
function get8(array: usize, at: i32): i32 {
  return <i32>load<u8>(array + at);
}

// @ts-ignore: decorator
@inline
function set8(array: usize, at: i32, value: i32): void {
  store<u8>(array + at, value);
}

// Position of the next such byte at or behind `from`; there must be one, and the sentinel sees to that.
function find(byte: u8, from: i32): i32 {
  const wanted = i8x16.splat(byte);
  let at = from;
  while (true) {
    const hits = i8x16.bitmask(i8x16.eq(v128.load(at, BYTES), wanted));
    if (hits != 0) return at + ctz(hits);
    at += 16;
  }
}

// Whether the bytes [start, end) are the word (lower case; its length, then its bytes), whatever their case.
function isWord(start: i32, end: i32, word: usize): bool {
  const size = <i32>load<u8>(word);
  if (end - start != size) return false;
  for (let k = 0; k < size; k++) if ((byteAt(start + k) | 32) != <i32>load<u8>(word + k, 1)) return false;
  return true;
}

// White space as regular expressions have it in Latin-1.
function isSpace(byte: i32): bool {
  return (byte >= 0x09 && byte <= 0x0d) || byte == 0x20 || byte == 0xa0;
}

function clearCounters(): void {
  words = chars = linkChars = sentences = punctuation = 0;
  upper = digits = han = links = breaks = marks = 0;
}
