import { headerEnd, visitHeaders } from './header-lines.ts';

/** An HTTP response as a crawl holds it. */
export interface HttpMessage {
  /** Undefined where the record has no status line. */
  status: number | undefined;
  contentType: string | undefined;
  transferEncoding: string | undefined;
  contentEncoding: string | undefined;
  body: Buffer;
}

const STATUS_LINE = /^(?:HTTP\/[\d.]{0,8}|ICY|HTTP)[ \t]+(\d{3})(?!\d)/i;
const FIELD_LINE = /^[A-Za-z][A-Za-z0-9_-]{0,63}[ \t]*:/;

/**
 * Splits a record's block into HTTP header and body. A block without status line and fields is all body,
 * one without a blank line is all header.
 */
export function parseHttp(block: Buffer, maxHeaderBytes: number): HttpMessage {
  const message: HttpMessage = {
    status: undefined,
    contentType: undefined,
    transferEncoding: undefined,
    contentEncoding: undefined,
    body: block,
  };
  const first = block.toString('latin1', 0, Math.min(block.length, 128));
  const status = STATUS_LINE.exec(first)?.[1];
  if (status === undefined && !FIELD_LINE.test(first)) return message;
  const head = block.subarray(0, maxHeaderBytes);
  const ends = headerEnd(head, 0);
  if (ends === undefined && status === undefined) return message;
  if (status !== undefined) message.status = Number(status);
  message.body = block.subarray(ends?.next ?? head.length);
  visitHeaders(block.toString('utf8', 0, ends?.end ?? head.length), (name, value) => {
    // Servers that send Content-Type twice mean the later one no more than the earlier: the first that says anything counts.
    if (name === 'content-type') message.contentType ??= value === '' ? undefined : value;
    else if (name === 'transfer-encoding') message.transferEncoding = value.toLowerCase();
    else if (name === 'content-encoding') message.contentEncoding = value.toLowerCase();
  });
  return message;
}

/**
 * Undoes chunked transfer coding. Undefined where the body is not chunked, whatever its header said: many crawlers
 * store it decoded and keep the header. A body that breaks off or goes wrong midway gives what was read until there.
 */
export function dechunk(body: Buffer): Buffer | undefined {
  const chunks: Buffer[] = [];
  let at = 0;
  while (at < body.length) {
    const line = /^[ \t]*([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r?\n/.exec(body.toString('latin1', at, at + 256));
    if (line === null) {
      if (chunks.length === 0) return undefined;
      break;
    }
    const size = Number.parseInt(line[1]!, 16);
    if (size === 0) break;
    const start = at + line[0].length;
    if (chunks.length === 0 && !isChunkEnd(body, start + size)) return undefined;
    chunks.push(body.subarray(start, start + size));
    at = start + size;
    if (body[at] === 13) at++;
    if (body[at] === 10) at++;
  }
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
}

/** A first chunk must end in a line end, or be cut off by the record's end; else the digits were the page's own. */
function isChunkEnd(body: Buffer, at: number): boolean {
  return at >= body.length || body[at] === 10 || (body[at] === 13 && (at + 1 >= body.length || body[at + 1] === 10));
}
