import { open } from 'node:fs/promises';
import { InputMissingError } from '../errors.ts';
import type { ByteRange, Storage } from '../storage/storage.ts';
import type { ByteSource } from './record.ts';

/** Bytes per chunk that file and memory sources hand on. */
const CHUNK = 1 << 20;

/** A file already in memory. */
export function memorySource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.byteLength,
    async *read({ start, end }: ByteRange) {
      const last = Math.min(end, bytes.byteLength);
      for (let at = start; at < last; at += CHUNK) yield bytes.subarray(at, Math.min(at + CHUNK, last));
    },
  };
}

/** A file of the local disk. Errors: `InputMissingError` where it cannot be opened. */
export async function fileSource(path: string): Promise<ByteSource> {
  const file = await open(path).catch((cause: unknown) => {
    throw new InputMissingError(`file ${path}: expected a readable file`, { cause });
  });
  const { size } = await file.stat().finally(() => file.close());
  return {
    size,
    async *read({ start, end }: ByteRange) {
      const last = Math.min(end, size);
      if (start >= last) return;
      const handle = await open(path);
      yield* handle.createReadStream({ start, end: last - 1, highWaterMark: CHUNK });
    },
  };
}

/** An object of a storage; `size` as `head` gives it. */
export function storageSource(storage: Storage, key: string, size: number): ByteSource {
  return {
    size,
    async *read({ start, end }: ByteRange) {
      const range = { start, end: Math.min(end, size) };
      if (range.start < range.end) yield* await storage.get(key, range);
    },
  };
}
