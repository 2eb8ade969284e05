import { jsonRecord } from './json-record.ts';
import { type Line, LineSplitter } from './line-splitter.ts';
import type { ByteSource, CrawlRecord, ReadLimits, ReadOptions } from './record.ts';
import { type Compression, readStream } from './stream.ts';

const BLANK = /^[ \t\r\0\ufeff]*$/;

/** Records of one part of an uncompressed JSONL file: of the lines that begin in it. Positions are byte offsets. */
export async function* readPlainJsonl(
  source: ByteSource,
  { range, limits }: ReadOptions,
): AsyncGenerator<CrawlRecord[]> {
  // The byte before tells whether a line begins at the part's start.
  const from = Math.max(0, range.start - 1);
  const lines = new LineSplitter(limits.maxRecordBytes, from);
  const own = ({ offset }: Line): boolean => offset >= range.start && offset < range.end;
  for await (const chunk of source.read({ start: from, end: source.size })) {
    const found = lines.push(chunk);
    const records = found.filter(own).flatMap((line) => lineRecord(line, limits));
    if (records.length > 0) yield records;
    if (found.some(({ offset }) => offset >= range.end)) return;
  }
  yield lines
    .finish()
    .filter(own)
    .flatMap((line) => lineRecord(line, limits));
}

/** Records of a whole compressed JSONL file. Positions are offsets in its stream; a stretch that is lost counts as one byte. */
export async function* readJsonlStream(
  source: ByteSource,
  compression: Compression,
  limits: ReadLimits,
): AsyncGenerator<CrawlRecord[]> {
  let lines = new LineSplitter(limits.maxRecordBytes);
  let offset = 0;
  for await (const piece of readStream(source, compression, limits)) {
    if ('data' in piece) {
      offset += piece.data.length;
      yield lines.push(piece.data).flatMap((line) => lineRecord(line, limits));
      continue;
    }
    const open = lines.finish()[0];
    yield [{ kind: 'reject', position: String(open?.offset ?? offset), ...piece.damage }];
    offset += 1;
    lines = new LineSplitter(limits.maxRecordBytes, offset);
  }
  yield lines.finish().flatMap((line) => lineRecord(line, limits));
}

function lineRecord(line: Line, { maxRecordBytes }: ReadLimits): CrawlRecord[] {
  const position = String(line.offset);
  if ('tooLong' in line) {
    const message = `expected a line of at most ${maxRecordBytes} bytes, found more`;
    return [{ kind: 'reject', position, code: 'record-too-large', message }];
  }
  if (line.bytes.length < 64 && BLANK.test(line.bytes.toString('utf8'))) return [];
  return [jsonRecord(line.bytes, position)];
}
