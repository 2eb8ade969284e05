import { TextDecoder } from '@exodus/bytes/encoding.js';

interface Decoder {
  decode(bytes: Uint8Array): string;
}

/** Decoders are stateless between calls and their tables take milliseconds to unfold, so each is made once. */
const decoders = new Map<string, Decoder>();

/** In these a line feed is never part of a longer character, so that lines may be decoded one by one. */
const lineByLine = new Set(['gbk', 'gb18030', 'big5', 'euc-jp', 'euc-kr', 'shift_jis']);
/** One invalid byte sends the decoder down a path twenty times as slow: it then takes this much along, not the page. */
const pieceBytes = 1024;
const lineFeed = 0x0a;

function decoderFor(encoding: string): Decoder {
  let decoder = decoders.get(encoding);
  if (decoder === undefined) {
    decoder = new TextDecoder(encoding, { ignoreBOM: true });
    decoders.set(encoding, decoder);
  }
  return decoder;
}

/**
 * Decodes bytes of a known WHATWG encoding; what cannot be decoded becomes U+FFFD. The decoders are tables of their own,
 * not the platform's, whose results differ between Node versions; UTF-8 alone every Node reads alike.
 */
export function decodeAs(encoding: string, bytes: Uint8Array): string {
  // The standard's replacement encoding stands for ones it refuses to decode.
  if (encoding === 'replacement') return bytes.length === 0 ? '' : '\uFFFD';
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (encoding === 'utf-8') return buffer.toString('utf8');
  if (encoding === 'windows-1252') return decodeWindows1252(buffer);
  const decoder = decoderFor(encoding);
  return lineByLine.has(encoding) ? decodePieces(decoder, buffer) : decoder.decode(bytes);
}

function decodePieces(decoder: Decoder, buffer: Buffer): string {
  let text = '';
  for (let start = 0; start < buffer.length; ) {
    const end = buffer.indexOf(lineFeed, start + pieceBytes);
    const stop = end < 0 ? buffer.length : end + 1;
    text += decoder.decode(buffer.subarray(start, stop));
    start = stop;
  }
  return text;
}

/** What windows-1252 has at 0x80 to 0x9F, where alone it differs from Latin-1. */
let special: string | undefined;

function decodeWindows1252(buffer: Buffer): string {
  special ??= decoderFor('windows-1252').decode(Uint8Array.from({ length: 32 }, (_, index) => 0x80 + index));
  const characters = special;
  return buffer.toString('latin1').replace(/[\x80-\x9f]/g, (byte) => characters[byte.charCodeAt(0) - 0x80]!);
}
