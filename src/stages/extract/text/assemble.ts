import { Buffer } from 'node:buffer';
import { scratch } from '../kernel/kernel.ts';
import { lineBreakEnd, type Page } from '../scan/page.ts';
import { flag, tagId } from '../scan/tags.ts';
import { readReference } from './entities.ts';

// Re-bound: V8 folds a module's own constants into machine code, but reads imported ones through a cell on every use.
const { bytes, buffer } = scratch;
const breakEnd = lineBreakEnd;
const { preformatted, table } = flag;
const { td, th } = tagId;

const space = 0x20;
const newline = 0x0a;
const ampersand = 0x26;
const lessThan = 0x3c;
const cellSeparator = Buffer.from(' | ');
/** A cell of one row is looked for this far up. */
const maxCellLevels = 12;

/** Bytes that a plain copy stops at: controls, `&`, `<`, no-break space and soft hyphen, general punctuation, byte order mark. */
const stopByte = new Uint8Array(256);
for (let byte: number = 0; byte < 256; byte++)
  stopByte[byte] =
    byte < space || byte === ampersand || byte === lessThan || byte === 0xc2 || byte === 0xe2 || byte === 0xef ? 1 : 0;

/** Collects kept blocks as UTF-8; grows, and is used for page after page. */
export interface Output {
  buffer: Buffer;
  length: number;
  /** Bitwise or of all bytes: under 128 the text is ASCII and becomes a string twice as fast. */
  seenBits: number;
}

export function createOutput(): Output {
  return { buffer: Buffer.alloc(1 << 20), length: 0, seenBits: 0 };
}

/** References may grow: `&nGt;` (5 bytes) becomes two characters of three. */
const maxGrowth = 2;
const separatorBytes = 4;

export function resetOutput(output: Output, page: Page): void {
  const needed = maxGrowth * page.length + separatorBytes * page.blocks + 64;
  if (output.buffer.length < needed) output.buffer = Buffer.alloc(Math.max(needed, 2 * output.buffer.length));
  output.length = 0;
  output.seenBits = 0;
}

/** Length in bytes of the invisible character at `at` that readers do not see: soft hyphen, zero-width space, direction marks; else 0. */
function invisibleBytes(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!;
  const second = bytes[at + 1]!;
  const third = bytes[at + 2]!;
  if (lead === 0xc2) return second === 0xad ? 2 : 0;
  if (lead === 0xef) return second === 0xbb && third === 0xbf ? 3 : 0;
  if (lead !== 0xe2) return 0;
  // U+200B, U+200E, U+200F, U+202A to U+202E; U+2060, U+2066 to U+2069. Joiners (U+200C, U+200D) stay: they spell words
  if (second === 0x80)
    return third === 0x8b || third === 0x8e || third === 0x8f || (third >= 0xaa && third <= 0xae) ? 3 : 0;
  if (second === 0x81) return third === 0xa0 || (third >= 0xa6 && third <= 0xa9) ? 3 : 0;
  return 0;
}

/** Length in bytes of a space other than ASCII's that folds like it (no-break space, U+2000 to U+200A), else 0. */
function spaceBytes(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!;
  if (lead === 0xc2) return bytes[at + 1] === 0xa0 ? 2 : 0;
  if (lead === 0xe2 && bytes[at + 1] === 0x80) {
    const third = bytes[at + 2]!;
    return (third >= 0x80 && third <= 0x8a) || third === 0xaf || third === 0xa8 || third === 0xa9 ? 3 : 0;
  }
  return 0;
}

/** Appends a block's text: white space folded, `<br>` as a line break, references decoded, invisible characters left out. */
function appendFolded(output: Output, page: Page, block: number): void {
  const { firstRun, runStart, runEnd } = page;
  const out = output.buffer;
  const start = output.length;
  let to = start;
  let bits = 0;
  /** Whether a space would be one too many: at the start, behind a space, behind a line break. */
  let spaced = true;
  for (let run = firstRun[block]!, lastRun = firstRun[block + 1]!; run < lastRun; run++) {
    const end = runEnd[run]!;
    let at = runStart[run]!;
    if (end === breakEnd) {
      if (to > start && out[to - 1] === space) to--;
      if (to > start && out[to - 1] !== newline) out[to++] = newline;
      spaced = true;
      continue;
    }
    if (end === at) {
      if (!spaced) out[to++] = space;
      spaced = true;
      continue;
    }
    while (at < end) {
      // plain bytes and single spaces in one loop, whose exits are rare and so well predicted
      let byte = 0;
      let previous: number = spaced ? space : 0;
      const from = at;
      for (;;) {
        byte = bytes[at]!;
        if (stopByte[byte] !== 0 || ((previous << 8) | byte) === 0x2020) break;
        out[to++] = byte;
        bits |= byte;
        previous = byte;
        at++;
      }
      if (at > from) spaced = previous === space;
      if (at >= end) {
        // the copy ran over the run's end into what no tag separates from it
        if (at > end) {
          to -= at - end;
          spaced = to > start && out[to - 1] === space;
        }
        break;
      }
      if (byte <= space) {
        if (!spaced) out[to++] = space;
        spaced = true;
        at++;
        continue;
      }
      if (byte === ampersand) {
        const { text, length } = readReference(bytes, buffer, at, end);
        if (length > 0) {
          at += length;
          const first = text[0]!;
          if (first <= space || spaceBytes(text, 0) > 0) {
            if (!spaced) out[to++] = space;
            spaced = true;
          } else if (invisibleBytes(text, 0) === 0) {
            out.set(text, to);
            to += text.length;
            bits |= first;
            spaced = false;
          }
          continue;
        }
      } else if (byte !== lessThan) {
        const invisible = invisibleBytes(bytes, at);
        if (invisible > 0) {
          at += invisible;
          continue;
        }
        const wide = spaceBytes(bytes, at);
        if (wide > 0) {
          if (!spaced) out[to++] = space;
          spaced = true;
          at += wide;
          continue;
        }
      }
      out[to++] = byte;
      bits |= byte;
      at++;
      spaced = false;
    }
  }
  while (to > start && (out[to - 1] === space || out[to - 1] === newline)) to--;
  output.length = to;
  output.seenBits |= bits;
}

/** Appends a preformatted block: white space as it is, a first line break and white space at the end left out. */
function appendPreformatted(output: Output, page: Page, block: number): void {
  const { firstRun, runStart, runEnd } = page;
  const out = output.buffer;
  const start = output.length;
  let to = start;
  let bits = 0;
  for (let run = firstRun[block]!, lastRun = firstRun[block + 1]!; run < lastRun; run++) {
    const end = runEnd[run]!;
    let at = runStart[run]!;
    if (end === breakEnd) out[to++] = newline;
    while (at < end) {
      const byte = bytes[at]!;
      if (byte === ampersand) {
        const { text, length } = readReference(bytes, buffer, at, end);
        if (length > 0) {
          at += length;
          if (spaceBytes(text, 0) > 0) out[to++] = space;
          else if (invisibleBytes(text, 0) === 0) {
            out.set(text, to);
            to += text.length;
            bits |= text[0]!;
          }
          continue;
        }
      }
      if (byte === 0x0d) {
        if (bytes[at + 1] !== newline) out[to++] = newline;
        at++;
        continue;
      }
      const invisible = invisibleBytes(bytes, at);
      const wide = spaceBytes(bytes, at);
      if (invisible + wide > 0) {
        if (wide > 0) out[to++] = space;
        at += invisible + wide;
        continue;
      }
      if (byte >= space || byte === newline || byte === 0x09) {
        out[to++] = byte;
        bits |= byte;
      }
      at++;
    }
  }
  while (to > start && out[to - 1]! <= space) to--;
  // the HTML standard drops a line break right behind `<pre>`; blank first lines say nothing either
  let from = start;
  for (let at = start; at < to && (out[at] === space || out[at] === newline || out[at] === 0x09); at++)
    if (out[at] === newline) from = at + 1;
  if (from > start) out.copyWithin(start, from, to);
  output.length = to - (from - start);
  output.seenBits |= bits;
}

function appendBlock(output: Output, page: Page, block: number): void {
  if (page.flags[page.blockElement[block]!]! & preformatted) appendPreformatted(output, page, block);
  else appendFolded(output, page, block);
}

/** The table cell that is all of a block, or 0. Cells of several blocks are layout: their lines stay apart. */
export function cellOf(page: Page, block: number): number {
  let element = page.blockElement[block]!;
  if ((page.flags[element]! & table) === 0) return 0;
  for (let level = 0; level < maxCellLevels && element > 0; level++) {
    if (page.endBlock[element]! - page.firstBlock[element]! > 1) return 0;
    const tag = page.tag[element]!;
    if (tag === td || tag === th) return element;
    element = page.parent[element]!;
  }
  return 0;
}

/** Appends what stands between two kept blocks: ` | ` between cells of a row, else a line break. */
function appendSeparator(output: Output, page: Page, before: number, block: number): void {
  const cell = cellOf(page, block);
  if (cell > 0) {
    const other = cellOf(page, before);
    if (other > 0 && page.parent[cell] === page.parent[other]) {
      output.buffer.set(cellSeparator, output.length);
      output.length += cellSeparator.length;
      return;
    }
  }
  output.buffer[output.length++] = newline;
}

function takeString(output: Output, start: number): string {
  const { buffer, length } = output;
  return output.seenBits < 128 ? buffer.toString('latin1', start, length) : buffer.toString('utf8', start, length);
}

/** Text of the blocks whose mark in `keep` is 1, a line each. */
export function assemble(output: Output, page: Page, keep: Uint8Array): string {
  resetOutput(output, page);
  let before = -1;
  for (let block = 0; block < page.blocks; block++) {
    if (keep[block] !== 1) continue;
    const length = output.length;
    if (before >= 0) appendSeparator(output, page, before, block);
    const start = output.length;
    appendBlock(output, page, block);
    if (output.length === start) output.length = length;
    else before = block;
  }
  return takeString(output, 0);
}

/** Text of one block. */
export function blockText(output: Output, page: Page, block: number): string {
  resetOutput(output, page);
  appendBlock(output, page, block);
  return takeString(output, 0);
}
