import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Decompress } from 'fzstd';
import { type Document, documentSchema } from '../document.ts';

const CHUNK = 1 << 17;
/** Bytes read at a time. */
const PIECE = 1 << 20;
/** Longest line that is looked at; a longer one is reported and passed over. */
export const MAX_LINE = 256 << 20;

/** A line of a documents file: a document, or what is wrong with it. */
export type DocumentLine = { document: Document } | { error: string; line: number };

/** Lines need a text; what is not there is filled in: `id` by file:line, `source` by the file's name. */
const lineSchema = documentSchema.extend({
  id: documentSchema.shape.id.optional(),
  source: documentSchema.shape.source.optional(),
});

async function magic(path: string): Promise<number> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead < 4 ? 0 : buffer.readUInt32LE(0);
  } finally {
    await file.close();
  }
}

/** zstd frames one after the other, in pure JavaScript: any Node version reads any file. */
function zstdDecompress(): Transform {
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      try {
        decompress.push(chunk);
        done();
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
  });
  const decompress = new Decompress((chunk) => stream.push(Buffer.from(chunk)));
  return stream;
}

/**
 * Bytes of a file, decompressed where its content is gzip or zstd. A chunk is valid until the next is asked for: one buffer
 * is read into again and again, so that no megabyte of it is collected as garbage.
 */
export async function openLines(path: string): Promise<AsyncIterable<Buffer>> {
  const first = await magic(path);
  const decoder =
    (first & 0xffff) === 0x8b1f
      ? createGunzip({ chunkSize: CHUNK })
      : first === 0xfd2fb528
        ? zstdDecompress()
        : undefined;
  if (decoder === undefined) return readPlain(path);
  const source = createReadStream(path, { highWaterMark: PIECE });
  source.on('error', (error) => decoder.destroy(error));
  return source.pipe(decoder);
}

async function* readPlain(path: string): AsyncIterable<Buffer> {
  const file = await open(path);
  const piece = Buffer.allocUnsafeSlow(PIECE);
  try {
    for (;;) {
      const { bytesRead } = await file.read(piece, 0, PIECE, null);
      if (bytesRead === 0) return;
      yield piece.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** Documents of a JSONL file (plain, gzip or zstd by content), in order; blank lines are passed over. */
export async function* readJsonl(path: string): AsyncIterable<DocumentLine> {
  let rest: Buffer[] = [];
  let restBytes = 0;
  let number = 0;
  for await (const chunk of await openLines(path)) {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      number += 1;
      yield* parseLine(Buffer.concat([...rest, chunk.subarray(from, end)]), path, number);
      rest = [];
      restBytes = 0;
      from = end + 1;
    }
    if (restBytes <= MAX_LINE) rest.push(Buffer.from(chunk.subarray(from)));
    restBytes += chunk.length - from;
  }
  if (restBytes > 0) yield* parseLine(Buffer.concat(rest), path, number + 1);
}

function* parseLine(bytes: Buffer, path: string, line: number): Iterable<DocumentLine> {
  if (bytes.length > MAX_LINE) {
    yield { error: `expected a line of at most ${MAX_LINE} bytes`, line };
    return;
  }
  const text = bytes.toString('utf8').trim();
  if (text === '') return;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    yield { error: `expected JSON: ${cause instanceof Error ? cause.message : String(cause)}`, line };
    return;
  }
  const parsed = lineSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    yield { error: `expected a document: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`, line };
    return;
  }
  const name = basename(path);
  yield { document: { ...parsed.data, id: parsed.data.id ?? `${name}:${line}`, source: parsed.data.source ?? name } };
}
