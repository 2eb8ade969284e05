import { skipAscii, viewOf } from './skip-ascii.ts';

/**
 * How far bytes that are not all ASCII look like UTF-8: whole multi-byte sequences and bytes that are in none.
 * Stops once either count reaches `enough`.
 */
export function utf8Evidence(bytes: Uint8Array, enough: number): { sequences: number; errors: number } {
  let sequences = 0;
  let errors = 0;
  const view = viewOf(bytes);
  const end = bytes.length;
  for (let at = skipAscii(view, 0, end); at < end && sequences < enough && errors < enough; ) {
    const length = sequenceLength(bytes[at]!);
    const there = Math.min(length, end - at);
    if (length === 0 || !hasTrail(bytes, at, there)) {
      errors++;
      at++;
    } else {
      // A sequence cut off by the end of the bytes is neither: crawls truncate pages.
      if (there === length) sequences++;
      at += there;
    }
    at = skipAscii(view, at, end);
  }
  return { sequences, errors };
}

function sequenceLength(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

/** Whether the bytes after `at` continue a sequence of `length` (surrogates, overlong forms and > U+10FFFF do not). */
function hasTrail(bytes: Uint8Array, at: number, length: number): boolean {
  if (at + length > bytes.length) return false;
  for (let i = 1; i < length; i++) {
    const byte = bytes[at + i]!;
    if ((byte & 0xc0) !== 0x80) return false;
  }
  if (length < 2) return true;
  const lead = bytes[at]!;
  const second = bytes[at + 1]!;
  if (lead === 0xe0) return second >= 0xa0;
  if (lead === 0xed) return second < 0xa0;
  if (lead === 0xf0) return second >= 0x90;
  return lead !== 0xf4 || second < 0x90;
}

/** The bytes without a UTF-8 sequence that their end cuts off. */
export function withoutCutTail(bytes: Uint8Array): Uint8Array {
  const end = bytes.length;
  for (let back = 1; back <= 3 && back <= end; back++) {
    const byte = bytes[end - back]!;
    if (byte < 0x80) break;
    if (byte >= 0xc0)
      return sequenceLength(byte) > back && hasTrail(bytes, end - back, back) ? bytes.subarray(0, end - back) : bytes;
  }
  return bytes;
}
