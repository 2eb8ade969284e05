import { StorageError } from '../../src/errors.ts';
import type { ByteRange, Storage, StoredObject } from '../../src/storage/storage.ts';

/** How storage fails at its n-th operation: for one operation, from then on, or right after having done it. */
export type Fault = 'once' | 'for-good' | 'dies-after';

/**
 * Counts operations and fails at the `at`-th (from 1). `dies-after` does that operation, and then nothing any more:
 * what a process that is killed between two operations leaves behind.
 */
export class FaultyStorage implements Storage {
  operations = 0;
  private readonly inner: Storage;
  private readonly at: number;
  private readonly fault: Fault;

  constructor(inner: Storage, at: number, fault: Fault) {
    this.inner = inner;
    this.at = at;
    this.fault = fault;
  }

  private check(operation: string): void {
    this.operations += 1;
    const failing =
      this.fault === 'once'
        ? this.operations === this.at
        : this.fault === 'for-good'
          ? this.operations >= this.at
          : this.operations > this.at;
    if (failing) throw new StorageError(`injected fault at operation ${this.operations}, ${operation}`);
  }

  async put(key: string, body: Uint8Array | string | AsyncIterable<Uint8Array>): Promise<StoredObject> {
    this.check(`put ${key}`);
    return this.inner.put(key, body);
  }

  async create(key: string, body: Uint8Array | string): Promise<boolean> {
    this.check(`create ${key}`);
    return this.inner.create(key, body);
  }

  async get(key: string, range?: ByteRange) {
    this.check(`get ${key}`);
    return this.inner.get(key, range);
  }

  async head(key: string): Promise<StoredObject | undefined> {
    this.check(`head ${key}`);
    return this.inner.head(key);
  }

  async *list(prefix: string): AsyncIterable<StoredObject> {
    this.check(`list ${prefix}`);
    yield* this.inner.list(prefix);
  }

  async delete(key: string): Promise<void> {
    this.check(`delete ${key}`);
    return this.inner.delete(key);
  }

  async copy(from: string, to: string): Promise<void> {
    this.check(`copy ${from}`);
    return this.inner.copy(from, to);
  }
}
