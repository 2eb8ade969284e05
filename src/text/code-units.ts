/** Longest text whose room is kept for the next one. */
const KEPT = 1 << 22;

let units = new Uint16Array(1 << 16);
let bytes = Buffer.from(units.buffer);
let written = '';

/**
 * A text's UTF-16 code units from 0 on, valid until the next call with another text; what lies behind them means nothing. Loops over
 * an array cost a fraction of those over a string, and the checks of a stage share one copy.
 */
export function codeUnits(text: string): Uint16Array {
  if (text === written) return units;
  if (text.length > KEPT) {
    const own = new Uint16Array(text.length);
    Buffer.from(own.buffer).write(text, 'utf16le');
    return own;
  }
  if (text.length > units.length) {
    units = new Uint16Array(text.length * 2);
    bytes = Buffer.from(units.buffer);
  }
  bytes.write(text, 'utf16le');
  written = text;
  return units;
}
