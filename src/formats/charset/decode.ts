import { decodeAs } from './decode-as.ts';
import { sniffEncoding } from './sniff.ts';

function withoutNuls(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '') : text;
}

/** The text of bytes of unknown encoding, by the same rules as `toUtf8`. Never holds a lone surrogate, a NUL or a mark. */
export function decodeText(bytes: Uint8Array, contentType: string | undefined): string {
  const { encoding, markLength, validUtf8 } = sniffEncoding(bytes, contentType);
  const content = bytes.subarray(markLength);
  if (validUtf8 && encoding === 'utf-8') {
    return withoutNuls(Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('utf8'));
  }
  return withoutNuls(decodeAs(encoding, content));
}
