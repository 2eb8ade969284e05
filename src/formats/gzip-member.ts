import { constants, createInflateRaw, inflateRawSync, type ZlibOptions } from 'node:zlib';

/** Bytes of output per step of inflate. */
const CHUNK = 1 << 18;
/** Longest file name or comment in a member's header; with FEXTRA's 64 KB a header stays below `AHEAD`. */
const MAX_NAME = 4096;

/** Whether a gzip member's header may stand here: magic, deflate, no reserved flag. */
export function isGzipHeader(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0x1f && bytes[at + 1] === 0x8b && bytes[at + 2] === 8 && (bytes[at + 3]! & 0xe0) === 0;
}

/** Index behind a member's header, undefined where it is not whole. */
export function gzipBody(bytes: Buffer, at: number): number | undefined {
  const flags = bytes[at + 3];
  let next = at + 10;
  if (flags === undefined || next > bytes.length) return undefined;
  if ((flags & 4) !== 0) next += 2 + (bytes[next] ?? 0) + ((bytes[next + 1] ?? 0) << 8);
  for (const flag of [8, 16]) {
    if ((flags & flag) === 0) continue;
    const end = bytes.subarray(next, next + MAX_NAME).indexOf(0);
    if (end < 0) return undefined;
    next += end + 1;
  }
  if ((flags & 2) !== 0) next += 2;
  return next <= bytes.length ? next : undefined;
}

interface Inflated {
  data: Buffer;
  /** Compressed bytes that were used. */
  used: number;
}

/** Inflates one raw deflate stream at the front of `input`. Errors: node's, with `code`. */
export function inflateOnce(input: Buffer, maxOutputLength: number, options: ZlibOptions = {}): Inflated {
  // With `info`, node:zlib returns the engine beside the bytes; its types do not know of it.
  const result: unknown = inflateRawSync(input, { chunkSize: CHUNK, maxOutputLength, ...options, info: true });
  const { buffer, engine } = result as { buffer: Buffer; engine: { bytesWritten: number } };
  return { data: buffer, used: engine.bytesWritten };
}

/** What the synchronous functions of node:zlib work with; not in its types. */
interface Engine {
  _handle: {
    onerror: () => void;
    reset(): void;
    writeSync(flush: number, input: Buffer, from: number, size: number, output: Buffer, at: number, room: number): void;
  };
  /** Room left in the output, bytes left of the input. */
  _writeState: Uint32Array;
}

function isEngine(stream: object): stream is Engine {
  if (!('_handle' in stream && '_writeState' in stream && stream._writeState instanceof Uint32Array)) return false;
  const handle = stream._handle;
  return typeof handle === 'object' && handle !== null && 'reset' in handle && 'writeSync' in handle;
}

/** Inflates one stream after another into a buffer of the size that is stated for it, each in one step. */
export class MemberInflater {
  private readonly engine: Engine | undefined;
  private failed = false;

  constructor() {
    const engine = createInflateRaw();
    if (!isEngine(engine)) return;
    this.engine = engine;
    engine._handle.onerror = () => {
      this.failed = true;
    };
  }

  /**
   * What `inflateOnce` gives, without making and ending an engine, which takes a fifth as long as to inflate a page.
   * Undefined where the stream does not end after `size` bytes, is damaged, or node:zlib is another than is known.
   */
  inflate(input: Buffer, size: number): Inflated | undefined {
    const { engine } = this;
    if (engine === undefined) return undefined;
    const data = Buffer.allocUnsafe(size + 1);
    this.failed = false;
    engine._handle.reset();
    engine._handle.writeSync(constants.Z_FINISH, input, 0, input.length, data, 0, data.length);
    const [room, left] = engine._writeState;
    if (this.failed || room !== 1 || left === undefined) return undefined;
    return { data: data.subarray(0, size), used: input.length - left };
  }
}

/** Code of an error of node:zlib. */
export const errorCode = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

/** What can be inflated before the damage: the longest prefix without an error, by bisection. */
export function inflatePrefix(input: Buffer, maxOutputLength: number): Inflated {
  let best: Inflated = { data: Buffer.alloc(0), used: 0 };
  let low = 0;
  for (let high = input.length, middle = high; low < high; middle = (low + high + 1) >> 1) {
    try {
      const options = { finishFlush: constants.Z_SYNC_FLUSH };
      best = { data: inflateOnce(input.subarray(0, middle), maxOutputLength, options).data, used: middle };
      low = middle;
    } catch {
      high = middle - 1;
    }
  }
  return best;
}
