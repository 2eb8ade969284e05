// Text for JSON: whether what OUTPUT holds may be written as it stands, and its bytes as JSON's strings have them.

// Whether a character encoded twice may begin with the one at `at`, U+00C2 to U+00F4: what UTF-8's second byte is when it
// is read as Latin-1 or windows-1252 stands behind it.
function mayBeEncodedTwice(at: i32): bool {
  const second = get8(OUTPUT, at + 1);
  if (second < 0x82 || second > 0xb4) return false;
  const next = get8(OUTPUT, at + 2);
  const last = get8(OUTPUT, at + 3);
  // of U+0140 to U+017F these are in windows-1252: OE, S and Z with caron, Y with diaeresis
  if (next == 0xc5) return last == 0x92 || last == 0x93 || last == 0xa0 || last == 0xa1 || last == 0xb8 || last >= 0xbd;
  return next == 0xc2 || next == 0xc6 || next == 0xcb || next == 0xe2;
}

// Whether the character at `at`, whose first byte is 0xC2 or more, is sure to be the same in NFC: it is no mark, nothing
// composes with the one before it, and it has no other form. False where only tables would tell, and for C1 controls,
// which are read as what they were meant for.
function isSettledCharacter(at: i32): bool {
  const lead = get8(OUTPUT, at);
  const second = get8(OUTPUT, at + 1);
  const third = get8(OUTPUT, at + 2);
  if (lead == 0xc2) return second >= 0xa0;
  if (lead < 0xcc) return lead != 0xc3 || !mayBeEncodedTwice(at);
  // Greek but for U+037E and U+0387, Cyrillic but for its marks, Armenian
  if (lead < 0xe0) return lead >= 0xce && lead <= 0xd5 && !(lead == 0xce && second == 0x87) && (lead != 0xd2 || second >= 0x8a);
  switch (lead) {
    case 0xe1: // letters of Vietnamese
      return second >= 0xb8 && second <= 0xbb;
    case 0xe2: // punctuation and symbols; U+2000, U+2001, Ohm, Kelvin, Angstrom and angle brackets have other forms
      if (second == 0x80) return third >= 0x82;
      if (second == 0x84) return third != 0xa6 && third != 0xaa && third != 0xab;
      if (second == 0x8c) return third != 0xa9 && third != 0xaa;
      return second != 0x83 && second <= 0xaa;
    case 0xe3: // marks of tone and voice among kana
      if (second == 0x80) return third < 0xaa || third >= 0xb0;
      return second != 0x82 || (third != 0x99 && third != 0x9a);
    case 0xe4:
    case 0xe5:
    case 0xe6:
    case 0xe7:
    case 0xe8:
    case 0xe9:
    case 0xeb:
    case 0xec:
      return true;
    case 0xea: // Hangul's syllables
      return second >= 0xb0;
    case 0xed:
      return second <= 0x9d;
    case 0xef: // full-width forms, the replacement character
      return second == 0xbc || second == 0xbd || second == 0xbf;
    case 0xf0: // pictures, rare ideographs
      return second == 0x9f || (second >= 0xa0 && second <= 0xae);
    default:
      return false;
  }
}

// Whether the first `size` bytes of OUTPUT are in NFC and were not encoded twice, as far as that is told without tables.
export function isSettled(size: i32): bool {
  const least = i8x16.splat(<i8>0xc2);
  for (let at = 0; at < size; at += 16) {
    let hits = i8x16.bitmask(i8x16.ge_u(v128.load(OUTPUT + at), least));
    if (size - at < 16) hits &= (1 << (size - at)) - 1;
    for (; hits != 0; hits &= hits - 1) if (!isSettledCharacter(at + ctz(hits))) return false;
  }
  return true;
}

function hexDigit(number: i32): i32 {
  return number < 10 ? 0x30 + number : 0x57 + number;
}

// The letter behind the backslash of a control's short form, else 0.
function shortEscape(byte: i32): i32 {
  switch (byte) {
    case 0x08:
      return 0x62;
    case 0x09:
      return 0x74;
    case 0x0a:
      return 0x6e;
    case 0x0c:
      return 0x66;
    case 0x0d:
      return 0x72;
    default:
      return byte < space ? 0 : byte;
  }
}

// Writes the bytes of OUTPUT in [from, end) to JSON as `JSON.stringify` escapes them; returns how many they become.
export function escapeText(from: i32, end: i32): i32 {
  let size = 0;
  let at = from;
  while (at < end) {
    const bytes = v128.load(OUTPUT + at);
    const stops = v128.or(
      i8x16.lt_u(bytes, i8x16.splat(<i8>space)),
      v128.or(i8x16.eq(bytes, i8x16.splat(0x22)), i8x16.eq(bytes, i8x16.splat(0x5c))),
    );
    const count = min(ctz(i8x16.bitmask(stops) | 0x10000), end - at);
    v128.store(JSON + size, bytes);
    size += count;
    at += count;
    if (count == 16 || at == end) continue;
    const byte = get8(OUTPUT, at++);
    const short = shortEscape(byte);
    set8(JSON, size++, 0x5c);
    if (short != 0) {
      set8(JSON, size++, short);
      continue;
    }
    set8(JSON, size++, 0x75);
    set8(JSON, size++, 0x30);
    set8(JSON, size++, 0x30);
    set8(JSON, size++, 0x30 + (byte >> 4));
    set8(JSON, size++, hexDigit(byte & 15));
  }
  return size;
}
