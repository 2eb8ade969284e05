import { decodeAs } from './decode-as.ts';
import { withoutNul } from './nul.ts';
import { sniffEncoding } from './sniff.ts';

/**
 * A page's bytes as strict UTF-8 without byte order mark and NULs, and the WHATWG name (lower case) of the encoding they
 * were in. Bytes that are strict UTF-8 already are handed back as a view, not a copy; ASCII counts as UTF-8.
 * @param contentType value of the HTTP Content-Type header
 */
export function toUtf8(body: Uint8Array, contentType: string | undefined): { bytes: Uint8Array; encoding: string } {
  const { encoding, markLength, validUtf8 } = sniffEncoding(body, contentType);
  const content = markLength === 0 ? body : body.subarray(markLength);
  if (encoding === 'utf-8' && validUtf8) {
    return { bytes: withoutNul(content), encoding };
  }
  const text = decodeAs(encoding, content);
  return { bytes: Buffer.from(text.includes('\0') ? text.replaceAll('\0', '') : text, 'utf8'), encoding };
}
