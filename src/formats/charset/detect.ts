import { isUtf8 } from 'node:buffer';
import { analyse } from 'chardet';
import { decodeAs } from './decode-as.ts';
import { encodingForLabel } from './labels.ts';
import { skipAscii, viewOf } from './skip-ascii.ts';

/**
 * Bytes given to the detector, which takes half a millisecond for each thousand: a share of the page, so that its time
 * grows with the page's, but enough for certainty.
 */
const SAMPLE_SHARE = 1 / 64;
const MIN_SAMPLE_BYTES = 512;
const MAX_SAMPLE_BYTES = 8192;
/** Bytes looked through for text outside ASCII. */
const SEARCH_BYTES = 1 << 20;
/** ASCII of words kept around a byte outside ASCII: enough for the detector's letter statistics. */
const CONTEXT_BYTES = 24;

/** UTF-16 without a mark: in text mostly of Latin letters every second byte is zero. */
export function detectUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const end = Math.min(bytes.length, 4096) & ~1;
  if (end < 4) return undefined;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < end; at += 2) {
    if (bytes[at] === 0) even++;
    if (bytes[at + 1] === 0) odd++;
  }
  // A third of all units in markup or Latin text, hardly any on the other side.
  if (odd * 6 > end && even * 20 < odd) return 'utf-16le';
  return even * 6 > end && odd * 20 < even ? 'utf-16be' : undefined;
}

/** ASCII that running text is made of. Markup's names and signs would count as English. */
const isWordByte = Uint8Array.from({ length: 128 }, (_, byte) =>
  Number(/[A-Za-z ,.'-]/.test(String.fromCharCode(byte))),
);

/** The words around bytes outside ASCII, a space between stretches, so that the detector sees text and no markup. */
function sample(bytes: Uint8Array): Uint8Array {
  const end = Math.min(bytes.length, SEARCH_BYTES);
  const share = Math.floor(bytes.length * SAMPLE_SHARE);
  const out = new Uint8Array(Math.min(MAX_SAMPLE_BYTES, Math.max(MIN_SAMPLE_BYTES, share)));
  let length = 0;
  let copied = 0;
  const view = viewOf(bytes);
  for (let at = skipAscii(view, 0, end); at < end && length < out.length; at = skipAscii(view, at, end)) {
    let from = at;
    const earliest = Math.max(copied, at - CONTEXT_BYTES);
    while (from > earliest && isWordByte[bytes[from - 1]!] === 1) from--;
    let to = at + 1;
    // The first byte behind one outside ASCII may be the second of a character, whatever it is.
    for (let quiet = 0; to < end && quiet < CONTEXT_BYTES; to++) {
      if (bytes[to]! >= 0x80) quiet = 0;
      else if (quiet === 0 || isWordByte[bytes[to]!] === 1) quiet++;
      else break;
    }
    // UTF-8 in a page that is none is from elsewhere, or was encoded twice: it says nothing of the page's encoding.
    if (!isUtf8(bytes.subarray(from, to))) {
      if (from > copied && length > 0) out[length++] = 0x20;
      while (from < to && length < out.length) out[length++] = bytes[from++]!;
    }
    copied = to;
    at = to;
  }
  return out.subarray(0, length);
}

/** Share of characters that the right encoding may leave unreadable: crawled text is damaged here and there. */
const UNREADABLE_SHARE = 0.01;
/** Bytes outside ASCII below which letter statistics are noise. */
const MIN_EVIDENCE = 4;

/** Share of the sample's characters that an encoding leaves undecoded or reads as C1 controls, which no text has. */
function unreadableShare(encoding: string, bytes: Uint8Array): number {
  const text = decodeAs(encoding, bytes);
  let unreadable = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0xfffd || (unit >= 0x80 && unit < 0xa0)) unreadable++;
  }
  return unreadable / Math.max(1, text.length);
}

/** The encoding that a detector's name stands for here; undefined for those decided elsewhere. */
function detectable(name: string): string | undefined {
  const encoding = encodingForLabel(name);
  // KOI8-U has Ukrainian letters where KOI8-R has box drawings, and is the same otherwise.
  if (encoding === 'koi8-r') return 'koi8-u';
  return encoding === undefined || encoding.startsWith('utf-') || encoding === 'replacement' ? undefined : encoding;
}

/**
 * The likeliest encoding of bytes that nothing declares and that are no UTF-8: the best by letter statistics that can
 * read nearly all of it, else windows-1252, the web's default.
 */
export function detectEncoding(bytes: Uint8Array): string {
  const text = sample(bytes);
  if (text.reduce((count, byte) => count + (byte >> 7), 0) < MIN_EVIDENCE) return 'windows-1252';
  for (const match of analyse(text)) {
    const encoding = detectable(match.name);
    if (encoding !== undefined && unreadableShare(encoding, text) <= UNREADABLE_SHARE) return encoding;
  }
  return 'windows-1252';
}
