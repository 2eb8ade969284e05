import { crc32, createInflateRaw } from 'node:zlib';
import type { InputWindow } from './byte-window.ts';
import type { ReadLimits } from './record.ts';

/** Bytes of output per chunk. */
const CHUNK = 1 << 17;
/** Input per step: what is inflated in the step that meets damage is lost, so steps are small. */
const STEP = 1 << 14;
/** Output below which no ratio is looked at: blank pages compress a thousandfold and harm nobody. */
const RATIO_FROM = 16 << 20;

/** Output of a streamed member, then how it ended. */
export type InflatePiece = { data: Buffer } | { end: 'complete' } | { end: 'damage'; code: string; message: string };

/** What is wrong with a ratio of uncompressed to compressed bytes, if it is over the limit. */
export function ratioExceeded(output: number, input: number, limits: ReadLimits): string | undefined {
  if (output <= RATIO_FROM || output <= input * limits.maxDecompressionRatio) return undefined;
  return `expected at most ${limits.maxDecompressionRatio} bytes for each compressed one, found ${output} from ${input}`;
}

/**
 * Inflates a raw deflate stream that begins at the input's cursor, in steps; afterwards the cursor is behind it
 * and behind the gzip trailer, which is checked. For members too large to be inflated in one call.
 */
export async function* inflateStream(input: InputWindow, limits: ReadLimits): AsyncGenerator<InflatePiece> {
  const engine = createInflateRaw({ chunkSize: CHUNK });
  let outputs: Buffer[] = [];
  let failure: Error | undefined;
  let checksum = 0;
  let size = 0;
  let used = 0;
  engine.on('data', (data: Buffer) => outputs.push(data));
  engine.on('error', (error) => {
    failure = error;
  });
  try {
    while (true) {
      const more = await input.ensure(1);
      const step = input.bytes.subarray(input.at, input.at + STEP);
      // The callback comes once the step's output is there, or with the error that `failure` holds as well.
      await new Promise<void>((resolve) => {
        if (more) engine.write(step, () => resolve());
        else
          engine
            .once('error', () => resolve())
            .once('end', () => resolve())
            .end();
      });
      const taken = engine.bytesWritten - used;
      used = engine.bytesWritten;
      input.at += taken;
      for (const data of outputs) {
        checksum = crc32(data, checksum);
        size += data.length;
        yield { data };
      }
      outputs = [];
      if (failure !== undefined) {
        yield {
          end: 'damage',
          code: more ? 'member-damaged' : 'member-truncated',
          message: `gzip: ${failure.message}, ${size} bytes read`,
        };
        return;
      }
      const excess = ratioExceeded(size, used, limits);
      if (excess !== undefined) {
        yield { end: 'damage', code: 'decompression-ratio', message: excess };
        return;
      }
      if (taken < step.length || !more) break;
    }
  } finally {
    engine.destroy();
  }
  yield await readTrailer(input, checksum, size);
}

async function readTrailer(input: InputWindow, checksum: number, size: number): Promise<InflatePiece> {
  if (!(await input.ensure(8)))
    return { end: 'damage', code: 'member-truncated', message: 'gzip: the member ends before its checksum' };
  const wrong = checkTrailer(input.bytes, input.at, checksum, size);
  input.at += 8;
  return wrong === undefined ? { end: 'complete' } : { end: 'damage', code: 'member-checksum', message: wrong };
}

/** Compares a gzip trailer with what was inflated; says what is wrong, if anything. */
export function checkTrailer(bytes: Buffer, at: number, checksum: number, size: number): string | undefined {
  const expected = bytes.readUInt32LE(at);
  if (expected !== checksum)
    return `gzip: expected checksum ${expected.toString(16)}, found ${checksum.toString(16)} over ${size} bytes`;
  const length = bytes.readUInt32LE(at + 4);
  // The trailer holds the length modulo 2^32.
  return length === size % 2 ** 32 ? undefined : `gzip: expected ${length} bytes, found ${size}`;
}
