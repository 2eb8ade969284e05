import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import {
  type Entry,
  fromRandomAccessReaderPromise,
  getFileNameLowLevel,
  RandomAccessReader,
  type ZipFile,
} from 'yauzl';
import type { ByteRange } from '../storage/storage.ts';
import { entryRecord, unsafeName } from './archive-entry.ts';
import { inflateOnce } from './gzip-member.ts';
import { ratioExceeded } from './inflate-stream.ts';
import type { ByteSource, CrawlRecord, ReadLimits } from './record.ts';
import { salvageZip } from './zip-salvage.ts';

const STORED = 0;
const DEFLATED = 8;

class SourceReader extends RandomAccessReader {
  private readonly source: ByteSource;

  constructor(source: ByteSource) {
    super();
    this.source = source;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.source.read({ start, end }));
  }
}

/**
 * Records of the files in a zip. Positions are the offsets of their local headers. Where the central directory is damaged,
 * the files are found by their local headers.
 */
export async function* readZip(source: ByteSource, limits: ReadLimits): AsyncGenerator<CrawlRecord[]> {
  const done = new Set<number>();
  let failure: string;
  try {
    const zip = await fromRandomAccessReaderPromise(new SourceReader(source), source.size, { decodeStrings: false });
    yield* readDirectory(zip, source, limits, done);
    return;
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error);
  }
  const message = `zip: expected a directory of its files, found none that can be read (${failure})`;
  // The directory stands at the file's end, where no entry begins.
  yield [{ kind: 'reject', position: String(source.size), code: 'zip-directory', message }];
  yield* salvageZip(source, limits, done);
}

async function* readDirectory(
  zip: ZipFile,
  source: ByteSource,
  limits: ReadLimits,
  done: Set<number>,
): AsyncGenerator<CrawlRecord[]> {
  const total = { compressed: 0, uncompressed: 0 };
  for await (const entry of zip.eachEntry()) {
    const offset = entry.relativeOffsetOfLocalHeader;
    const position = String(offset);
    const reject = (code: string, message: string): CrawlRecord[] => [{ kind: 'reject', position, code, message }];
    total.compressed += entry.compressedSize;
    total.uncompressed += entry.uncompressedSize;
    if (done.has(offset) || total.compressed > source.size) {
      yield [
        {
          kind: 'reject',
          position: `${position}+${done.size}`,
          code: 'zip-overlap',
          message: 'zip: expected files side by side, found some that share their bytes',
        },
      ];
      return;
    }
    done.add(offset);
    const excess = ratioExceeded(total.uncompressed, total.compressed, limits);
    if (excess !== undefined) yield* [reject('decompression-ratio', `zip: ${excess}`)];
    if (done.size > limits.maxArchiveEntries)
      yield reject('too-many-entries', `zip: expected at most ${limits.maxArchiveEntries} entries, found more`);
    if (excess !== undefined || done.size > limits.maxArchiveEntries) return;
    yield [await readEntry(zip, entry, source, limits)];
  }
}

async function readEntry(zip: ZipFile, entry: Entry, source: ByteSource, limits: ReadLimits): Promise<CrawlRecord> {
  const position = String(entry.relativeOffsetOfLocalHeader);
  const reject = (code: string, message: string): CrawlRecord => ({ kind: 'reject', position, code, message });
  const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
  if (name.endsWith('/')) return { kind: 'skip', position, reason: 'archive-folder' };
  const unsafe = unsafeName(name);
  if (unsafe !== undefined) return reject('archive-path', `zip: ${unsafe}`);
  if (entry.isEncrypted()) return reject('zip-encrypted', `${name}: expected plain data, found encrypted`);
  const size = Math.max(entry.uncompressedSize, entry.compressedSize);
  if (size > limits.maxRecordBytes)
    return reject('record-too-large', `${name}: expected at most ${limits.maxRecordBytes} bytes, found ${size}`);
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED)
    return reject('zip-method', `${name}: expected stored or deflated data, found method ${entry.compressionMethod}`);
  let start: number;
  try {
    ({ fileDataStart: start } = await zip.readLocalFileHeaderPromise(entry, { minimal: true }));
  } catch (error) {
    return reject('zip-entry', `${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const stored = await readRange(source, { start, end: start + entry.compressedSize });
  return zipEntryRecord(name, stored, entry.compressionMethod, entry.crc32, position, limits);
}

/** Inflates and checks an entry's data and makes a record of it. */
export function zipEntryRecord(
  name: string,
  stored: Buffer,
  method: number,
  checksum: number,
  position: string,
  limits: ReadLimits,
): CrawlRecord {
  const reject = (code: string, message: string): CrawlRecord => ({ kind: 'reject', position, code, message });
  let body = stored;
  if (method === DEFLATED) {
    try {
      body = inflateOnce(stored, limits.maxRecordBytes).data;
    } catch (error) {
      const tooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
      const reason = error instanceof Error ? error.message : String(error);
      return reject(tooLarge ? 'record-too-large' : 'zip-entry', `${name}: ${reason}`);
    }
  }
  const found = crc32(body);
  if (found !== checksum)
    return reject('entry-checksum', `${name}: expected checksum ${checksum.toString(16)}, found ${found.toString(16)}`);
  return entryRecord(name, body, position);
}

async function readRange(source: ByteSource, range: ByteRange): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source.read(range)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
