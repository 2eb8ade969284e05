import { Buffer } from 'node:buffer';
import type { HeldText } from '../../stage.ts';
import { exports, uint8Array } from '../kernel/kernel.ts';
import { escapedBytes } from '../kernel/layout.ts';
import type { Page } from '../scan/page.ts';

const marks = uint8Array('keep');
const { buffer, byteOffset, length } = uint8Array('output');
const output = Buffer.from(buffer, byteOffset, length);
const json = uint8Array('json');

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
 * The same text as `assemble` gives, not made a string where it is surely in NFC and not encoded twice: the kernel holds it
 * until it lays out another.
 */
export function assembleHeld(page: Page, keep: Uint8Array): string | HeldText {
  marks.set(keep.subarray(0, page.blocks));
  const length = exports.assemble(0, page.blocks);
  if (length < 0 && exports.isSettled(-length) === 0) return takeString(length);
  return new KernelText(Math.abs(length));
}

class KernelText implements HeldText {
  readonly length: number;

  constructor(length: number) {
    this.length = length;
  }

  writeJson(target: Buffer, at: number): number {
    let end = at;
    for (let from = 0; from < this.length; from += escapedBytes) {
      const size = exports.escapeText(from, Math.min(from + escapedBytes, this.length));
      target.set(json.subarray(0, size), end);
      end += size;
    }
    return end;
  }
}

/**
 * Text of one block: white space folded, `<br>` as a line break, references decoded, invisible characters left out; that
 * of a preformatted block with its white space.
 */
export function blockText(block: number): string {
  return takeString(exports.blockText(block));
}
