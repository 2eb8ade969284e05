// Counters are packed into ten bits each; they are emptied before the smallest can overflow.
const maxPacked = 1000;

// Code point of a numeric character reference whose digits (or x and hex digits) are at `from` to `end`; 0 if it is none.
function referencedCode(from: i32, end: i32): i32 {
  const hex = (byteAt(from) | 32) == 0x78;
  let code = 0;
  for (let at = hex ? from + 1 : from; at < end; at++) {
    const byte = byteAt(at);
    const letter = (byte | 32) - 0x57;
    if (byte >= 0x30 && byte <= 0x39) code = code * (hex ? 16 : 10) + byte - 0x30;
    else if (hex && letter >= 10 && letter <= 15) code = code * 16 + letter;
    else return 0;
  }
  return code;
}

// Counts the text from `from` up to the next tag; returns the position of its `<`.
function countText(from: i32): i32 {
  let at = from;
  let previous = 0;
  let newChars = 0;
  while (true) {
    const limit = at + maxPacked;
    let packed = 0;
    let packedWords = 0;
    let kind = 0;
    while (at < limit) {
      const byte = byteAt(at);
      kind = get(BYTE_CLASS, byte);
      if (kind < 0) break;
      packed += kind & ~CLASS_wordBit;
      packedWords += get(WORD_START, byte) & -(kind & ~previous & CLASS_wordBit);
      previous = kind;
      at++;
    }
    newChars += (packed >> CLASS_counterBits) & CLASS_counterMask;
    punctuation += packed >> (2 * CLASS_counterBits);
    words += packedWords & CLASS_counterMask;
    upper += (packedWords >> CLASS_counterBits) & CLASS_counterMask;
    digits += packedWords >> (2 * CLASS_counterBits);
    if (kind >= 0) continue;

    const byte = byteAt(at);
    const next = byteAt(at + 1);
    if (byte == 0x3c) {
      const letter = next | 32;
      // a tag, an end tag, a comment or declaration, or the sentinel
      if ((letter >= 0x61 && letter <= 0x7a) || next == 0x2f || next == 0x21 || next == 0x3f || next == 0x7e) break;
      newChars++;
      at++;
      previous = 0;
    } else if (byte >= 0xe4 && byte <= 0xe9) {
      do {
        han++;
        words++;
        newChars++;
        at += 3;
      } while (byteAt(at) >= 0xe4 && byteAt(at) <= 0xe9);
      previous = 0;
    } else if (byte == 0x2e || byte == 0x21 || byte == 0x3f) {
      if (next <= 0x22 || next == 0x3c || next == 0x27 || next == 0x29 || next == 0xe2 || next == 0x26) {
        sentences++;
        if (byte == 0x3f) marks |= END_question;
      }
      newChars++;
      at++;
      previous = 0;
    } else if (byte == 0x26) {
      let size = 1;
      while (size < 10 && byteAt(at + size) != 0x3b && byteAt(at + size) > 0x20 && byteAt(at + size) != 0x3c) size++;
      if (byteAt(at + size) != 0x3b) {
        newChars++;
        at++;
        previous = 0;
      } else {
        const isNoBreakSpace = next == 0x6e && byteAt(at + 2) == 0x62;
        const code = next == 0x23 ? referencedCode(at + 2, at + size) : 0;
        if (code >= 0x3400 && code <= 0x9fff) {
          han++;
          words++;
          previous = 0;
        } else if (code >= 0xc0 && code < 0x2000) {
          // XSLT writes whole texts in other alphabets as numbers
          if ((previous & CLASS_wordBit) == 0) words++;
          previous = CLASS_wordBit;
        } else if (next == 0x23 || size < 6 || isNoBreakSpace) {
          if (code == 0x3002 || code == 0xff01 || code == 0xff1f) sentences++;
          else if (code == 0xff0c || code == 0x3001) punctuation++;
          previous = 0;
        } else if ((previous & CLASS_wordBit) == 0) {
          // long names are letters with marks: part of a word
          words++;
          previous = CLASS_wordBit;
        }
        if (!isNoBreakSpace) newChars++;
        if (next == 0x63 && byteAt(at + 2) == 0x6f && size == 5) marks |= END_copyright;
        at += size + 1;
      }
    } else if (byte == 0xc2) {
      if (next != 0xa0) newChars++;
      if (next == 0xa9) marks |= END_copyright;
      at += 2;
      previous = 0;
    } else if (byte == 0xe3) {
      const third = byteAt(at + 2);
      newChars++;
      if (next == 0x80) {
        if (third == 0x82) sentences++;
        else if (third == 0x81) punctuation++;
        previous = 0;
      } else if (next >= 0x90) {
        han++;
        words++;
        previous = 0;
      } else {
        if ((previous & CLASS_wordBit) == 0) words++;
        previous = CLASS_wordBit;
      }
      at += 3;
    } else if (byte == 0xef) {
      const third = byteAt(at + 2);
      if (next == 0xbc) {
        if (third == 0x81 || third == 0x9f) sentences++;
        else if (third == 0x8c || third == 0x9a || third == 0x9b) punctuation++;
        if (third == 0x9f) marks |= END_question;
      }
      newChars++;
      at += 3;
      previous = 0;
    } else if (byte == 0xe2) {
      if (next == 0x80 && byteAt(at + 2) == 0xa6) sentences++;
      newChars++;
      at += 3;
      previous = 0;
    } else {
      newChars++;
      at += byte >= 0xf0 ? 4 : 1;
      previous = 0;
    }
  }
  chars += newChars;
  if (linkDepth >= 0) linkChars += newChars;
  // a character cut off by the page's end may carry the position past the sentinel's first byte
  return at;
}
