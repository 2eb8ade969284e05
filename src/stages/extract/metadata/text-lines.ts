import { exports, int32Array } from '../kernel/kernel.ts';
import { lineRow } from '../kernel/layout.ts';

/** A line of visible text as a page shows it. */
export interface TextLine {
  /** With its entities; empty when it holds nothing that a date needs. */
  text: string;
  /** Characters that are no white space. */
  length: number;
  /** Where the line ends, in bytes of the page. */
  end: number;
}

const rows = int32Array('lines');
const pieces = int32Array('pieces');
const unlimited = 0x7fffffff;

/**
 * The lines of visible text in the bytes `[start, end)` of the page in work, until they hold more than `most` characters.
 * What is cut off at the end counts as it stands.
 * @param page the page that was loaded last
 */
export function textLines(page: Buffer, start: number, end: number, most = unlimited): TextLine[] {
  const lines: TextLine[] = [];
  const last = lineRow * exports.readLines(start, end, most);
  for (let row = 0; row < last; row += lineRow) {
    let text = '';
    for (let piece = 2 * rows[row]!; piece < 2 * rows[row + 1]!; piece += 2)
      text += `${page.toString('utf8', pieces[piece], pieces[piece + 1])} `;
    lines.push({ text, length: rows[row + 2]!, end: rows[row + 3]! });
  }
  return lines;
}
