import { Decompress } from 'fzstd';
import { LimitError } from '../errors.ts';
import { InputWindow } from './byte-window.ts';
import { ratioExceeded } from './inflate-stream.ts';
import type { ByteSource, ReadLimits } from './record.ts';

/** Longest frame header: magic, descriptor, window, dictionary, content size. */
const MAX_HEADER = 18;
/** Largest window that is allocated for a frame: `zstd --long=27`, the most that its own reader takes unasked. */
const MAX_WINDOW = 1 << 27;
/** Compressed and uncompressed bytes up to which a frame is decoded in one native call. */
const NATIVE_INPUT = 16 << 20;
const NATIVE_OUTPUT = 32 << 20;
/** Input per step of the streaming decoder. */
const STEP = 1 << 16;

/** Output of a zstd file in order, or bytes of it that cannot be read. */
export type ZstdPiece =
  | { kind: 'data'; data: Buffer }
  | { kind: 'damage'; offset: number; code: string; message: string };

/** Whether a zstd frame's magic stands here. */
export function isZstdFrame(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0x28 && bytes[at + 1] === 0xb5 && bytes[at + 2] === 0x2f && bytes[at + 3] === 0xfd;
}

/** Whether a skippable frame's magic stands here. */
export function isSkippableFrame(bytes: Uint8Array, at: number): boolean {
  return (bytes[at]! & 0xf0) === 0x50 && bytes[at + 1] === 0x2a && bytes[at + 2] === 0x4d && bytes[at + 3] === 0x18;
}

interface FrameHeader {
  /** Bytes of the header. */
  length: number;
  windowSize: number;
  /** Bytes of the content, where the frame says. */
  contentSize: number | undefined;
  checksum: boolean;
}

/** Reads a frame header (RFC 8878, 3.1.1.1), undefined where it is cut off. */
export function frameHeader(bytes: Buffer, at: number): FrameHeader | undefined {
  const descriptor = bytes[at + 4];
  if (descriptor === undefined) return undefined;
  const single = (descriptor & 32) !== 0;
  const sizeFlag = descriptor >> 6;
  let next = at + 5;
  const windowByte = single ? 0 : (bytes[next++] ?? 0);
  next += [0, 1, 2, 4][descriptor & 3]!;
  const sizeBytes = sizeFlag === 0 ? (single ? 1 : 0) : 1 << sizeFlag;
  if (next + sizeBytes > bytes.length) return undefined;
  let contentSize: number | undefined;
  if (sizeBytes === 8) contentSize = bytes.readUInt32LE(next) + bytes.readUInt32LE(next + 4) * 2 ** 32;
  else if (sizeBytes > 0) contentSize = bytes.readUIntLE(next, sizeBytes) + (sizeBytes === 2 ? 256 : 0);
  const base = 2 ** (10 + (windowByte >> 3));
  const windowSize = single ? (contentSize ?? 0) : base + (base / 8) * (windowByte & 7);
  return { length: next + sizeBytes - at, windowSize, contentSize, checksum: (descriptor & 4) !== 0 };
}

/** Decodes a small zstd body. Errors: `LimitError` over `maxOutputLength`; the decoder's own for damage. */
export function unzstd(body: Buffer, maxOutputLength: number): Buffer {
  const header = frameHeader(body, 0);
  if (header !== undefined && header.windowSize > Math.min(MAX_WINDOW, maxOutputLength * 2))
    throw new LimitError(`zstd: expected a window of at most ${MAX_WINDOW} bytes, found ${header.windowSize}`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  const decoder = new Decompress((data) => {
    size += data.length;
    if (size > maxOutputLength) throw new LimitError(`zstd: expected at most ${maxOutputLength} bytes, found more`);
    chunks.push(data);
  });
  for (let at = 0; at < body.length; at += STEP) decoder.push(body.subarray(at, at + STEP), at + STEP >= body.length);
  return Buffer.concat(chunks);
}

/** Reads a zstd file frame by frame, going on behind damage at the next frame that can be found. */
export async function* readZstd(source: ByteSource, limits: ReadLimits): AsyncGenerator<ZstdPiece> {
  const input = new InputWindow(source.read({ start: 0, end: source.size }));
  let damaged = false;
  try {
    while (await input.ensure(1)) {
      await input.ensure(MAX_HEADER);
      if (isSkippableFrame(input.bytes, input.at)) {
        await skip(input, 8 + (input.available >= 8 ? input.bytes.readUInt32LE(input.at + 4) : 0));
        continue;
      }
      const offset = input.offset(input.at);
      const failure = isZstdFrame(input.bytes, input.at)
        ? yield* readFrame(input, limits)
        : { code: 'not-zstd', message: 'expected a zstd frame, found other bytes' };
      // One report for a stretch of damage, however many frames seem to begin in it.
      if (failure !== undefined && !damaged) yield { kind: 'damage', offset, ...failure };
      damaged = failure !== undefined;
      if (damaged) await findFrame(input);
    }
  } finally {
    await input.close();
  }
}

interface Failure {
  code: string;
  message: string;
}

async function* readFrame(input: InputWindow, limits: ReadLimits): AsyncGenerator<ZstdPiece, Failure | undefined> {
  const header = frameHeader(input.bytes, input.at);
  if (header === undefined) return { code: 'frame-truncated', message: 'zstd: the frame header is cut off' };
  if (header.windowSize > MAX_WINDOW) {
    const message = `zstd: expected a window of at most ${MAX_WINDOW} bytes, found ${header.windowSize}`;
    return { code: 'decompression-window', message };
  }
  if (header.contentSize !== undefined && header.contentSize <= NATIVE_OUTPUT) {
    const length = await frameLength(input, header);
    if (length !== undefined) {
      // Native code: loaded for files that need it.
      const { decompress } = await import('@mongodb-js/zstd');
      try {
        const frame = input.bytes.subarray(input.at, input.at + length);
        const data = await decompress(frame);
        const message = ratioExceeded(data.length, length, limits);
        if (message !== undefined) return { code: 'decompression-ratio', message };
        input.at += length;
        yield { kind: 'data', data };
        return undefined;
      } catch {
        // The streaming decoder gives what stands before the damage.
      }
    }
  }
  return yield* streamFrame(input, header, limits);
}

/** Bytes of the frame at the cursor; undefined where it is cut off or too long for one call. */
async function frameLength(input: InputWindow, header: FrameHeader): Promise<number | undefined> {
  let length = header.length;
  while (length < NATIVE_INPUT) {
    const block = await blockAt(input, length);
    if (block === undefined) return undefined;
    length += block.length;
    if (!block.last) continue;
    length += header.checksum ? 4 : 0;
    return (await input.ensure(length)) ? length : undefined;
  }
  return undefined;
}

/** The block that begins `ahead` bytes behind the cursor (RFC 8878, 3.1.1.2); undefined at the end of the input. */
async function blockAt(input: InputWindow, ahead: number): Promise<{ length: number; last: boolean } | undefined> {
  if (!(await input.ensure(ahead + 3))) return undefined;
  const word = input.bytes.readUIntLE(input.at + ahead, 3);
  // A run-length block holds one byte, whatever its size says.
  const length = 3 + (((word >> 1) & 3) === 1 ? 1 : word >> 3);
  return { length, last: (word & 1) === 1 };
}

async function* streamFrame(
  input: InputWindow,
  header: FrameHeader,
  limits: ReadLimits,
): AsyncGenerator<ZstdPiece, Failure | undefined> {
  let outputs: Buffer[] = [];
  let size = 0;
  let used = header.length;
  const decoder = new Decompress((data) => outputs.push(Buffer.from(data.buffer, data.byteOffset, data.byteLength)));
  let next = input.bytes.subarray(input.at, input.at + header.length);
  input.at += header.length;
  for (let last = false; ; ) {
    try {
      decoder.push(next);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { code: 'frame-damaged', message: `zstd: ${reason}, ${size} bytes read` };
    }
    for (const data of outputs) {
      size += data.length;
      yield { kind: 'data', data };
    }
    outputs = [];
    const message = ratioExceeded(size, used, limits);
    if (message !== undefined) return { code: 'decompression-ratio', message };
    if (last) return undefined;
    const block = await blockAt(input, 0);
    const length = block === undefined ? 0 : block.length + (block.last && header.checksum ? 4 : 0);
    if (block === undefined || !(await input.ensure(length)))
      return { code: 'frame-truncated', message: `zstd: the frame ends early, ${size} bytes read` };
    next = input.bytes.subarray(input.at, input.at + length);
    input.at += length;
    used += length;
    last = block.last;
  }
}

async function skip(input: InputWindow, count: number): Promise<void> {
  let left = count;
  while (left > 0 && (await input.ensure(1))) {
    const step = Math.min(left, input.available);
    input.at += step;
    left -= step;
  }
}

/** Moves the cursor to the next frame's magic behind it, or to the end. */
async function findFrame(input: InputWindow): Promise<void> {
  const magic = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
  let from = input.at + 1;
  while (true) {
    const found = input.bytes.indexOf(magic, from);
    input.at = found >= 0 ? found : Math.max(input.at, input.bytes.length - magic.length + 1);
    if (found >= 0) return;
    if (!(await input.fill())) {
      input.at = input.bytes.length;
      return;
    }
    from = input.at;
  }
}
