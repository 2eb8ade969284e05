import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Decompress } from 'fzstd';
import { type Document, documentSchema } from '../document.ts';

const CHUNK = 1 << 17;
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

/** Bytes of a file, decompressed where its content is gzip or zstd. */
export async function openLines(path: string): Promise<AsyncIterable<Buffer>> {
  const source = createReadStream(path, { highWaterMark: 1 << 20 });
  const first = await magic(path);
  const decoder =
    (first & 0xffff) === 0x8b1f
      ? createGunzip({ chunkSize: CHUNK })
      : first === 0xfd2fb528
        ? zstdDecompress()
        : undefined;
  if (decoder === undefined) return source;
  source.on('error', (error) => decoder.destroy(error));
  return source.pipe(decoder);
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
    if (restBytes <= MAX_LINE) rest.push(chunk.subarray(from));
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
