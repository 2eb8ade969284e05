import type { KeyCounts } from '../../src/stages/dedup/lines/counts.ts';
import type { RepeatedLinesParameters } from '../../src/stages/dedup/lines/parameters.ts';
import { dedupParameters } from '../../src/stages/dedup/parameters.ts';
import { type ByteRange, readRange, type Storage } from '../../src/storage/storage.ts';
import type { Sink } from './files.ts';

/** Files of lines and line totals: ascending keys as 64-bit floats, their counts as 32-bit integers, little-endian. */
export const KEYS = 'keys.bin';
export const COUNTS = 'counts.bin';
/** Where each range of keys begins, as 32-bit integers. */
export const STARTS = 'starts.bin';

/** Parameters of jobs that are planned only where the recipe has them. */
export function linesParameters(parameters: unknown): RepeatedLinesParameters {
  const { repeatedLines } = dedupParameters.parse(parameters);
  if (repeatedLines === null) throw new TypeError('repeatedLines is null: no such job is planned');
  return repeatedLines;
}

const PIECE = 1 << 20;

export async function writeNumbers(sink: Sink, numbers: Float64Array | Uint32Array): Promise<void> {
  const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  for (let at = 0; at < bytes.length; at += PIECE) await sink.write(bytes.subarray(at, at + PIECE));
}

/** Keys and counts at places `start` (inclusive) to `end` (exclusive). */
export async function readCounts(storage: Storage, prefix: string, { start, end }: ByteRange): Promise<KeyCounts> {
  const [keys, counts] = await Promise.all([
    readRange(storage, `${prefix}/${KEYS}`, { start: start * 8, end: end * 8 }),
    readRange(storage, `${prefix}/${COUNTS}`, { start: start * 4, end: end * 4 }),
  ]);
  return { keys: new Float64Array(keys.buffer), counts: new Uint32Array(counts.buffer) };
}
