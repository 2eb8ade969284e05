import { entryRecord, unsafeName } from './archive-entry.ts';
import { InputWindow } from './byte-window.ts';
import type { ByteSource, CrawlRecord, ReadLimits } from './record.ts';
import { type Compression, readStream, type StreamPiece } from './stream.ts';
import { isTarHeader, readPax, readTarHeader, TAR_BLOCK, type TarHeader } from './tar-header.ts';

/**
 * Records of the files in a tar. Positions are the offsets of their headers in the (uncompressed) archive.
 * Our own reader and not a library's: it goes on at the next header behind damage, and knows each entry's offset.
 */
export async function* readTar(
  source: ByteSource,
  compression: Compression,
  limits: ReadLimits,
): AsyncGenerator<CrawlRecord[]> {
  let damage: { code: string; message: string } | undefined;
  const input = new InputWindow(
    untilDamage(readStream(source, compression, limits), (found) => {
      damage = found;
    }),
  );
  try {
    yield* new TarReader(input, limits).read();
    if (damage !== undefined) yield [{ kind: 'reject', position: String(input.offset(input.at)), ...damage }];
  } finally {
    await input.close();
  }
}

/** Behind lost bytes nobody knows where the archive's blocks begin, so its stream ends there. */
async function* untilDamage(
  pieces: AsyncIterable<StreamPiece>,
  report: (damage: { code: string; message: string }) => void,
): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    if ('damage' in piece) return report(piece.damage);
    yield piece.data;
  }
}

class TarReader {
  private readonly input: InputWindow;
  private readonly limits: ReadLimits;
  /** From extended headers, for the next entry. */
  private next: { path?: string; size?: number } = {};

  constructor(input: InputWindow, limits: ReadLimits) {
    this.input = input;
    this.limits = limits;
  }

  async *read(): AsyncGenerator<CrawlRecord[]> {
    const { input, limits } = this;
    let entries = 0;
    let damaged = false;
    while (await input.ensure(TAR_BLOCK)) {
      const offset = input.offset(input.at);
      const header = isTarHeader(input.bytes, input.at) ? readTarHeader(input.bytes, input.at) : undefined;
      const blank = header === undefined && isZero(input.bytes.subarray(input.at, input.at + TAR_BLOCK));
      input.at += TAR_BLOCK;
      if (header === undefined) {
        // Zero blocks end an archive; another may follow, joined to it.
        if (!blank && !damaged)
          yield [reject(offset, 'entry-header', 'tar: expected an entry header, found other bytes')];
        damaged ||= !blank;
        continue;
      }
      damaged = false;
      entries += 1;
      if (entries > limits.maxArchiveEntries) {
        yield [
          reject(offset, 'too-many-entries', `tar: expected at most ${limits.maxArchiveEntries} entries, found more`),
        ];
        return;
      }
      const record = await this.entry(header, offset);
      if (record !== undefined) yield [record];
    }
    const { available } = input;
    if (available > 0 && !isZero(input.bytes.subarray(input.at)))
      yield [reject(input.offset(input.at), 'entry-header', `tar: expected a header of 512 bytes, found ${available}`)];
  }

  private async entry(header: TarHeader, offset: number): Promise<CrawlRecord | undefined> {
    const { maxRecordBytes, maxHeaderBytes } = this.limits;
    if (header.type === 'x' || header.type === 'L' || header.type === 'g' || header.type === 'K')
      return this.extended(header, offset, maxHeaderBytes);
    const { path: name = header.name, size = header.size } = this.next;
    this.next = {};
    const position = String(offset);
    if (header.type === '5') return { kind: 'skip', position, reason: 'archive-folder' };
    if (header.type !== '0' && header.type !== '7') {
      await this.content(size, 0);
      return { kind: 'skip', position, reason: 'other-record-type' };
    }
    const unsafe = unsafeName(name);
    if (unsafe !== undefined || size > maxRecordBytes) {
      await this.content(size, 0);
      if (unsafe !== undefined) return reject(offset, 'archive-path', `tar: ${unsafe}`);
      return reject(offset, 'record-too-large', `${name}: expected at most ${maxRecordBytes} bytes, found ${size}`);
    }
    const body = await this.content(size, size);
    if (body.length === size) return entryRecord(name, body, position);
    return reject(offset, 'record-truncated', `${name}: expected ${size} bytes, found ${body.length} before the end`);
  }

  private async extended(header: TarHeader, offset: number, limit: number): Promise<CrawlRecord | undefined> {
    const content = await this.content(header.size, limit);
    if (header.size > limit)
      return reject(
        offset,
        'header-too-large',
        `tar: expected a header of at most ${limit} bytes, found ${header.size}`,
      );
    if (header.type === 'x') Object.assign(this.next, readPax(content));
    if (header.type === 'L') this.next.path = content.toString('utf8').replace(/\0[\s\S]*$/, '');
    return undefined;
  }

  /** Moves behind an entry's content and hands out its first `keep` bytes. */
  private async content(size: number, keep: number): Promise<Buffer> {
    const { input } = this;
    await input.ensure(Math.min(keep, size));
    const body = input.bytes.subarray(input.at, input.at + Math.min(keep, size));
    let left = Math.ceil(size / TAR_BLOCK) * TAR_BLOCK;
    while (left > 0 && (await input.ensure(1))) {
      const step = Math.min(left, input.available);
      input.at += step;
      left -= step;
    }
    return body;
  }
}

function isZero(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0);
}

function reject(offset: number, code: string, message: string): CrawlRecord {
  return { kind: 'reject', position: String(offset), code, message };
}
