import type { Json } from '../stages/stage.ts';
import { decodeText } from './charset/decode.ts';
import { decodeContent } from './content-encoding.ts';
import { dechunk, parseHttp } from './http-message.ts';
import type { CrawlRecord, ReadLimits, SkipReason } from './record.ts';
import type { RecordHeader } from './record-syntax.ts';
import { mediaType, sniffPayload } from './sniff.ts';

/** Where a record stands and what it is about. */
interface About {
  position: string;
  url: string | undefined;
}

const TYPE_SKIPS: { readonly [type: string]: SkipReason } = {
  warcinfo: 'warcinfo',
  request: 'request',
  metadata: 'metadata',
  revisit: 'revisit',
  dns: 'dns',
};

/** Makes of a WARC or ARC record what extract works on, or says why it is none. */
export function crawlRecord(header: RecordHeader, block: Buffer, position: string, limits: ReadLimits): CrawlRecord {
  const about = { position, url: header.url };
  const reason = TYPE_SKIPS[header.type];
  if (reason !== undefined) return skip(about, reason);
  if (header.url?.startsWith('dns:') === true) return skip(about, 'dns');
  const date = isoDate(header.date);
  const type = mediaType(header.contentType);
  switch (header.type) {
    case 'response':
      // Records that ARC writers and old crawlers call responses need not be HTTP: ftp, or a bare page.
      return response(about, date, header, block, limits);
    case 'resource':
      return payload(about, date, block, header.contentType, header.language);
    case 'conversion':
      return type === 'text/plain' || type === ''
        ? text(about, date, block.toString('utf8'), header.language)
        : payload(about, date, block, header.contentType, header.language);
    default:
      if (header.type === '' && type === 'application/http') return response(about, date, header, block, limits);
      return skip(about, 'other-record-type');
  }
}

function response(
  about: About,
  date: string | undefined,
  header: RecordHeader,
  block: Buffer,
  limits: ReadLimits,
): CrawlRecord {
  const message = parseHttp(block, limits.maxHeaderBytes);
  const { status } = message;
  if (status !== undefined && status >= 300 && status < 400) return skip(about, 'http-redirect');
  if (status !== undefined && (status < 200 || status > 299)) return skip(about, 'http-error');
  const chunked = message.transferEncoding?.includes('chunked') === true;
  const body = (chunked ? dechunk(message.body) : undefined) ?? message.body;
  const decoded = decodeContent(body, message.contentEncoding, limits);
  if ('code' in decoded) return { kind: 'reject', ...about, ...decoded };
  const stated = mediaType(header.contentType) === 'application/http' ? undefined : header.contentType;
  return payload(about, date, decoded.body, message.contentType ?? stated, header.language);
}

function payload(
  about: About,
  date: string | undefined,
  body: Buffer,
  contentType: string | undefined,
  language: string | undefined,
): CrawlRecord {
  if (body.length === 0) return skip(about, 'empty-body');
  const kind = sniffPayload(body, contentType, about.url);
  if (kind === 'other') return skip(about, 'media-type');
  if (kind === 'text') return text(about, date, decodeText(body, contentType), language);
  return { kind: 'page', ...about, body, contentType, date };
}

function text(about: About, date: string | undefined, value: string, language: string | undefined): CrawlRecord {
  if (value === '') return skip(about, 'empty-body');
  const metadata: { [key: string]: Json } | undefined = language === undefined ? undefined : { languages: language };
  return { kind: 'text', ...about, text: value, date, metadata };
}

function skip(about: About, reason: SkipReason): CrawlRecord {
  return { kind: 'skip', ...about, reason };
}

/** A crawl's date as ISO 8601; undefined for what is none (ClueWeb09 counts the days of its months beyond 60). */
export function isoDate(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const arc = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(value);
  const date = arc === null ? value : `${arc[1]}-${arc[2]}-${arc[3]}T${arc[4]}:${arc[5]}:${arc[6]}Z`;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)$/.test(date)) return undefined;
  const time = Date.parse(date);
  if (Number.isNaN(time)) return undefined;
  return date.endsWith('Z') ? date : new Date(time).toISOString();
}
