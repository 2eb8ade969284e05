import { readGzip } from './gzip.ts';
import { skipBlank } from './header-lines.ts';
import { crawlRecord } from './payload.ts';
import { beginsRecord } from './recognise.ts';
import type { ByteSource, CrawlRecord, ReadLimits, ReadOptions } from './record.ts';
import { RecordScanner, type Scanned } from './record-scanner.ts';
import type { RecordSyntax } from './record-syntax.ts';
import { type Compression, readStream } from './stream.ts';

/**
 * Bytes in front of a part that are read to find out where its first record begins. Headers that stand inside a record
 * (a crawl file that was itself crawled) are told from real ones by the chain of lengths that leads up to the part.
 */
export const LOOK_BEHIND = 2 << 20;

/** Records of one part of an uncompressed WARC or ARC file. Positions are byte offsets. */
export async function* readPlainArchive(
  syntax: RecordSyntax,
  source: ByteSource,
  { range, limits, lookBehind = LOOK_BEHIND }: ReadOptions,
): AsyncGenerator<CrawlRecord[]> {
  // The byte in front tells whether a line begins at the first one that counts.
  const from = Math.max(0, range.start - lookBehind - 1);
  let records: CrawlRecord[] = [];
  const emit = (scanned: Scanned): void => {
    const owner = scanned.kind === 'damage' ? scanned.owner : scanned.offset;
    if (owner >= range.start) records.push(scannedRecord(scanned, String(scanned.offset), limits));
  };
  const search = from > 0 ? { search: 'behind-first-byte' as const } : {};
  const scanner = new RecordScanner(syntax, limits, emit, { base: from, stopAt: range.end, ...search });
  for await (const chunk of source.read({ start: from, end: source.size })) {
    scanner.push(chunk);
    if (records.length > 0) yield records;
    records = [];
    if (scanner.stopped) return;
  }
  scanner.finish('end-of-file');
  if (records.length > 0) yield records;
}

function scannedRecord(scanned: Scanned, position: string, limits: ReadLimits): CrawlRecord {
  if (scanned.kind === 'record') {
    const { header, body, cut } = scanned;
    // A page that is closed is whole: not the file is cut off then, the stated length is wrong.
    if (cut === undefined || /<\/html>\s*$/i.test(body.toString('latin1', body.length - 64)))
      return crawlRecord(header, body, position, limits);
    return { kind: 'reject', position, code: 'record-truncated', message: cut, url: header.url };
  }
  const { code, message, url } = scanned;
  return { kind: 'reject', position, code, message, url };
}

/**
 * Records of one part of a gzip file in which records begin members. Positions are the member's stored offset, with
 * `+offset` in its bytes for further records in it. A member that begins with no record goes on with the one before.
 */
export async function* readMembers(
  syntax: RecordSyntax,
  source: ByteSource,
  { range, limits, lookBehind = LOOK_BEHIND }: ReadOptions,
): AsyncGenerator<CrawlRecord[]> {
  const start = Math.max(0, range.start - lookBehind);
  const accepts = (data: Buffer): boolean => beginsRecord(syntax, data);
  const reader = new MemberReader(syntax, limits);
  // A damaged member belongs to the part that the last sound one before it belongs to: only that one is found from anywhere.
  let owner = start === 0 ? 0 : -1;
  for await (const piece of readGzip(source, { start, search: start > 0, accepts, limits })) {
    if (piece.kind === 'data' && piece.first) {
      const begins = accepts(piece.data);
      const sound = begins && (piece.state === 'whole' || piece.state === 'streamed');
      if (begins) reader.endMember();
      if (sound && piece.member >= range.end) break;
      if (sound) owner = piece.member;
      if (begins && owner >= range.start) reader.beginMember(piece.member, piece.fault);
    }
    if (owner >= range.start) {
      if (piece.kind === 'data') reader.push(piece.data, piece.member);
      else if (piece.member === undefined) reader.strays(piece.offset, piece.code, piece.message);
      else reader.damage(piece.offset, piece.code, piece.message);
    }
    const records = reader.take();
    if (records.length > 0) yield records;
  }
  reader.endMember();
  const records = reader.take();
  if (records.length > 0) yield records;
}

/** The records of one member and of those that go on with it. */
class MemberReader {
  private readonly syntax: RecordSyntax;
  private readonly limits: ReadLimits;
  private scanner: RecordScanner | undefined;
  private member = 0;
  private size = 0;
  /** How the member's checksum is wrong, and its records until the member's end shows what to do with them. */
  private fault: string | undefined;
  private doubtful: CrawlRecord[] = [];
  private records: CrawlRecord[] = [];

  constructor(syntax: RecordSyntax, limits: ReadLimits) {
    this.syntax = syntax;
    this.limits = limits;
  }

  beginMember(member: number, fault: string | undefined): void {
    this.member = member;
    this.size = 0;
    this.fault = fault;
    this.scanner = new RecordScanner(this.syntax, this.limits, (scanned) => this.add(scanned));
  }

  push(data: Buffer, member: number): void {
    if (this.scanner === undefined) {
      // Only the file's first member can have none before it to go on with.
      if (skipBlank(data, 0) === data.length) return;
      this.beginMember(member, undefined);
    }
    this.scanner?.push(data);
    this.size += data.length;
  }

  endMember(): void {
    this.scanner?.finish('end-of-member');
    this.scanner = undefined;
    const { fault, doubtful } = this;
    if (fault === undefined) return;
    // The only record of a member is where the damage is. Of several nobody knows which, and most are good.
    const [only] = doubtful;
    const whole = doubtful.length === 1 && only !== undefined;
    if (!whole) this.records.push(...doubtful);
    const position = whole ? only.position : `${this.member}+${this.size}`;
    const url = whole ? only.url : undefined;
    this.records.push({ kind: 'reject', position, code: 'member-checksum', message: fault, url });
    this.fault = undefined;
    this.doubtful = [];
  }

  /** Bytes that belong to no member. */
  strays(offset: number, code: string, message: string): void {
    this.endMember();
    this.records.push({ kind: 'reject', position: String(offset), code, message });
  }

  /** A member that cannot be read to its end. */
  damage(offset: number, code: string, message: string): void {
    const before = this.records.length;
    const inner = offset === this.member && this.size > 0 ? `+${this.size}` : '';
    this.scanner?.finish('damage');
    this.scanner = undefined;
    const open = this.records.at(-1);
    // A record that the damage cut off has been rejected just now; that says it all.
    if (this.records.length > before && open?.kind === 'reject' && open.code === 'member-damaged') {
      open.code = code;
      open.message = `${open.message}: ${message}`;
      return;
    }
    this.records.push({ kind: 'reject', position: `${offset}${inner}`, code, message });
  }

  take(): CrawlRecord[] {
    const { records } = this;
    if (records.length > 0) this.records = [];
    return records;
  }

  private add(scanned: Scanned): void {
    const position = scanned.offset === 0 ? String(this.member) : `${this.member}+${scanned.offset}`;
    const record = scannedRecord(scanned, position, this.limits);
    (this.fault === undefined ? this.records : this.doubtful).push(record);
  }
}

/** Records of a whole file that is one stream. Positions are offsets in it; a stretch that is lost counts as one byte. */
export async function* readArchiveStream(
  syntax: RecordSyntax,
  source: ByteSource,
  compression: Compression,
  limits: ReadLimits,
): AsyncGenerator<CrawlRecord[]> {
  let records: CrawlRecord[] = [];
  let offset = 0;
  const emit = (scanned: Scanned): void => {
    records.push(scannedRecord(scanned, String(scanned.offset), limits));
  };
  let scanner = new RecordScanner(syntax, limits, emit);
  for await (const piece of readStream(source, compression, limits)) {
    if ('data' in piece) {
      scanner.push(piece.data);
      offset += piece.data.length;
    } else {
      scanner.finish('damage');
      const open = records.at(-1);
      if (open?.kind === 'reject' && open.code === 'member-damaged') {
        open.code = piece.damage.code;
        open.message += `: ${piece.damage.message}`;
      } else records.push({ kind: 'reject', position: String(offset), ...piece.damage });
      offset += 1;
      scanner = new RecordScanner(syntax, limits, emit, { base: offset, search: 'at-first-byte' });
    }
    if (records.length > 0) yield records;
    records = [];
  }
  scanner.finish('end-of-file');
  if (records.length > 0) yield records;
}
