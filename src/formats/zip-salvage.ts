import { crc32 } from 'node:zlib';
import { entryRecord, unsafeName } from './archive-entry.ts';
import { InputWindow } from './byte-window.ts';
import { inflateOnce } from './gzip-member.ts';
import type { ByteSource, CrawlRecord, ReadLimits } from './record.ts';

const HEADER = 30;
const MAGIC = Buffer.from([0x50, 0x4b, 3, 4]);
/** Headers that led nowhere before the search is given up: each of them costs an attempt to inflate. */
const MAX_FAILURES = 1000;
/** Compressed bytes of one file that are held at once. */
const WINDOW = 8 << 20;

/**
 * Finds a zip's files by their local headers, one behind the other, for a file whose directory is lost.
 * Only deflated files can be told from their surroundings without it, as deflate ends itself; others are passed over
 * unless their header states a size.
 */
export async function* salvageZip(
  source: ByteSource,
  limits: ReadLimits,
  done: ReadonlySet<number>,
): AsyncGenerator<CrawlRecord[]> {
  const input = new InputWindow(source.read({ start: 0, end: source.size }));
  let entries = 0;
  let failures = 0;
  try {
    while (await findHeader(input)) {
      const offset = input.offset(input.at);
      const record = await readEntry(input, limits);
      if (done.has(offset) || record === undefined) continue;
      entries += 1;
      if (record.kind === 'reject') failures += 1;
      if (entries > limits.maxArchiveEntries || failures > MAX_FAILURES) return;
      yield [record];
    }
  } finally {
    await input.close();
  }
}

async function findHeader(input: InputWindow): Promise<boolean> {
  while (true) {
    const found = input.bytes.indexOf(MAGIC, input.at);
    if (found >= 0) {
      input.at = found;
      return input.ensure(HEADER);
    }
    input.at = Math.max(input.at, input.bytes.length - MAGIC.length + 1);
    if (!(await input.fill())) return false;
  }
}

/** Reads the entry at the cursor and moves behind it, or behind its magic where nothing can be made of it. */
async function readEntry(input: InputWindow, limits: ReadLimits): Promise<CrawlRecord | undefined> {
  const { at } = input;
  const flags = input.bytes.readUInt16LE(at + 6);
  const method = input.bytes.readUInt16LE(at + 8);
  const position = String(input.offset(at));
  const nameLength = input.bytes.readUInt16LE(at + 26);
  const dataAt = HEADER + nameLength + input.bytes.readUInt16LE(at + 28);
  const stated = { checksum: input.bytes.readUInt32LE(at + 14), size: input.bytes.readUInt32LE(at + 18) };
  await input.ensure(dataAt + WINDOW);
  const name = input.bytes.toString('utf8', input.at + HEADER, input.at + HEADER + nameLength);
  const data = input.bytes.subarray(input.at + dataAt, input.at + dataAt + WINDOW);
  input.at += MAGIC.length;
  if ((flags & 1) !== 0 || (method !== 8 && method !== 0) || name === '' || name.endsWith('/')) return undefined;
  const unsafe = unsafeName(name);
  if (unsafe !== undefined) return { kind: 'reject', position, code: 'archive-path', message: `zip: ${unsafe}` };
  try {
    const { data: body, used } =
      method === 8
        ? inflateOnce(data, limits.maxRecordBytes)
        : { data: data.subarray(0, stated.size), used: stated.size };
    // Where flag 3 is set, checksum and sizes follow the data instead.
    const checked = (flags & 8) !== 0 ? method === 8 : crc32(body) === stated.checksum;
    if (!checked) throw new Error('expected data that fits its checksum, found other');
    input.at += dataAt - MAGIC.length + used;
    return entryRecord(name, body, position);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: 'reject', position, code: 'zip-entry', message: `${name.slice(0, 200)}: ${reason}` };
  }
}
