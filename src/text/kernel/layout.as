// Where everything lies in the kernel's memory, as byte offsets; kernel.ts reads the exported ones. Pages that no text
// has needed yet are reserved only.

/** UTF-16 code units of the longest text. */
export const LONGEST: usize = 1 << 21;
const NUMBERS: usize = 4 * (LONGEST + 16);
const UNITS: usize = 2 * (LONGEST + 32);

/** i32, see the functions that write them. */
export const STATE: usize = 1024;
/** By code unit: u16, the flags of char-classes.ts and the three below. */
export const CLASSES: usize = STATE + 256;
/** By code unit below 256: u16, lengths of the chunks that stay whole. */
export const KEPT_LENGTHS: usize = CLASSES + 0x20000;
/** Powers of HASH_BASE: u32. */
export const POWERS: usize = KEPT_LENGTHS + 512;
export const POWER_COUNT: i32 = 1024;

/** The text, and a text made of it by edits: u16. */
export const CODES: usize = POWERS + 4096;
export const EDITED: usize = CODES + UNITS;
/** All words' code units one after another. */
export const SQUEEZED: usize = EDITED + UNITS;

// By word, i32: where it starts and ends in CODES; where it starts in SQUEEZED; code points before it; the first word
// that is the same string; hash of it, and of all words before it.
export const STARTS: usize = SQUEEZED + UNITS;
export const ENDS: usize = STARTS + NUMBERS;
export const OFFSETS: usize = ENDS + NUMBERS;
export const POINTS: usize = OFFSETS + NUMBERS;
export const IDS: usize = POINTS + NUMBERS;
export const HASHES: usize = IDS + NUMBERS;
export const PREFIX: usize = HASHES + NUMBERS;
/** Words that differ, in order, the first of each kind; and by such a word how often it is met. */
export const DISTINCT: usize = PREFIX + NUMBERS;
export const TIMES: usize = DISTINCT + NUMBERS;
/** By word, u8: TERMINAL or PUNCTUATION. */
export const MARKS: usize = TIMES + NUMBERS;

// By line, i32: start and end; start and end without white space around; chunks between white space and code points of
// the longest; BRACKET and CURLY; first word.
export const LINE_STARTS: usize = MARKS + LONGEST;
export const LINE_ENDS: usize = LINE_STARTS + NUMBERS;
export const LINE_FROM: usize = LINE_ENDS + NUMBERS;
export const LINE_TO: usize = LINE_FROM + NUMBERS;
export const LINE_CHUNKS: usize = LINE_TO + NUMBERS;
export const LINE_LONGEST: usize = LINE_CHUNKS + NUMBERS;
export const LINE_FLAGS: usize = LINE_LONGEST + NUMBERS;
export const LINE_WORDS: usize = LINE_FLAGS + NUMBERS;

/** Spans that a function asks for or leaves: i32. */
export const SPAN_STARTS: usize = LINE_WORDS + NUMBERS;
export const SPAN_ENDS: usize = SPAN_STARTS + NUMBERS;
/** Words of a chunk that TypeScript took apart: i32. */
export const PENDING_STARTS: usize = SPAN_ENDS + NUMBERS;
export const PENDING_ENDS: usize = PENDING_STARTS + NUMBERS;

/** Slots of the open-addressed tables, at most twice as many as entries and a power of two: i32. */
export const SLOTS: usize = PENDING_ENDS + NUMBERS;
export const ENTRY_HASHES: usize = SLOTS + 4 * NUMBERS;
export const ENTRY_STARTS: usize = ENTRY_HASHES + NUMBERS;
export const ENTRY_ENDS: usize = ENTRY_STARTS + NUMBERS;
export const ENTRY_INDICES: usize = ENTRY_ENDS + NUMBERS;

// N-grams by word, i32: first word of the n-gram that is the same, of the last two lengths; how often each is met.
export const GRAMS_A: usize = ENTRY_INDICES + NUMBERS;
export const GRAMS_B: usize = GRAMS_A + NUMBERS;
export const COUNTS: usize = GRAMS_B + NUMBERS;
/** Words where an n-gram that repeats may start: i32; and by word, u8, why. */
export const CANDIDATES: usize = COUNTS + NUMBERS;
export const HEADS: usize = CANDIDATES + NUMBERS;
/** Slot of each word's head, and by slot how many: i32, u8. */
export const HEAD_SLOTS: usize = HEADS + LONGEST;
export const HEAD_COUNTS: usize = HEAD_SLOTS + NUMBERS;
export const END: usize = HEAD_COUNTS + 16 * LONGEST;

export const SPACE: u32 = 1;
export const LETTER: u32 = 2;
export const UPPER: u32 = 4;
export const DIGIT: u32 = 8;
export const SYMBOL: u32 = 16;
export const TERMINAL: u32 = 32;
export const PUNCTUATION: u32 = 64;
export const AFFIX: u32 = 128;
export const UNSPACED: u32 = 256;
export const MARK: u32 = 512;
export const LINE_BREAK: u32 = 1024;
export const SURROGATE: u32 = 2048;
export const PICTURE: u32 = 4096;
/** `#`, full stop and ellipsis: counted by Gopher's rule of symbols. */
export const COUNTED: u32 = 8192;
/** `[` */
export const BRACKET: u32 = 16384;
/** `{` */
export const CURLY: u32 = 32768;

export const HASH_BASE: u32 = 0x01000193;

// @ts-ignore: decorator
@inline
export function codeAt(index: i32): u32 {
  return <u32>load<u16>(CODES + (<usize>index << 1));
}

// @ts-ignore: decorator
@inline
export function classOf(code: u32): u32 {
  return <u32>load<u16>(CLASSES + (<usize>code << 1));
}

// @ts-ignore: decorator
@inline
export function get(array: usize, index: i32): i32 {
  return load<i32>(array + (<usize>index << 2));
}

// @ts-ignore: decorator
@inline
export function set(array: usize, index: i32, value: i32): void {
  store<i32>(array + (<usize>index << 2), value);
}
