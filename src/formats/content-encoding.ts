import { brotliDecompressSync, constants, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { LimitError } from '../errors.ts';
import { ratioExceeded } from './inflate-stream.ts';
import type { ReadLimits } from './record.ts';
import { isZstdFrame, unzstd } from './zstd.ts';

/** A decoded body, or why it cannot be had. */
export type Decoded = { body: Buffer } | { code: string; message: string };

const MAX_CODINGS = 4;

/**
 * Undoes HTTP content codings. What the bytes are decides: a body stored decoded under its old header stays as it is,
 * and one whose header says nothing but whose bytes are gzip or zstd is decoded.
 */
export function decodeContent(body: Buffer, contentEncoding: string | undefined, limits: ReadLimits): Decoded {
  const named = contentEncoding?.split(',', MAX_CODINGS).map((coding) => coding.trim()) ?? [];
  let decoded = body;
  let left = named.filter((coding) => coding !== '' && coding !== 'identity' && coding !== 'none');
  for (let round = 0; round < MAX_CODINGS; round++) {
    const decode = decoder(decoded, left.at(-1));
    left = left.slice(0, -1);
    if (decode === undefined) {
      if (left.length === 0) break;
      continue;
    }
    try {
      const next = decode(decoded, limits.maxRecordBytes);
      const excess = ratioExceeded(next.length, decoded.length, limits);
      if (excess !== undefined) return { code: 'decompression-ratio', message: excess };
      decoded = next;
    } catch (error) {
      if (error instanceof LimitError) return { code: 'record-too-large', message: error.message };
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
        return {
          code: 'record-too-large',
          message: `expected a body of at most ${limits.maxRecordBytes} bytes, found more`,
        };
      const reason = error instanceof Error ? error.message : String(error);
      return { code: 'content-encoding', message: `content encoding ${contentEncoding ?? 'not named'}: ${reason}` };
    }
  }
  return { body: decoded };
}

type Decoder = (body: Buffer, maxOutputLength: number) => Buffer;

// A body that breaks off is common (crawlers cut at a size limit), and its first part is good: flushing hands it out.
const gunzip: Decoder = (body, maxOutputLength) =>
  gunzipSync(body, { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH });
const inflate: Decoder = (body, maxOutputLength) =>
  inflateSync(body, { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH });
const inflateRaw: Decoder = (body, maxOutputLength) =>
  inflateRawSync(body, { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH });
const brotli: Decoder = (body, maxOutputLength) =>
  brotliDecompressSync(body, { maxOutputLength, finishFlush: constants.BROTLI_OPERATION_FLUSH });

/** gzip and zstd show themselves by their first bytes; deflate and Brotli are believed where the body is no text. */
function decoder(body: Buffer, coding: string | undefined): Decoder | undefined {
  if (body[0] === 0x1f && body[1] === 0x8b && body[2] === 8) return gunzip;
  if (isZstdFrame(body, 0)) return unzstd;
  if (coding === 'deflate') {
    // Both forms are in use: zlib's, as RFC 9110 says, and the bare stream.
    if ((body[0]! & 15) === 8 && ((body[0]! << 8) | body[1]!) % 31 === 0) return inflate;
    return looksLikeText(body) ? undefined : inflateRaw;
  }
  if (coding === 'br') return looksLikeText(body) ? undefined : brotli;
  return undefined;
}

/** Whether the first bytes could be a page's own: none is a control character that text does not have. */
export function looksLikeText(body: Uint8Array): boolean {
  const end = Math.min(body.length, 64);
  for (let index = 0; index < end; index++) {
    const byte = body[index]!;
    if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) return false;
  }
  return true;
}
