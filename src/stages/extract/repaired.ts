import { isDoubleEncoded, readControls, undoDoubleEncoding } from '../../formats/charset/double-encoding.ts';
import type { HeldText } from '../stage.ts';

/**
 * What `read` finds in a page or, where its text shows that the page was encoded twice, what it finds in the page with
 * that undone. The text, a thirtieth of a page, is what is looked at: looking through every page would cost a tenth of
 * extraction. A text that is only held was not encoded twice, and has no C1 control to be read as windows-1252.
 * @param utf8 the page as UTF-8
 */
export function readRepaired<Found extends { text: string | HeldText }>(
  utf8: Uint8Array,
  repair: boolean,
  read: (utf8: Uint8Array) => Found,
): { found: Found; repaired: boolean } {
  const found = read(utf8);
  if (!repair || typeof found.text !== 'string') return { found, repaired: false };
  if (!isDoubleEncoded(found.text)) return { found: withoutControls(found), repaired: false };
  const page = Buffer.from(utf8.buffer, utf8.byteOffset, utf8.length).toString();
  return { found: withoutControls(read(Buffer.from(undoDoubleEncoding(page)))), repaired: true };
}

function withoutControls<Found extends { text: string | HeldText }>(found: Found): Found {
  return typeof found.text === 'string' ? { ...found, text: readControls(found.text) } : found;
}
