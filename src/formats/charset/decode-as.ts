import { TextDecoder } from '@exodus/bytes/encoding.js';

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
