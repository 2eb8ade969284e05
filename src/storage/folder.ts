import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, link, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { NotFoundError, StorageError, WinnowError } from '../errors.ts';
import { BodyError, ownErrors } from './body.ts';
import { byKey, checkKey, TEMPORARY } from './key.ts';
import type { ByteRange, Storage, StoredObject } from './storage.ts';

const READ_BYTES = 1 << 20;
/** Folders remembered as made, so that not every write asks the disk. */
const KNOWN_FOLDERS = 10_000;

/** Objects as files under a folder. Writes go to a temporary name, are synced, then renamed. */
export class FolderStorage implements Storage {
  readonly root: string;
  private readonly folders = new Set<string>();

  constructor(root: string) {
    this.root = resolve(root);
  }

  private path(key: string): string {
    checkKey(key);
    return join(this.root, key);
  }

  private async temporary(): Promise<string> {
    await this.folder(join(this.root, TEMPORARY));
    // Several threads and processes write into one folder; the name never reaches an output.
    return join(this.root, TEMPORARY, randomUUID());
  }

  /** Makes a folder, and makes its name in each new parent survive a power cut. */
  private async folder(path: string): Promise<void> {
    if (this.folders.has(path)) return;
    const first = await mkdir(path, { recursive: true });
    if (first !== undefined)
      for (let made = path; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made));
    if (this.folders.size >= KNOWN_FOLDERS) this.folders.clear();
    this.folders.add(path);
  }

  /** Moves a finished temporary file to its name. */
  private async publish(temporary: string, target: string): Promise<void> {
    await this.folder(dirname(target));
    try {
      await rename(temporary, target);
    } catch (cause) {
      if (!isMissing(cause)) throw cause;
      // The folder was removed from outside since it was made.
      this.folders.delete(dirname(target));
      await this.folder(dirname(target));
      await rename(temporary, target);
    }
    await syncFolder(dirname(target));
  }

  /** Removes what writes of processes that died have left, where older than `ageMs`. */
  async sweep(ageMs: number): Promise<void> {
    const folder = join(this.root, TEMPORARY);
    try {
      for (const name of await readdir(folder)) {
        const found = await stat(join(folder, name)).catch(() => undefined);
        if (found !== undefined && Date.now() - found.mtimeMs > ageMs) await rm(join(folder, name), { force: true });
      }
    } catch (cause) {
      if (!isMissing(cause)) throw storageError('sweep', cause);
    }
  }

  async put(key: string, body: Uint8Array | string | AsyncIterable<Uint8Array>): Promise<StoredObject> {
    const target = this.path(key);
    let temporary: string | undefined;
    try {
      temporary = await this.temporary();
      const size = await writeSynced(temporary, body);
      await this.publish(temporary, target);
      return { key, size };
    } catch (cause) {
      if (temporary !== undefined) await rm(temporary, { force: true }).catch(() => undefined);
      throw storageError(`put ${key}`, cause);
    }
  }

  async create(key: string, body: Uint8Array | string): Promise<boolean> {
    const target = this.path(key);
    let temporary: string | undefined;
    try {
      temporary = await this.temporary();
      await writeSynced(temporary, body);
      await this.folder(dirname(target));
      // Unlike rename, link does not replace what is there.
      await link(temporary, target);
      await syncFolder(dirname(target));
      return true;
    } catch (cause) {
      if (errorCode(cause) === 'EEXIST') return false;
      throw storageError(`create ${key}`, cause);
    } finally {
      if (temporary !== undefined) await rm(temporary, { force: true }).catch(() => undefined);
    }
  }

  async get(key: string, range?: ByteRange): Promise<Readable> {
    const path = this.path(key);
    if (range !== undefined && range.end - range.start <= READ_BYTES) return this.getSmall(key, path, range);
    const object = await this.head(key);
    if (object === undefined) throw new NotFoundError(`storage has no ${key}`);
    const start = range?.start ?? 0;
    const end = Math.min(range?.end ?? object.size, object.size);
    if (end <= start) return Readable.from([]);
    return createReadStream(path, { start, end: end - 1, highWaterMark: READ_BYTES });
  }

  /** A range of at most `READ_BYTES`, without a stream's cost: an index is read in thousands of such. */
  private async getSmall(key: string, path: string, { start, end }: ByteRange): Promise<Readable> {
    try {
      const file = await open(path, 'r');
      try {
        const bytes = Buffer.allocUnsafe(Math.max(0, end - start));
        let size = 0;
        for (let read = 1; read > 0 && size < bytes.length; size += read)
          read = (await file.read(bytes, size, bytes.length - size, start + size)).bytesRead;
        return Readable.from(size === 0 ? [] : [bytes.subarray(0, size)]);
      } finally {
        await file.close();
      }
    } catch (cause) {
      if (isMissing(cause) || errorCode(cause) === 'EISDIR') throw new NotFoundError(`storage has no ${key}`);
      throw storageError(`get ${key}`, cause);
    }
  }

  async head(key: string): Promise<StoredObject | undefined> {
    const path = this.path(key);
    try {
      const found = await stat(path);
      return found.isFile() ? { key, size: found.size } : undefined;
    } catch (cause) {
      if (isMissing(cause)) return undefined;
      throw storageError(`head ${key}`, cause);
    }
  }

  async *list(prefix: string): AsyncIterable<StoredObject> {
    const slash = prefix.lastIndexOf('/');
    const folder = slash < 0 ? '' : prefix.slice(0, slash);
    if (folder !== '') checkKey(folder);
    const keys: string[] = [];
    await this.walk(folder, prefix, keys);
    for (const key of keys.sort(byKey)) {
      const object = await this.head(key);
      if (object !== undefined) yield object;
    }
  }

  private async walk(folder: string, prefix: string, keys: string[]): Promise<void> {
    let entries: import('node:fs').Dirent[];
    try {
      entries = await readdir(join(this.root, folder), { withFileTypes: true });
    } catch (cause) {
      if (isMissing(cause)) return;
      throw storageError(`list ${folder}`, cause);
    }
    for (const entry of entries) {
      if (entry.name === TEMPORARY) continue;
      const key = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (`${key}/`.startsWith(prefix) || prefix.startsWith(`${key}/`)) await this.walk(key, prefix, keys);
      } else if (key.startsWith(prefix)) keys.push(key);
    }
  }

  async delete(key: string): Promise<void> {
    const path = this.path(key);
    try {
      await rm(path, { force: true });
    } catch (cause) {
      if (isMissing(cause)) return;
      throw storageError(`delete ${key}`, cause);
    }
  }

  async copy(from: string, to: string): Promise<void> {
    const source = this.path(from);
    const target = this.path(to);
    let temporary: string | undefined;
    try {
      temporary = await this.temporary();
      const name = temporary;
      // A hard link costs nothing; outputs are never changed in place, so sharing the inode is safe.
      await link(source, name).catch(async () => {
        await copyFile(source, name);
        await syncFile(name);
      });
      await this.publish(temporary, target);
      // rename() of two links to one inode leaves the old name in place.
      await rm(temporary, { force: true });
    } catch (cause) {
      if (temporary !== undefined) await rm(temporary, { force: true }).catch(() => undefined);
      if (isMissing(cause) && (await this.head(from)) === undefined) throw new NotFoundError(`storage has no ${from}`);
      throw storageError(`copy ${from} to ${to}`, cause);
    }
  }
}

async function writeSynced(path: string, body: Uint8Array | string | AsyncIterable<Uint8Array>): Promise<number> {
  const file = await open(path, 'wx');
  try {
    let size = 0;
    if (typeof body === 'string' || body instanceof Uint8Array) {
      const bytes = typeof body === 'string' ? Buffer.from(body) : body;
      await file.writeFile(bytes);
      size = bytes.byteLength;
    } else {
      for await (const chunk of ownErrors(body)) {
        await file.writeFile(chunk);
        size += chunk.byteLength;
      }
    }
    await file.sync();
    return size;
  } finally {
    await file.close();
  }
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes a rename or a new name survive a power cut. Some file systems refuse to sync a folder; they need no sync. */
async function syncFolder(path: string): Promise<void> {
  try {
    await syncFile(path);
  } catch (cause) {
    const code = errorCode(cause);
    if (code !== 'EINVAL' && code !== 'EPERM' && code !== 'EISDIR' && code !== 'ENOTSUP' && code !== 'ENOENT')
      throw cause;
  }
}

const errorCode = (cause: unknown): unknown => (cause instanceof Error && 'code' in cause ? cause.code : undefined);

const isMissing = (cause: unknown): boolean => errorCode(cause) === 'ENOENT' || errorCode(cause) === 'ENOTDIR';

const reasons: Record<string, string> = {
  ENOSPC: 'no space is left on the disk',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the file system is read-only',
  EACCES: 'permission denied',
  EMFILE: 'too many open files',
  EIO: 'the disk failed to read or write',
};

function storageError(operation: string, cause: unknown): unknown {
  if (cause instanceof BodyError) return cause.cause;
  if (cause instanceof WinnowError) return cause;
  const code = String(errorCode(cause) ?? 'unknown');
  const reason = reasons[code] ?? (cause instanceof Error ? cause.message : String(cause));
  return new StorageError(`storage ${operation}: ${reason} (${code})`, { cause, details: { reason: code } });
}
