// The text of a document's JSON line as UTF-16, without a string of the line: it is found at the top level, its escapes
// and UTF-8 are undone, and where anything is amiss the line is left to JSON.parse.

const QUOTE: u32 = 0x22;
const BACKSLASH: u32 = 0x5c;
/** Stands behind the line: no byte of it is read beyond. */
const LINE_END: u32 = 0x0a;
/** Keys as the words of their bytes. */
const TEXT: u32 = 0x74786574;
const ID: u32 = 0x6469;

/** Where the last string that was read ends in the text. */
let written: usize = 0;

// Finds the only member `text` of the object in `size` bytes, and puts it down at `text`. Returns 1, or 0 where that
// cannot be done. `state`: first byte of the string within its quotes, the one behind it, and its UTF-16 units, as i32.
// The other members are looked at only as far as it takes to pass over them.
export function readLine(json: usize, size: i32, text: usize, state: usize): i32 {
  store<u8>(json + <usize>size, LINE_END);
  let found = 0;
  let others = 0;
  let id: usize = 0;
  let idEnd: usize = 0;
  let at = skipSpace(json);
  if (load<u8>(at) != 0x7b) return 0;
  at = skipSpace(at + 1);
  while (true) {
    if (load<u8>(at) != QUOTE) return 0;
    const key = at + 1;
    at = skipString(key);
    if (at == 0) return 0;
    const isText = at - key == 4 && load<u32>(key) == TEXT;
    const isId = at - key == 2 && load<u16>(key) == ID;
    // Another spelling of the same key.
    if (!isText && hasEscape(key, at)) return 0;
    at = skipSpace(at + 1);
    if (load<u8>(at) != 0x3a) return 0;
    at = skipSpace(at + 1);
    if (isText) {
      if (found != 0 || load<u8>(at) != QUOTE) return 0;
      const end = readString(at + 1, text);
      if (end == 0) return 0;
      store<i32>(state, <i32>(at + 1 - json));
      store<i32>(state, <i32>(end - json), 4);
      store<i32>(state, <i32>((written - text) >> 1), 8);
      found = 1;
      at = end + 1;
    } else {
      const value = at;
      at = skipValue(at);
      if (at == 0) return 0;
      others += 1;
      if (isId && load<u8>(value) == QUOTE) {
        id = value + 1;
        idEnd = at - 1;
      }
    }
    at = skipSpace(at);
    const next = load<u8>(at);
    if (next == 0x7d) {
      const alone = others == 1 && id != 0 && isPlain(id, idEnd) && isEnd(at + 1, json + <usize>size);
      store<i32>(state, alone ? <i32>(id - json) : 0, 12);
      store<i32>(state, alone ? <i32>(idEnd - json) : 0, 16);
      return found;
    }
    if (next != 0x2c) return 0;
    at = skipSpace(at + 1);
  }
}

function skipSpace(from: usize): usize {
  let at = from;
  while (load<u8>(at) == 0x20 || load<u8>(at) == 0x09) at++;
  return at;
}

// Whether there is but white space up to the line's end.
function isEnd(from: usize, end: usize): bool {
  for (let at = from; at < end; at++) {
    const byte = load<u8>(at);
    if (byte != 0x20 && byte != 0x09 && byte != 0x0d) return false;
  }
  return true;
}

// Whether a string is one of ASCII's characters that need no escape, and of these alone up to its closing quote.
function isPlain(from: usize, end: usize): bool {
  for (let at = from; at < end; at++) {
    const byte = load<u8>(at);
    if (byte < 0x20 || byte >= 0x80 || byte == BACKSLASH || byte == QUOTE) return false;
  }
  return load<u8>(end) == QUOTE;
}

function hasEscape(from: usize, end: usize): bool {
  for (let at = from; at < end; at++) if (load<u8>(at) == BACKSLASH) return true;
  return false;
}

// From behind the opening quote of a string to its closing one; 0 where it has none.
function skipString(from: usize): usize {
  let at = from;
  while (true) {
    const bytes = v128.load(at);
    const quotes = i8x16.eq(bytes, i8x16.splat(0x22));
    const special = v128.or(quotes, v128.or(i8x16.eq(bytes, i8x16.splat(0x5c)), i8x16.eq(bytes, i8x16.splat(0x0a))));
    const found = i8x16.bitmask(special);
    if (found == 0) {
      at += 16;
      continue;
    }
    at += ctz(found);
    const byte = load<u8>(at);
    if (byte == QUOTE) return at;
    if (byte == LINE_END || load<u8>(at, 1) == LINE_END) return 0;
    at += 2;
  }
}

// From the first byte of a value to what is behind it; 0 where the line ends before.
function skipValue(from: usize): usize {
  let at = from;
  let depth = 0;
  while (true) {
    const byte = load<u8>(at);
    if (byte == LINE_END) return 0;
    if (byte == QUOTE) {
      at = skipString(at + 1);
      if (at == 0) return 0;
    } else if (byte == 0x7b || byte == 0x5b) depth += 1;
    else if (byte == 0x7d || byte == 0x5d) {
      if (depth == 0) return at;
      depth -= 1;
    } else if (byte == 0x2c && depth == 0) return at;
    at += 1;
  }
}

// From behind the opening quote of a string to its closing one, its UTF-16 units from `text` on; 0 where it is not well
// formed.
function readString(from: usize, text: usize): usize {
  let at = from;
  let to = text;
  while (true) {
    // Sixteen plain characters at a time. Units behind the first that is none are written over.
    const bytes = v128.load(at);
    const quotes = i8x16.eq(bytes, i8x16.splat(0x22));
    // As signed numbers, bytes of other characters than ASCII's are below the control characters.
    const controls = i8x16.lt_s(bytes, i8x16.splat(0x20));
    const special = i8x16.bitmask(v128.or(v128.or(quotes, controls), i8x16.eq(bytes, i8x16.splat(0x5c))));
    v128.store(to, i16x8.extend_low_i8x16_u(bytes));
    v128.store(to, i16x8.extend_high_i8x16_u(bytes), 16);
    if (special == 0) {
      at += 16;
      to += 32;
      continue;
    }
    const plain = <usize>ctz(special);
    at += plain;
    to += plain << 1;
    do {
      const byte = <u32>load<u8>(at);
      if (byte == QUOTE) {
        written = to;
        return at;
      }
      if (byte == BACKSLASH) {
        const unit = escaped(at);
        if (unit < 0) return 0;
        store<u16>(to, unit);
        to += 2;
        at += load<u8>(at, 1) == 0x75 ? 6 : 2;
      } else if (byte < 0xc2) return 0;
      else if (byte < 0xe0) {
        const second = <u32>load<u8>(at, 1) ^ 0x80;
        if (second > 0x3f) return 0;
        store<u16>(to, ((byte & 0x1f) << 6) | second);
        to += 2;
        at += 2;
      } else if (byte < 0xf0) {
        const second = <u32>load<u8>(at, 1) ^ 0x80;
        const third = <u32>load<u8>(at, 2) ^ 0x80;
        const code = ((byte & 0xf) << 12) | (second << 6) | third;
        if ((second | third) > 0x3f || code < 0x800 || (code & 0xf800) == 0xd800) return 0;
        store<u16>(to, code);
        to += 2;
        at += 3;
      } else {
        const second = <u32>load<u8>(at, 1) ^ 0x80;
        const third = <u32>load<u8>(at, 2) ^ 0x80;
        const fourth = <u32>load<u8>(at, 3) ^ 0x80;
        const code = ((byte & 0xf) << 18) | (second << 12) | (third << 6) | fourth;
        if ((second | third | fourth) > 0x3f || code < 0x10000 || code > 0x10ffff) return 0;
        store<u16>(to, 0xd7c0 + (code >> 10));
        store<u16>(to, 0xdc00 | (code & 0x3ff), 2);
        to += 4;
        at += 4;
      }
    } while (load<u8>(at) >= 0x80);
  }
}

// The unit that an escape stands for; -1 where it is none.
function escaped(at: usize): i32 {
  switch (<i32>load<u8>(at, 1)) {
    case 0x22:
    case 0x2f:
    case 0x5c:
      return <i32>load<u8>(at, 1);
    case 0x62:
      return 0x08;
    case 0x66:
      return 0x0c;
    case 0x6e:
      return 0x0a;
    case 0x72:
      return 0x0d;
    case 0x74:
      return 0x09;
    case 0x75: {
      let unit = 0;
      for (let digit: usize = 2; digit < 6; digit++) {
        const byte = <i32>load<u8>(at + digit);
        // The line's end is no digit, so nothing behind it is read.
        if (byte >= 0x30 && byte <= 0x39) unit = (unit << 4) | (byte - 0x30);
        else if ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66) unit = (unit << 4) | ((byte | 0x20) - 0x57);
        else return -1;
      }
      return unit;
    }
    default:
      return -1;
  }
}
