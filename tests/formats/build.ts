import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { readRecords } from '../../src/formats/read.ts';
import { type CrawlRecord, defaultLimits, type ReadLimits } from '../../src/formats/record.ts';
import { memorySource } from '../../src/formats/source.ts';

/** Bytes of strings (UTF-8) and buffers, one behind the other. */
export function bytesOf(...parts: (string | Uint8Array)[]): Buffer {
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
}

export interface Head {
  type?: string;
  url?: string;
  contentType?: string;
  /** Stated instead of the block's true length; null leaves the field out. */
  length?: number | null;
  version?: string;
  fields?: string[];
  eol?: string;
}

/** One WARC record. */
export function warc(block: string | Uint8Array, head: Head = {}): Buffer {
  const bytes = bytesOf(block);
  const {
    type = 'response',
    url,
    contentType,
    length = bytes.length,
    version = '1.0',
    fields = [],
    eol = '\r\n',
  } = head;
  const lines = [
    `WARC/${version}`,
    `WARC-Type: ${type}`,
    ...(url === undefined ? [] : [`WARC-Target-URI: ${url}`]),
    'WARC-Date: 2024-05-18T01:58:10Z',
    'WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>',
    `Content-Type: ${contentType ?? (type === 'response' ? 'application/http; msgtype=response' : 'text/plain')}`,
    ...(length === null ? [] : [`Content-Length: ${length}`]),
    ...fields,
  ];
  return bytesOf(lines.join(eol), eol, eol, bytes, eol, eol);
}

/** An HTTP response with a body. */
export function http(
  body: string | Uint8Array,
  fields: string[] = ['Content-Type: text/html'],
  status = '200 OK',
): Buffer {
  return bytesOf([`HTTP/1.1 ${status}`, ...fields].join('\r\n'), '\r\n\r\n', body);
}

export const html = (text: string): string =>
  `<!doctype html><html><head><title>${text}</title></head><body><p>${text}</p></body></html>`;

/** A WARC response that holds a page. */
export function page(text: string, url = `http://example.com/${text}`): Buffer {
  return warc(http(html(text)), { url });
}

/** One ARC record, version 1. */
export function arc(
  block: string | Uint8Array,
  url = 'http://example.com/',
  type = 'text/html',
  length?: number,
): Buffer {
  const bytes = bytesOf(block);
  return bytesOf(`${url} 192.0.2.1 20100106234911 ${type} ${length ?? bytes.length}\n`, bytes, '\n');
}

export const arcHeader = (): Buffer =>
  arc('1 0 Example\nURL IP-address Archive-date Content-type Archive-length\n', 'filedesc://a.arc', 'text/plain');

/** A gzip file with one member for each part. */
export function members(...parts: (string | Uint8Array)[]): Buffer {
  return Buffer.concat(parts.map((part) => gzipSync(part)));
}

export interface ZipFile {
  name: string;
  data: string | Uint8Array;
  method?: number;
  flags?: number;
  checksum?: number;
}

/** A zip, written by hand so that tests can break any field of it. */
export function zip(files: ZipFile[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, method = 8, flags = 0, checksum } of files) {
    const bytes = bytesOf(data);
    const stored = method === 8 ? deflateRawSync(bytes) : bytes;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(checksum ?? crc32(bytes), 10);
    common.writeUInt32LE(stored.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = bytesOf('PK\x03\x04', common, name, stored);
    const central = Buffer.alloc(14);
    central.writeUInt32LE(offset, 10);
    directory.push(bytesOf('PK\x01\x02', Buffer.from([20, 0]), common, central, name));
    locals.push(local);
    offset += local.length;
  }
  const size = directory.reduce((sum, entry) => sum + entry.length, 0);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(size, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, ...directory, Buffer.from('PK\x05\x06'), end]);
}

export interface ReadInput {
  name?: string;
  start?: number;
  end?: number;
  limits?: Partial<ReadLimits>;
  lookBehind?: number;
}

/** Every record of a file, or of a range of it. */
export async function read(bytes: Uint8Array, input: ReadInput = {}): Promise<CrawlRecord[]> {
  const { name = 'file', start = 0, end = bytes.length, limits = {}, lookBehind } = input;
  const records: CrawlRecord[] = [];
  const options = { name, range: { start, end }, limits: { ...defaultLimits, ...limits } };
  const ranged = lookBehind === undefined ? options : { ...options, lookBehind };
  for await (const batch of readRecords(memorySource(bytes), ranged)) records.push(...batch);
  return records;
}

/** What a record is in one word: its kind, and the reason or code where it has one. */
export function label(record: CrawlRecord): string {
  if (record.kind === 'skip') return `skip ${record.reason}`;
  return record.kind === 'reject' ? `reject ${record.code}` : record.kind;
}

export async function labels(bytes: Uint8Array, input: ReadInput = {}): Promise<string[]> {
  return (await read(bytes, input)).map(label);
}

/** Text of a record's body. */
export function content(record: CrawlRecord | undefined): string {
  if (record?.kind === 'page') return Buffer.from(record.body).toString('utf8');
  return record?.kind === 'text' ? record.text : '';
}

/** Titles of the pages among the records, as `page` gave them, and texts as they are. */
export async function texts(bytes: Uint8Array, input: ReadInput = {}): Promise<string[]> {
  return (await read(bytes, input))
    .filter(({ kind }) => kind === 'page' || kind === 'text')
    .map((record) => /<title>(.*?)<\/title>/.exec(content(record))?.[1] ?? content(record));
}
