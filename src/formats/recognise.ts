import { arcSyntax } from './arc.ts';
import { readGzip } from './gzip.ts';
import { isGzipHeader } from './gzip-member.ts';
import { skipBlank } from './header-lines.ts';
import type { ByteSource, ReadLimits } from './record.ts';
import type { RecordSyntax } from './record-syntax.ts';
import { sniffableHead, sniffPayload } from './sniff.ts';
import { type Compression, readStream } from './stream.ts';
import { isTarHeader } from './tar-header.ts';
import { warcSyntax } from './warc.ts';
import { isSkippableFrame, isZstdFrame } from './zstd.ts';

/** Uncompressed bytes by which the format is judged. */
const JUDGED = 1 << 16;
/** Stored bytes within which a gzip file must show two members that begin with a record to be split. */
const MEMBERS_WITHIN = 4 << 20;

export type Format = 'warc' | 'arc' | 'jsonl' | 'tar' | 'zip' | 'html' | 'text' | 'empty' | 'nested' | 'unknown';

/** What a file is. Depends on its bytes and its name alone, so every part of it is read alike. */
export interface Recognised {
  compression: Compression;
  format: Format;
  /** Parts can be read on their own; else the part that begins at 0 reads the file. */
  splittable: boolean;
}

/** Whether a record of this syntax begins the bytes, behind blank lines that may belong to the one before. */
export function beginsRecord(syntax: RecordSyntax, bytes: Buffer): boolean {
  return syntax.beginsAt(bytes, skipBlank(bytes, 0), true) === true;
}

/** Recognises a file by its first bytes; the name decides only where they leave it open. */
export async function recognise(source: ByteSource, name: string, limits: ReadLimits): Promise<Recognised> {
  const first = await firstBytes(source, JUDGED, 'none', limits);
  const compression = await compressionOf(first, source, name, limits);
  const bytes = compression === 'none' ? first : await firstBytes(source, MEMBERS_WITHIN, compression, limits);
  const format = judge(bytes, name, compression);
  if (compression === 'none')
    return { compression, format, splittable: format === 'warc' || format === 'arc' || format === 'jsonl' };
  const syntax = format === 'warc' ? warcSyntax : format === 'arc' ? arcSyntax : undefined;
  const splittable = compression === 'gzip' && syntax !== undefined && (await isAligned(source, syntax, limits));
  return { compression, format, splittable };
}

/** The front of a file as a file of its own. */
function headOf(source: ByteSource, size: number): ByteSource {
  const end = Math.min(size, source.size);
  return { size: end, read: (range) => source.read({ start: range.start, end: Math.min(range.end, end) }) };
}

async function compressionOf(
  first: Buffer,
  source: ByteSource,
  name: string,
  limits: ReadLimits,
): Promise<Compression> {
  if (isGzipHeader(first, 0)) return 'gzip';
  if (isZstdFrame(first, 0) || isSkippableFrame(first, 0)) return 'zstd';
  // A gzip file whose first bytes are damaged: its name says so, and sound members follow.
  const named = /\.gz(?:\.|$)/i.test(name) && ['unknown', 'text', 'html'].includes(judge(first, name, 'none'));
  return named && (await firstBytes(source, MEMBERS_WITHIN, 'gzip', limits)).length > 0 ? 'gzip' : 'none';
}

/** The first uncompressed bytes, of what the first `within` stored ones hold. */
async function firstBytes(
  source: ByteSource,
  within: number,
  compression: Compression,
  limits: ReadLimits,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const piece of readStream(headOf(source, within), compression, limits)) {
    if (!('data' in piece)) continue;
    const chunk = piece.data.subarray(0, JUDGED - size);
    chunks.push(chunk);
    size += chunk.length;
    if (size >= JUDGED) break;
  }
  return Buffer.concat(chunks);
}

function judge(bytes: Buffer, name: string, compression: Compression): Format {
  const start = skipBlank(bytes, 0);
  if (start === bytes.length) return bytes.length > 1024 && bytes[0] === 0 ? 'unknown' : 'empty';
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5))
    return compression === 'none' ? 'zip' : 'nested';
  if (compression !== 'none' && (isGzipHeader(bytes, 0) || isZstdFrame(bytes, 0))) return 'nested';
  if (isTarHeader(bytes, 0)) return 'tar';
  for (const [syntax, format] of [[warcSyntax, 'warc'] as const, [arcSyntax, 'arc'] as const])
    if (syntax.beginsAt(bytes, start, true) === true) return format;
  // Damage or a foreign preamble in front of a crawl file: its name says so, and records do follow.
  for (const [syntax, format] of [[warcSyntax, 'warc'] as const, [arcSyntax, 'arc'] as const])
    if (CRAWL_NAMES.test(name) && 'at' in syntax.find(bytes, start, false)) return format;
  return judgeText(bytes, name);
}

const CRAWL_NAMES = /\.(?:warc|arc|wet|wat)\b/i;

function judgeText(bytes: Buffer, name: string): Format {
  if (isJsonLines(bytes)) return 'jsonl';
  if (sniffableHead(bytes) === undefined) return 'unknown';
  if (/\.(?:jsonl|ndjson|jsonlines)\b/i.test(name)) return 'jsonl';
  const kind = sniffPayload(bytes, /\.x?html?\b/i.test(name) ? 'text/html' : 'text/plain', undefined);
  if (kind === 'other') return 'unknown';
  return kind === 'page' ? 'html' : 'text';
}

/** One of the first lines is a JSON object; a line longer than what is judged is believed by its first bytes. */
function isJsonLines(bytes: Buffer): boolean {
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  const lines = text.split('\n', 8);
  const cut = bytes.length >= JUDGED;
  return lines.some((line, index) => {
    if (!/^\s*\{\s*"/.test(line)) return false;
    if (cut && index === lines.length - 1 && text.length === lines.join('\n').length) return true;
    try {
      JSON.parse(line);
      return true;
    } catch {
      return false;
    }
  });
}

/** Whether the first two sound members of a gzip file both begin with a record, as one member a record gives. */
async function isAligned(source: ByteSource, syntax: RecordSyntax, limits: ReadLimits): Promise<boolean> {
  const head = headOf(source, MEMBERS_WITHIN);
  const accepts = (data: Buffer): boolean => beginsRecord(syntax, data);
  let members = 0;
  for await (const piece of readGzip(head, { start: 0, search: false, accepts, limits })) {
    if (piece.kind === 'damage' || !piece.first || piece.state === 'partial' || piece.state === 'corrupt') continue;
    if (piece.state === 'streamed') return false;
    if (skipBlank(piece.data, 0) === piece.data.length) continue;
    if (!accepts(piece.data)) return false;
    members += 1;
    if (members === 2) return true;
  }
  return false;
}
