import { isAscii, isUtf8 } from 'node:buffer';
import { detectEncoding, detectUtf16 } from './detect.ts';
import { encodingForContentType } from './labels.ts';
import { hasNul } from './nul.ts';
import { prescan } from './prescan.ts';
import { utf8Evidence, withoutCutTail } from './utf8-evidence.ts';

/** What the bytes are in, and what was learned on the way. */
export interface Sniffed {
  /** WHATWG name, lower case. */
  encoding: string;
  /** Bytes of the byte order mark. */
  markLength: 0 | 2 | 3;
  /** The bytes are strict UTF-8 as they stand. */
  validUtf8: boolean;
}

/** In these a few characters may be valid UTF-8 by chance (GBK's 模 is): the label needs more against it. */
const accidental = new Set(['gbk', 'gb18030', 'big5', 'euc-jp', 'euc-kr', 'shift_jis', 'windows-874']);
/** Sequences of valid UTF-8 that outweigh such a label; one character of GBK text in seven is it by chance, six in a row once in 10^5. */
const ENOUGH_SEQUENCES = 6;
/** These write other characters with ASCII bytes, so being ASCII says nothing about them. */
const asciiBytes = new Set(['iso-2022-jp', 'replacement', 'utf-16le', 'utf-16be']);

function byteOrderMark(bytes: Uint8Array): { encoding: string; length: 2 | 3 } | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', length: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', length: 2 };
  return bytes[0] === 0xfe && bytes[1] === 0xff ? { encoding: 'utf-16be', length: 2 } : undefined;
}

/** Whether a label other than UTF-8 is to be believed on bytes that are strict UTF-8. */
function outweighsUtf8(label: string, bytes: Uint8Array): boolean {
  if (asciiBytes.has(label)) return label === 'replacement' || label === 'iso-2022-jp' ? isAscii(bytes) : hasNul(bytes);
  if (!accidental.has(label)) return false;
  return utf8Evidence(bytes, ENOUGH_SEQUENCES).sequences < ENOUGH_SEQUENCES && !isAscii(bytes);
}

/** Whether a UTF-8 label is to be believed on bytes that are not: damaged UTF-8 has more whole sequences than errors. */
function isDamagedUtf8(bytes: Uint8Array): boolean {
  const { sequences, errors } = utf8Evidence(bytes, 1000);
  return sequences >= errors;
}

/**
 * Decides a page's encoding: byte order mark, HTTP header, the page's own declaration, strict UTF-8, statistics.
 * A label loses only to bytes that refute it: running text in strict UTF-8 is UTF-8 whatever it is called, and text
 * called UTF-8 with more errors than characters is not. A Chinese label with invalid bytes stays Chinese.
 */
export function sniffEncoding(bytes: Uint8Array, contentType: string | undefined): Sniffed {
  const mark = byteOrderMark(bytes);
  if (mark !== undefined) {
    return { encoding: mark.encoding, markLength: mark.length, validUtf8: mark.encoding === 'utf-8' && isUtf8(bytes) };
  }
  const validUtf8 = isUtf8(bytes);
  const plain = { markLength: 0, validUtf8 } as const;
  const header = encodingForContentType(contentType);
  if (validUtf8) {
    const label = header ?? prescan(bytes);
    if (label !== undefined && label !== 'utf-8' && outweighsUtf8(label, bytes)) return { encoding: label, ...plain };
    return { encoding: (hasNul(bytes) ? detectUtf16(bytes) : undefined) ?? 'utf-8', ...plain };
  }
  for (const label of [header, prescan(bytes)]) {
    if (label !== undefined && (label !== 'utf-8' || isDamagedUtf8(bytes))) return { encoding: label, ...plain };
  }
  const utf16 = hasNul(bytes) ? detectUtf16(bytes) : undefined;
  if (utf16 !== undefined) return { encoding: utf16, ...plain };
  const { sequences, errors } = utf8Evidence(bytes, 1000);
  // Far more sequences than errors, or only a cut-off end: UTF-8 with damage.
  if (sequences > errors * 10 || isUtf8(withoutCutTail(bytes))) return { encoding: 'utf-8', ...plain };
  return { encoding: detectEncoding(bytes), ...plain };
}
