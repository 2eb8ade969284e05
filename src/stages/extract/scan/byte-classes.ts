/**
 * Classes of UTF-8 bytes for counting text. A class is one integer, so that a run is counted by two additions a byte:
 * bit 0: part of a word; bits 10 to 19: characters; bits 20 and up: punctuation inside sentences. Negative: look closer.
 */
export const wordBit = 1;
const oneCharacter = 1 << 10;
const onePunctuation = 1 << 20;
export const counterMask = 1023;
export const counterBits = 10;

const isLower = (byte: number) => byte >= 0x61 && byte <= 0x7a;
const isUpper = (byte: number) => byte >= 0x41 && byte <= 0x5a;
const isDigit = (byte: number) => byte >= 0x30 && byte <= 0x39;
const isContinuation = (byte: number) => byte >= 0x80 && byte < 0xc0;

/** Bytes whose meaning depends on what follows: `< & . ! ?`, no-break space and its row, Han, full-width forms, emoji. */
function needsLook(byte: number): boolean {
  return '<&.!?'.includes(String.fromCharCode(byte)) || byte === 0xc2 || (byte >= 0xe2 && byte <= 0xe9) || byte >= 0xef;
}

function classOf(byte: number): number {
  if (needsLook(byte)) return -1;
  if (byte <= 0x20) return 0;
  if (isLower(byte) || isUpper(byte) || isDigit(byte) || byte === 0x5f) return wordBit | oneCharacter;
  if (isContinuation(byte)) return wordBit;
  if (byte >= 0xc3 && byte <= 0xf4) return wordBit | oneCharacter;
  return ',;:'.includes(String.fromCharCode(byte)) ? oneCharacter | onePunctuation : oneCharacter;
}

const everyByte = Array.from({ length: 256 }, (_, byte) => byte);

/** Class of each byte, as above. */
export const byteClass = Int32Array.from(everyByte, classOf);

/** What a byte adds at the start of a word: bits 0 to 9 words, 10 to 19 upper-case starts, 20 and up digit starts. */
export const wordStart = Int32Array.from(
  everyByte,
  (byte) => 1 | (isUpper(byte) ? 1 << counterBits : 0) | (isDigit(byte) ? 1 << (2 * counterBits) : 0),
);

/** Class and id names are cut where these change. */
export const nameByte = { other: 0, lower: 1, upper: 2, digit: 3, space: 4 } as const;

function nameClassOf(byte: number): number {
  if (isLower(byte)) return nameByte.lower;
  if (isUpper(byte)) return nameByte.upper;
  if (isDigit(byte)) return nameByte.digit;
  return byte <= 0x20 ? nameByte.space : nameByte.other;
}

export const nameByteClass = Uint8Array.from(everyByte, nameClassOf);

function wordClassOf(byte: number): number {
  if (byte >= 0xe4 && byte <= 0xe9) return 2;
  return isLower(byte) || isUpper(byte) || isDigit(byte) || byte >= 0xc3 || isContinuation(byte) ? 1 : 0;
}

/** 1 for bytes of words: ASCII letters and digits, and every byte of a character beyond Latin-1's signs; 2 where a Han character starts. */
export const wordByteClass = Uint8Array.from(everyByte, wordClassOf);
