import { createReadStream } from 'node:fs';
import { copyFile, link, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { NotFoundError, StorageError } from '../errors.ts';
import type { ByteRange, Storage, StoredObject } from './storage.ts';

const SEGMENT = /^[A-Za-z0-9._-]+$/;
/** Where writes are made before their rename; on the same file system as the objects. */
const TEMPORARY = '.tmp';

/** Objects as files under a folder. Writes go to a temporary name, are synced, then renamed. */
export class FolderStorage implements Storage {
  readonly root: string;
  private counter = 0;

  constructor(root: string) {
    this.root = resolve(root);
  }

  private path(key: string): string {
    for (const segment of key.split('/')) {
      if (!SEGMENT.test(segment) || segment === '.' || segment === '..' || segment === TEMPORARY)
        throw new StorageError(`storage key ${JSON.stringify(key)}: expected segments of [A-Za-z0-9._-]`);
    }
    return join(this.root, key);
  }

  private temporary(): string {
    this.counter += 1;
    // The name never reaches an output, so process id and time are harmless here.
    return join(this.root, TEMPORARY, `${process.pid}-${performance.timeOrigin.toString(36)}-${this.counter}`);
  }

  async put(key: string, body: Uint8Array | string | AsyncIterable<Uint8Array>): Promise<StoredObject> {
    const target = this.path(key);
    const temporary = this.temporary();
    try {
      await mkdir(dirname(temporary), { recursive: true });
      const file = await open(temporary, 'wx');
      let size = 0;
      try {
        if (typeof body === 'string' || body instanceof Uint8Array) {
          const bytes = typeof body === 'string' ? Buffer.from(body) : body;
          await file.writeFile(bytes);
          size = bytes.byteLength;
        } else {
          for await (const chunk of body) {
            await file.writeFile(chunk);
            size += chunk.byteLength;
          }
        }
        await file.sync();
      } finally {
        await file.close();
      }
      await mkdir(dirname(target), { recursive: true });
      await rename(temporary, target);
      return { key, size };
    } catch (cause) {
      await rm(temporary, { force: true });
      throw wrap(`put ${key}`, cause);
    }
  }

  async get(key: string, range?: ByteRange): Promise<Readable> {
    const path = this.path(key);
    const object = await this.head(key);
    if (object === undefined) throw new NotFoundError(`storage has no ${key}`);
    const start = range?.start ?? 0;
    const end = Math.min(range?.end ?? object.size, object.size);
    if (end <= start) return createReadStream('/dev/null');
    return createReadStream(path, { start, end: end - 1, highWaterMark: 1 << 20 });
  }

  async head(key: string): Promise<StoredObject | undefined> {
    try {
      const found = await stat(this.path(key));
      return found.isFile() ? { key, size: found.size } : undefined;
    } catch (cause) {
      if (isMissing(cause)) return undefined;
      throw wrap(`head ${key}`, cause);
    }
  }

  async *list(prefix: string): AsyncIterable<StoredObject> {
    const slash = prefix.lastIndexOf('/');
    const folder = slash < 0 ? '' : prefix.slice(0, slash);
    const keys: string[] = [];
    await this.walk(folder, keys);
    for (const key of keys.filter((key) => key.startsWith(prefix)).sort(byCodeUnit)) {
      const object = await this.head(key);
      if (object !== undefined) yield object;
    }
  }

  private async walk(folder: string, keys: string[]): Promise<void> {
    let entries: import('node:fs').Dirent[];
    try {
      entries = await readdir(folder === '' ? this.root : this.path(folder), { withFileTypes: true });
    } catch (cause) {
      if (isMissing(cause)) return;
      throw wrap(`list ${folder}`, cause);
    }
    for (const entry of entries) {
      if (entry.name === TEMPORARY) continue;
      const key = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) await this.walk(key, keys);
      else keys.push(key);
    }
  }

  async delete(key: string): Promise<void> {
    try {
      await rm(this.path(key), { force: true });
    } catch (cause) {
      throw wrap(`delete ${key}`, cause);
    }
  }

  async copy(from: string, to: string): Promise<void> {
    const source = this.path(from);
    const target = this.path(to);
    const temporary = this.temporary();
    try {
      await mkdir(dirname(temporary), { recursive: true });
      // A hard link costs nothing; outputs are never changed in place, so sharing the inode is safe.
      await link(source, temporary).catch(() => copyFile(source, temporary));
      await mkdir(dirname(target), { recursive: true });
      await rename(temporary, target);
      // rename() of two links to one inode leaves the old name in place.
      await rm(temporary, { force: true });
    } catch (cause) {
      if (isMissing(cause) && (await this.head(from)) === undefined) throw new NotFoundError(`storage has no ${from}`);
      throw wrap(`copy ${from} to ${to}`, cause);
    }
  }
}

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function isMissing(cause: unknown): boolean {
  const code = (cause as NodeJS.ErrnoException | null)?.code;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

function wrap(operation: string, cause: unknown): Error {
  if (cause instanceof StorageError || cause instanceof NotFoundError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StorageError(`storage ${operation}: ${reason}`, { cause });
}
