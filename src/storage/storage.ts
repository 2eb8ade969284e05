import type { Readable } from 'node:stream';
import { OutputDamagedError } from '../errors.ts';

export interface StoredObject {
  key: string;
  /** Bytes. */
  size: number;
}

/** Half-open byte range. */
export interface ByteRange {
  start: number;
  end: number;
}

/**
 * Where everything that matters lives. Keys are `/`-separated segments of `[A-Za-z0-9._-]`, never `.` or `..`.
 * A `put` is atomic: readers see the whole object or none; the last of several puts to one key wins.
 * Errors: `NotFoundError` for a missing key on `get`; `StorageError` for everything that the medium refuses.
 */
export interface Storage {
  put(key: string, body: Uint8Array | string | AsyncIterable<Uint8Array>): Promise<StoredObject>;
  /**
   * Writes a small object only where there is none of that key, and says whether it did: of several writers at once
   * one succeeds. On S3 the store must know conditional writes (`If-None-Match: *`).
   */
  create(key: string, body: Uint8Array | string): Promise<boolean>;
  /** The object's bytes as a stream, or the part of them in `range` (its end may lie past the object's). */
  get(key: string, range?: ByteRange): Promise<Readable>;
  /** Size of an object, or undefined where there is none. */
  head(key: string): Promise<StoredObject | undefined>;
  /** Every object whose key starts with `prefix`, in ascending key order (by code unit). */
  list(prefix: string): AsyncIterable<StoredObject>;
  /** Removes an object; a missing key is no error. */
  delete(key: string): Promise<void>;
  /** Copies inside the storage; atomic like `put`. */
  copy(from: string, to: string): Promise<void>;
}

/** Whole object in memory: for small objects (JSON records) only. */
export async function readBytes(storage: Storage, key: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await storage.get(key)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** A range of an object in memory. Errors: `OutputDamagedError` where the object ends before it. */
export async function readRange(storage: Storage, key: string, range: ByteRange): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(range.end - range.start);
  let position = 0;
  if (bytes.length > 0)
    for await (const chunk of await storage.get(key, range)) {
      const piece = chunk as Buffer;
      if (position + piece.length > bytes.length) break;
      bytes.set(piece, position);
      position += piece.length;
    }
  if (position !== bytes.length)
    throw new OutputDamagedError(`${key}: expected ${bytes.length} bytes at ${range.start}, found ${position}`);
  return bytes;
}

export async function readJson(storage: Storage, key: string): Promise<unknown> {
  return JSON.parse((await readBytes(storage, key)).toString('utf8'));
}

/** Stable JSON: two-space indented, key order as given by the caller. */
export async function writeJson(storage: Storage, key: string, value: unknown): Promise<void> {
  await storage.put(key, `${JSON.stringify(value, null, 2)}\n`);
}
