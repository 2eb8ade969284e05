/** Code units above this are folded only where they are full-width forms: every cased alphabet in use lies below. */
const CASED_END = 0x2c00;

/**
 * Maps each UTF-16 code unit to the one it is compared as: lower case, full-width and half-width ASCII forms to ASCII, one
 * kind of white space and of apostrophe. Length is kept, so offsets into the folded text are offsets into the text.
 */
export const foldTable: Uint16Array = buildFoldTable();

function buildFoldTable(): Uint16Array {
  const table = new Uint16Array(0x10000);
  for (let code = 0; code < 0x10000; code++) table[code] = code;
  for (let code = 0x41; code < CASED_END; code++) {
    const lower = String.fromCharCode(code).toLowerCase();
    if (lower.length === 1) table[code] = lower.charCodeAt(0);
  }
  // U+FF01 to U+FF5E are ASCII's 0x21 to 0x7e at full width.
  for (let code = 0xff01; code <= 0xff5e; code++) table[code] = table[code - 0xfee0]!;
  for (const space of [0x09, 0x0b, 0x0c, 0x0d, 0xa0, 0x1680, 0x202f, 0x205f, 0x3000]) table[space] = 0x20;
  for (let space = 0x2000; space <= 0x200a; space++) table[space] = 0x20;
  table[0x2018] = 0x27;
  table[0x2019] = 0x27;
  return table;
}
