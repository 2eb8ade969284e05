import { Buffer } from 'node:buffer';
import { exports, uint8Array } from '../kernel/kernel.ts';
import type { Page } from '../scan/page.ts';

const marks = uint8Array('keep');
const { buffer, byteOffset, length } = uint8Array('output');
const output = Buffer.from(buffer, byteOffset, length);

/** The text that the kernel laid out; ASCII becomes a string twice as fast. */
function takeString(length: number): string {
  return length < 0 ? output.toString('utf8', 0, -length) : output.toString('latin1', 0, length);
}

/** Text of the blocks whose mark in `keep` is 1, a line each; cells of a row joined by ` | `. */
export function assemble(page: Page, keep: Uint8Array): string {
  marks.set(keep.subarray(0, page.blocks));
  return takeString(exports.assemble(0, page.blocks));
}

/**
 * Text of one block: white space folded, `<br>` as a line break, references decoded, invisible characters left out; that
 * of a preformatted block with its white space.
 */
export function blockText(block: number): string {
  return takeString(exports.blockText(block));
}
