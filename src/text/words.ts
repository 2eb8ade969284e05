import { astralClass, charClasses, DIGIT, LETTER, MARK, SPACE, SURROGATE, UNSPACED } from './char-classes.ts';
import { splitChunk } from './split-chunk.ts';

/** Words of a text as spans in UTF-16 code units: ascending, not overlapping, none empty, none with white space in it. */
export interface Words {
  count: number;
  starts: Int32Array;
  ends: Int32Array;
}

export function emptyWords(): Words {
  return { count: 0, starts: new Int32Array(1024), ends: new Int32Array(1024) };
}

function grown(array: Int32Array): Int32Array {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}

export function pushWord(words: Words, start: number, end: number): void {
  if (words.count === words.starts.length) {
    words.starts = grown(words.starts);
    words.ends = grown(words.ends);
  }
  words.starts[words.count] = start;
  words.ends[words.count] = end;
  words.count += 1;
}

/**
 * Cuts a text into words, as spaCy's rule tokenizer for English does: white space separates, punctuation marks and symbols
 * are words of their own at both ends of a chunk, and some inside it (a hyphen between letters). In scripts
 * written without spaces each character is a word. `words` is emptied first; `codes` holds the text's code units.
 */
export function splitWords(codes: Uint16Array, length: number, words: Words): void {
  words.count = 0;
  let position = 0;
  while (position < length) {
    let flags = charClasses[codes[position]!]!;
    if ((flags & SPACE) !== 0) {
      position += 1;
      continue;
    }
    const start = position;
    let any = 0;
    let all = -1;
    do {
      any |= flags;
      all &= flags;
      position += 1;
      if (position === length) break;
      flags = charClasses[codes[position]!]!;
    } while ((flags & SPACE) === 0);
    const simple = (all & (LETTER | DIGIT)) !== 0 && (any & (UNSPACED | SURROGATE)) === 0;
    if (simple && !mayBeCannot(codes, start, position)) pushWord(words, start, position);
    else if ((any & (UNSPACED | SURROGATE)) === 0) splitChunk(codes, start, position, words);
    else splitMixed(codes, start, position, words);
  }
}

/** `cannot` is two words, and the only one of letters alone that is. */
function mayBeCannot(codes: Uint16Array, start: number, end: number): boolean {
  return end - start === 6 && (codes[start]! | 0x20) === 0x63 && (codes[start + 1]! | 0x20) === 0x61;
}

/** A chunk with characters of a script without spaces, or above U+FFFF: those out, the rest as ever. */
function splitMixed(codes: Uint16Array, start: number, end: number, words: Words): void {
  let runStart = start;
  let position = start;
  while (position < end) {
    const code = codes[position]!;
    let flags = charClasses[code]!;
    let width = 1;
    if ((flags & SURROGATE) !== 0 && code < 0xdc00 && position + 1 < end) {
      const low = codes[position + 1]!;
      if (low >= 0xdc00 && low < 0xe000) {
        flags = astralClass(0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00));
        width = 2;
        // a word of an alphabet above U+FFFF (Gothic, Adlam, mathematical letters) is a run like any other
        if ((flags & (LETTER | UNSPACED)) === LETTER) flags = 0;
        else flags |= UNSPACED;
      }
    }
    if ((flags & UNSPACED) === 0) {
      position += width;
      continue;
    }
    if (runStart < position) splitChunk(codes, runStart, position, words);
    const characterStart = position;
    position += width;
    while (position < end && (charClasses[codes[position]!]! & MARK) !== 0) position += 1;
    pushWord(words, characterStart, position);
    runStart = position;
  }
  if (runStart < end) splitChunk(codes, runStart, end, words);
}
