import { decodeAs } from './decode-as.ts';

/** What windows-1252 has at 0x80 to 0x9F: a C1 control where it has nothing else. */
const special = [
  ...decodeAs(
    'windows-1252',
    Uint8Array.from({ length: 32 }, (_, index) => 0x80 + index),
  ),
].map((character, index): [number, string] => [0x80 + index, character]);
const characterOf = new Map(
  special.map(([byte, character]) => [String.fromCharCode(byte), character.charCodeAt(0) === byte ? '' : character]),
);
const byteOf = new Map(special.map(([byte, character]) => [character, byte]));

/** A UTF-8 continuation byte, read as Latin-1 or windows-1252. */
const tail = `[\\u0080-\\u00BF${special
  .filter(([byte, character]) => character.charCodeAt(0) !== byte)
  .map(([, character]) => character)
  .join('')}]`;
const sequence = `(?:[\\u00C2-\\u00DF]${tail}|[\\u00E0-\\u00EF]${tail}${tail}|[\\u00F0-\\u00F4]${tail}${tail}${tail})`;
const sequences = new RegExp(`(?:${sequence})+`, 'g');

/**
 * What no text holds unless it was encoded twice: a C1 control where a sequence has its continuation, `â€` before the
 * third byte of a dash or quotation mark, `Ã` after a small letter and before a symbol, `Â` alone before a symbol, or
 * four sequences on end.
 */
const evidence = new RegExp(
  [
    '[\\u00C2-\\u00DF][\\u0080-\\u009F]',
    `[\\u00E0-\\u00EF](?:[\\u0080-\\u009F]${tail}|${tail}[\\u0080-\\u009F])`,
    `â€${tail}`,
    '[a-z]Ã[\\u00A1-\\u00BF]',
    '(?<![\\p{L}\\p{M}])Â[\\u00A0£©«®°·»]',
    `(?:${sequence}){4}`,
  ].join('|'),
  'u',
);

/** The start of all of that. Few texts hold it, and all letters need not be tried for what only begins with one. */
const suspicion = new RegExp(`[\\u00C2-\\u00F4]${tail}`);

/** Encoding the same text three times is seen; more often is not. */
const rounds = 3;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Whether a text was UTF-8 that something read as Latin-1 or windows-1252 and encoded again (`donâ€™t`, `GrÃ¼ÃŸe`). */
export function isDoubleEncoded(text: string): boolean {
  return suspicion.test(text) && evidence.test(text);
}

/**
 * Undoes double encoding: every run of characters that are the bytes of well-formed UTF-8 is read as such, all else
 * stays. Meant for texts of which `isDoubleEncoded` holds; in others `Ã©` may mean just that.
 */
export function undoDoubleEncoding(text: string): string {
  let undone = text;
  for (let round = 0; round < rounds && isDoubleEncoded(undone); round++) {
    const before = undone;
    undone = before.replace(sequences, readAgain);
    if (undone === before) break;
  }
  return undone;
}

/**
 * C1 controls as what they were meant for, where windows-1252 was read as Latin-1 (`don\x92t`): no text has them. Those
 * that windows-1252 has no character for are left out.
 */
export function readControls(text: string): string {
  return text.replace(/[\x80-\x9f]/g, (control) => characterOf.get(control) ?? '');
}

function readAgain(run: string): string {
  try {
    return utf8.decode(Uint8Array.from(run, (character) => byteOf.get(character) ?? character.charCodeAt(0)));
  } catch {
    return run;
  }
}
