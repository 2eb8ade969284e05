import { TextDecoder } from '@exodus/bytes/encoding.js';
import { sniffEncoding } from './sniff.ts';

/** Decoders are stateless between calls and their tables take milliseconds to unfold, so each is made once. */
const decoders = new Map<string, { decode(bytes: Uint8Array): string }>();

/**
 * Decodes bytes of a known WHATWG encoding; what cannot be decoded becomes U+FFFD. The decoders are tables of their own,
 * not the platform's, whose results differ between Node versions.
 */
export function decodeAs(encoding: string, bytes: Uint8Array): string {
  // The standard's replacement encoding stands for ones it refuses to decode.
  if (encoding === 'replacement') return bytes.length === 0 ? '' : '\uFFFD';
  let decoder = decoders.get(encoding);
  if (decoder === undefined) {
    decoder = new TextDecoder(encoding, { ignoreBOM: true });
    decoders.set(encoding, decoder);
  }
  return decoder.decode(bytes);
}

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
