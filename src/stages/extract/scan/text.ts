import * as classes from './byte-classes.ts';
import { ending, type Page } from './page.ts';
import { scratch } from './scratch.ts';

// Re-bound: V8 folds a module's own constants into machine code, but reads imported ones through a cell on every use.
const { bytes } = scratch;
const { byteClass, counterBits, counterMask, wordBit, wordStart } = classes;
const { question, copyright } = ending;

/** Counters are packed into ten bits each; they are emptied before the smallest can overflow. */
const maxPacked = 1000;

/** Code point of a numeric character reference whose digits (or x and hex digits) are at `from` to `end`; 0 if it is none. */
function referencedCode(from: number, end: number): number {
  const hex = (bytes[from]! | 32) === 0x78;
  let code = 0;
  for (let at = hex ? from + 1 : from; at < end; at++) {
    const byte = bytes[at]!;
    const letter = (byte | 32) - 0x57;
    if (byte >= 0x30 && byte <= 0x39) code = code * (hex ? 16 : 10) + byte - 0x30;
    else if (hex && letter >= 10 && letter <= 15) code = code * 16 + letter;
    else return 0;
  }
  return code;
}

/** Counts the text from `from` up to the next tag; returns the position of its `<`. */
export function countText(page: Page, from: number): number {
  const charsBefore = page.chars;
  let { words, chars, sentences, punctuation, upper, digits, han, marks } = page;
  let at = from;
  let previous = 0;
  for (;;) {
    const limit = at + maxPacked;
    let packed = 0;
    let packedWords = 0;
    let kind = 0;
    while (at < limit) {
      const byte = bytes[at]!;
      kind = byteClass[byte]!;
      if (kind < 0) break;
      packed = (packed + (kind & ~wordBit)) | 0;
      packedWords = (packedWords + (wordStart[byte]! & -(kind & ~previous & wordBit))) | 0;
      previous = kind;
      at++;
    }
    chars += (packed >> counterBits) & counterMask;
    punctuation += packed >> (2 * counterBits);
    words += packedWords & counterMask;
    upper += (packedWords >> counterBits) & counterMask;
    digits += packedWords >> (2 * counterBits);
    if (kind >= 0) continue;

    const byte = bytes[at]!;
    const next = bytes[at + 1]!;
    if (byte === 0x3c) {
      const letter = next | 32;
      // a tag, an end tag, a comment or declaration, or the sentinel
      if ((letter >= 0x61 && letter <= 0x7a) || next === 0x2f || next === 0x21 || next === 0x3f || next === 0x7e) break;
      chars++;
      at++;
      previous = 0;
    } else if (byte >= 0xe4 && byte <= 0xe9) {
      do {
        han++;
        words++;
        chars++;
        at += 3;
      } while (bytes[at]! >= 0xe4 && bytes[at]! <= 0xe9);
      previous = 0;
    } else if (byte === 0x2e || byte === 0x21 || byte === 0x3f) {
      if (next <= 0x22 || next === 0x3c || next === 0x27 || next === 0x29 || next === 0xe2 || next === 0x26) {
        sentences++;
        if (byte === 0x3f) marks |= question;
      }
      chars++;
      at++;
      previous = 0;
    } else if (byte === 0x26) {
      let length = 1;
      while (length < 10 && bytes[at + length] !== 0x3b && bytes[at + length]! > 0x20 && bytes[at + length] !== 0x3c)
        length++;
      if (bytes[at + length] !== 0x3b) {
        chars++;
        at++;
        previous = 0;
      } else {
        const isNoBreakSpace = next === 0x6e && bytes[at + 2] === 0x62;
        const code = next === 0x23 ? referencedCode(at + 2, at + length) : 0;
        if (code >= 0x3400 && code <= 0x9fff) {
          han++;
          words++;
          previous = 0;
        } else if (code >= 0xc0 && code < 0x2000) {
          // XSLT writes whole texts in other alphabets as numbers
          if (!(previous & wordBit)) words++;
          previous = wordBit;
        } else if (next === 0x23 || length < 6 || isNoBreakSpace) {
          if (code === 0x3002 || code === 0xff01 || code === 0xff1f) sentences++;
          else if (code === 0xff0c || code === 0x3001) punctuation++;
          previous = 0;
        } else if (!(previous & wordBit)) {
          // long names are letters with marks: part of a word
          words++;
          previous = wordBit;
        }
        if (!isNoBreakSpace) chars++;
        if (next === 0x63 && bytes[at + 2] === 0x6f && length === 5) marks |= copyright;
        at += length + 1;
      }
    } else if (byte === 0xc2) {
      if (next !== 0xa0) chars++;
      if (next === 0xa9) marks |= copyright;
      at += 2;
      previous = 0;
    } else if (byte === 0xe3) {
      const third = bytes[at + 2]!;
      chars++;
      if (next === 0x80) {
        if (third === 0x82) sentences++;
        else if (third === 0x81) punctuation++;
        previous = 0;
      } else if (next >= 0x90) {
        han++;
        words++;
        previous = 0;
      } else {
        if (!(previous & wordBit)) words++;
        previous = wordBit;
      }
      at += 3;
    } else if (byte === 0xef) {
      const third = bytes[at + 2]!;
      if (next === 0xbc) {
        if (third === 0x81 || third === 0x9f) sentences++;
        else if (third === 0x8c || third === 0x9a || third === 0x9b) punctuation++;
        if (third === 0x9f) marks |= question;
      }
      chars++;
      at += 3;
      previous = 0;
    } else if (byte === 0xe2) {
      if (next === 0x80 && bytes[at + 2] === 0xa6) sentences++;
      chars++;
      at += 3;
      previous = 0;
    } else {
      chars++;
      at += byte >= 0xf0 ? 4 : 1;
      previous = 0;
    }
  }
  if (page.linkDepth >= 0) page.linkChars += chars - charsBefore;
  page.words = words;
  page.chars = chars;
  page.sentences = sentences;
  page.punctuation = punctuation;
  page.upper = upper;
  page.digits = digits;
  page.han = han;
  page.marks = marks;
  // a character cut off by the page's end may carry the position past the sentinel's first byte
  return at;
}
