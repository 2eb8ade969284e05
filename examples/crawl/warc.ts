import { createHash } from 'node:crypto';

/** One response as a crawler keeps it. */
export interface Response {
  url: string;
  date: string;
  status?: string;
  contentType: string | null;
  body: Buffer;
}

/** A name-based UUID from the record's own contents, so that building twice gives the same bytes. */
function recordId(contents: Buffer): string {
  const hex = createHash('sha256').update(contents).digest('hex');
  return `<urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}>`;
}

function record(type: string, fields: Record<string, string>, block: Buffer): Buffer {
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  const id = recordId(Buffer.concat([Buffer.from(type + lines.join('')), block]));
  const head = `WARC/1.1\r\nWARC-Type: ${type}\r\nWARC-Record-ID: ${id}\r\n${lines.join('')}Content-Length: ${block.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), block, Buffer.from('\r\n\r\n')]);
}

export const infoRecord = (date: string): Buffer =>
  record(
    'warcinfo',
    { 'WARC-Date': date, 'Content-Type': 'application/warc-fields' },
    Buffer.from('software: winnow example crawl\r\nformat: WARC File Format 1.1\r\n'),
  );

export function requestRecord(url: string, date: string): Buffer {
  const { host, pathname } = new URL(url);
  const block = Buffer.from(`GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: example-crawler\r\n\r\n`);
  return record(
    'request',
    { 'WARC-Target-URI': url, 'WARC-Date': date, 'Content-Type': 'application/http; msgtype=request' },
    block,
  );
}

export function responseRecord({ url, date, status = '200 OK', contentType, body }: Response): Buffer {
  const type = contentType === null ? '' : `Content-Type: ${contentType}\r\n`;
  const head = Buffer.from(`HTTP/1.1 ${status}\r\n${type}Content-Length: ${body.length}\r\n\r\n`);
  return record(
    'response',
    { 'WARC-Target-URI': url, 'WARC-Date': date, 'Content-Type': 'application/http; msgtype=response' },
    Buffer.concat([head, body]),
  );
}
