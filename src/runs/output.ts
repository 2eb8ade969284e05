import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import zstd from '@mongodb-js/zstd';
import { z } from 'zod';
import { readJson, type Storage, writeJson } from '../storage/storage.ts';
import { type RecentFiles, recentOf } from './recent.ts';

/** The record that makes an output complete; written last. Times are left out: same inputs, same bytes. */
export const doneSchema = z.object({
  key: z.string(),
  counts: z.record(z.string(), z.number()),
  /** By file name. Bytes and SHA-256 are of the uncompressed contents: compressors differ between versions. */
  files: z.record(z.string(), z.object({ bytes: z.number(), lines: z.number(), sha256: z.string() })),
});
export type Done = z.infer<typeof doneSchema>;

/** How a file is stored, by its name's ending; `block` is how many uncompressed bytes go into one piece. */
interface Compression {
  block: number;
  compress(block: Buffer): Buffer | Promise<Buffer>;
}

const compressions: Record<'gz' | 'zst' | 'plain', Compression> = {
  // Members of 1 MB: large enough to compress well, small enough to hold.
  gz: { block: 1 << 20, compress: (block) => gzipSync(block, { level: 1 }) },
  // Independent frames of 4 MB: standard, seekable, and written with bounded memory.
  zst: { block: 4 << 20, compress: (block) => zstd.compress(block, 3) },
  plain: { block: 1 << 20, compress: (block) => block },
};

const LINE_END = Buffer.from('\n');

function compressionOf(name: string): Compression {
  if (name.endsWith('.gz')) return compressions.gz;
  return name.endsWith('.zst') ? compressions.zst : compressions.plain;
}

/** One file of an output being written, compressed as its name ends (`.gz`, `.zst`). */
export class OutputFile {
  readonly name: string;
  private readonly compression: Compression;
  private readonly hash = createHash('sha256');
  private readonly stored: Promise<unknown>;
  private readonly channel = new Channel();
  private pending: Buffer[] = [];
  private pendingBytes = 0;
  private text = '';
  private bytes = 0;
  private storedBytes = 0;
  private lines = 0;
  /** The values written so far, while they are to be kept for the jobs that read them. */
  private values: unknown[] | undefined;
  private characters = 0;
  private readonly keepUpTo: number;

  constructor(storage: Storage, prefix: string, name: string, keepUpTo = 0) {
    this.name = name;
    this.keepUpTo = keepUpTo;
    this.values = keepUpTo > 0 ? [] : undefined;
    this.compression = compressionOf(name);
    this.stored = storage.put(`${prefix}/${name}`, this.channel);
    // A failed put surfaces at the next write or at close; until then it must not be an unhandled rejection.
    this.stored.catch((error: unknown) => this.channel.fail(error));
  }

  /** Writes a value as one JSON line. */
  async line(value: unknown): Promise<void> {
    const json = JSON.stringify(value);
    this.text += json;
    this.text += '\n';
    this.lines += 1;
    if (this.values !== undefined) {
      this.characters += json.length;
      if (this.characters <= this.keepUpTo) this.values.push(value);
      else this.values = undefined;
    }
    if (this.text.length >= this.compression.block) await this.flushText();
  }

  /** Writes bytes as they are. */
  async write(bytes: Uint8Array): Promise<void> {
    if (this.text !== '') await this.flushText();
    await this.add(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  }

  /** Writes a JSON line that is bytes already, without its line end. */
  async jsonLine(bytes: Uint8Array): Promise<void> {
    this.lines += 1;
    await this.write(bytes);
    await this.write(LINE_END);
  }

  /** Ends the member or frame, so that what comes next can be read from here. Returns the stored bytes so far. */
  async cut(): Promise<number> {
    if (this.text !== '') await this.flushText();
    await this.flush();
    return this.storedBytes;
  }

  private async flushText(): Promise<void> {
    const block = Buffer.from(this.text);
    this.text = '';
    await this.add(block);
  }

  private async add(block: Buffer): Promise<void> {
    this.pending.push(block);
    this.pendingBytes += block.length;
    if (this.pendingBytes >= this.compression.block) await this.flush();
  }

  private async flush(): Promise<void> {
    if (this.pendingBytes === 0) return;
    const block = this.pending.length === 1 ? this.pending[0]! : Buffer.concat(this.pending);
    this.pending = [];
    this.pendingBytes = 0;
    this.hash.update(block);
    this.bytes += block.length;
    const stored = await this.compression.compress(block);
    this.storedBytes += stored.length;
    await this.channel.push(stored);
  }

  async close(): Promise<Done['files'][string]> {
    if (this.text !== '') await this.flushText();
    await this.flush();
    // An empty file is one empty member or frame, so that every reader accepts it.
    if (this.bytes === 0) await this.channel.push(await this.compression.compress(Buffer.alloc(0)));
    this.channel.end();
    await this.stored;
    return { bytes: this.bytes, lines: this.lines, sha256: this.hash.digest('hex') };
  }

  /** Keeps what was written, once the output is complete. */
  keepValues(recent: RecentFiles, path: string): void {
    if (this.values !== undefined) recent.add(path, this.values, this.characters);
  }

  /** Gives up: the put fails and storage keeps nothing of it. */
  async abort(error: unknown): Promise<void> {
    this.channel.fail(error);
    await this.stored.catch(() => undefined);
  }
}

/** An output of several files that is there only when `commit` has written its `done.json`. */
export class Output {
  private readonly files: OutputFile[] = [];
  private readonly storage: Storage;
  private readonly prefix: string;
  private readonly key: string;

  constructor(storage: Storage, prefix: string, key: string) {
    this.storage = storage;
    this.prefix = prefix;
    this.key = key;
  }

  /** A new file. `keep`: its lines stay in memory for the jobs that read them next, where the storage keeps such. */
  file(name: string, options: { keep?: boolean } = {}): OutputFile {
    const keepUpTo = options.keep === true ? (recentOf(this.storage)?.capacity ?? 0) : 0;
    const file = new OutputFile(this.storage, this.prefix, name, keepUpTo);
    this.files.push(file);
    return file;
  }

  async commit(counts: Record<string, number>): Promise<Done> {
    const files: Done['files'] = {};
    for (const file of this.files) files[file.name] = await file.close();
    const done: Done = { key: this.key, counts, files };
    await writeJson(this.storage, `${this.prefix}/done.json`, done);
    const recent = recentOf(this.storage);
    if (recent !== undefined) for (const file of this.files) file.keepValues(recent, `${this.prefix}/${file.name}`);
    return done;
  }

  async abort(error: unknown): Promise<void> {
    await Promise.all(this.files.map((file) => file.abort(error)));
  }
}

/** Runs `write` on a new output and commits what it counted; on an error nothing half-written stays. */
export async function writeOutput(
  storage: Storage,
  prefix: string,
  key: string,
  write: (output: Output) => Promise<Record<string, number>>,
): Promise<Done> {
  const output = new Output(storage, prefix, key);
  try {
    return await output.commit(await write(output));
  } catch (error) {
    await output.abort(error);
    throw error;
  }
}

/** The output's record, or undefined where the output is not (completely) there. */
export async function readDone(storage: Storage, prefix: string): Promise<Done | undefined> {
  if ((await storage.head(`${prefix}/done.json`)) === undefined) return undefined;
  return doneSchema.parse(await readJson(storage, `${prefix}/done.json`));
}

/** Hands chunks from a writer to the storage's put, one at a time. */
class Channel implements AsyncIterable<Uint8Array> {
  private chunk: Uint8Array | undefined;
  private ended = false;
  private error: { cause: unknown } | undefined;
  private wake: (() => void) | undefined;

  private changed(): void {
    const wake = this.wake;
    this.wake = undefined;
    wake?.();
  }

  private wait(): Promise<void> {
    return new Promise((resolve) => {
      const before = this.wake;
      this.wake = () => {
        before?.();
        resolve();
      };
    });
  }

  async push(chunk: Uint8Array): Promise<void> {
    while (this.chunk !== undefined && this.error === undefined) await this.wait();
    if (this.error !== undefined) throw this.error.cause;
    this.chunk = chunk;
    this.changed();
  }

  end(): void {
    this.ended = true;
    this.changed();
  }

  fail(cause: unknown): void {
    this.error ??= { cause };
    this.changed();
  }

  async *[Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    for (;;) {
      if (this.error !== undefined) throw this.error.cause;
      if (this.chunk !== undefined) {
        const chunk = this.chunk;
        this.chunk = undefined;
        this.changed();
        yield chunk;
      } else if (this.ended) return;
      else await this.wait();
    }
  }
}
