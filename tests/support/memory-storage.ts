import { Readable } from 'node:stream';
import { NotFoundError } from '../../src/errors.ts';
import type { ByteRange, Storage, StoredObject } from '../../src/storage/storage.ts';

/** Storage without a disk, for tests that run thousands of jobs; held to the same suite as the real ones. */
export class MemoryStorage implements Storage {
  private readonly objects = new Map<string, Buffer>();

  async put(key: string, body: Uint8Array | string | AsyncIterable<Uint8Array>): Promise<StoredObject> {
    const chunks: Buffer[] = [];
    if (typeof body === 'string' || body instanceof Uint8Array) chunks.push(Buffer.from(body));
    else for await (const chunk of body) chunks.push(Buffer.from(chunk));
    const bytes = Buffer.concat(chunks);
    this.objects.set(key, bytes);
    return { key, size: bytes.length };
  }

  async create(key: string, body: Uint8Array | string): Promise<boolean> {
    if (this.objects.has(key)) return false;
    this.objects.set(key, Buffer.from(body));
    return true;
  }

  async get(key: string, range?: ByteRange): Promise<Readable> {
    const bytes = this.objects.get(key);
    if (bytes === undefined) throw new NotFoundError(`storage has no ${key}`);
    const part = bytes.subarray(range?.start ?? 0, range?.end ?? bytes.length);
    return Readable.from(part.length === 0 ? [] : [part]);
  }

  async head(key: string): Promise<StoredObject | undefined> {
    const bytes = this.objects.get(key);
    return bytes === undefined ? undefined : { key, size: bytes.length };
  }

  async *list(prefix: string): AsyncIterable<StoredObject> {
    const keys = [...this.objects.keys()].filter((key) => key.startsWith(prefix)).sort();
    for (const key of keys) {
      const object = await this.head(key);
      if (object !== undefined) yield object;
    }
  }

  async delete(key: string): Promise<void> {
    this.objects.delete(key);
  }

  async copy(from: string, to: string): Promise<void> {
    const bytes = this.objects.get(from);
    if (bytes === undefined) throw new NotFoundError(`storage has no ${from}`);
    this.objects.set(to, bytes);
  }
}
