import { createGunzip } from 'node:zlib';
import type { Attributes, Document } from '../document.ts';
import { InputMissingError, OutputDamagedError } from '../errors.ts';
import type { Storage } from '../storage/storage.ts';
import { readDone } from './output.ts';
import { recentOf } from './recent.ts';

/** Output of gunzip per chunk: 128 KB is about twice as fast as the default 16 KB. */
const CHUNK = 1 << 17;

/**
 * Lines of a stored `.gz` file in batches, without their line ends.
 * Checks the number of lines against the output's `done.json`.
 */
export async function* readLines(storage: Storage, prefix: string, name: string): AsyncIterable<string[]> {
  const done = await readDone(storage, prefix);
  if (done === undefined) throw new InputMissingError(`${prefix}: expected a complete output, found no done.json`);
  const expected = done.files[name]?.lines;
  if (expected === undefined) throw new InputMissingError(`${prefix}: expected a file ${name}, found none`);
  let lines = 0;
  let rest: Buffer = Buffer.alloc(0);
  const source = await storage.get(`${prefix}/${name}`);
  const gunzip = createGunzip({ chunkSize: CHUNK });
  source.on('error', (error) => gunzip.destroy(error));
  try {
    for await (const chunk of source.pipe(gunzip)) {
      const bytes = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
      const last = bytes.lastIndexOf(10);
      if (last < 0) {
        rest = bytes;
        continue;
      }
      const batch = bytes.toString('utf8', 0, last).split('\n');
      rest = bytes.subarray(last + 1);
      lines += batch.length;
      yield batch;
    }
  } finally {
    source.destroy();
  }
  if (rest.length > 0 || lines !== expected)
    throw new OutputDamagedError(`${prefix}/${name}: expected ${expected} lines, found ${lines}`);
}

export async function* readDocuments(storage: Storage, key: string): AsyncIterable<readonly Document[]> {
  yield* readValues<Document>(storage, `outputs/extract/${key}`, 'documents.jsonl.gz');
}

/** Attributes lines of one stage over one part, in the order of its documents. */
export async function* readAttributes(
  storage: Storage,
  prefix: string,
  name = 'attributes.jsonl.gz',
): AsyncIterable<readonly Attributes[]> {
  yield* readValues<Attributes>(storage, prefix, name);
}

/** The lines' values: from memory where this process wrote the file a moment ago, else from storage. */
async function* readValues<Value>(storage: Storage, prefix: string, name: string): AsyncIterable<readonly Value[]> {
  const recent = recentOf(storage)?.get(`${prefix}/${name}`);
  // What was written under this name is of the type that is read under it.
  if (recent !== undefined) yield recent as readonly Value[];
  else for await (const batch of readLines(storage, prefix, name)) yield batch.map((line): Value => JSON.parse(line));
}

/** Where an attributes file is; `name` where it is not `attributes.jsonl.gz`. */
export interface AttributesFile {
  prefix: string;
  name?: string;
}

/** One document with what each of several attributes files says of it, in the files' order. */
export interface Judged {
  document: Document;
  attributes: Attributes[];
}

/**
 * Zips a part's documents with attributes files (`prefix` and file `name` of each).
 * Errors: `OutputDamagedError` where ids do not line up.
 */
export async function* readJudged(
  storage: Storage,
  documents: string,
  files: readonly AttributesFile[],
): AsyncIterable<Judged> {
  const zipped = zipAttributes(storage, files);
  try {
    for await (const batch of readDocuments(storage, documents))
      for (const document of batch) yield { document, attributes: await zipped.next(document.id) };
  } finally {
    await zipped.close();
  }
}

/**
 * What each of several attributes files says of a part's documents, without the documents.
 * Errors: `OutputDamagedError` where ids do not line up.
 */
export async function* readVerdicts(
  storage: Storage,
  [first, ...others]: readonly AttributesFile[],
): AsyncIterable<readonly Attributes[]> {
  if (first === undefined) return;
  const zipped = zipAttributes(storage, others);
  try {
    for await (const batch of readAttributes(storage, first.prefix, first.name))
      for (const attributes of batch) yield [attributes, ...(await zipped.next(attributes.id))];
  } finally {
    await zipped.close();
  }
}

/** Reads attributes files side by side. */
function zipAttributes(storage: Storage, files: readonly AttributesFile[]) {
  const cursors = files.map((file) => ({ file, next: cursor(readAttributes(storage, file.prefix, file.name)) }));
  return {
    async next(id: string): Promise<Attributes[]> {
      const attributes: Attributes[] = [];
      for (const { file, next } of cursors) {
        let found = next.take();
        if (found === undefined && (await next.fill())) found = next.take();
        if (found?.id !== id)
          throw new OutputDamagedError(`${file.prefix}: expected attributes of ${id}, found ${found?.id}`);
        attributes.push(found);
      }
      return attributes;
    },
    async close(): Promise<void> {
      for (const { next } of cursors) await next.close();
    },
  };
}

function cursor<T>(batches: AsyncIterable<readonly T[]>) {
  const iterator = batches[Symbol.asyncIterator]();
  let batch: readonly T[] = [];
  let position = 0;
  return {
    take: (): T | undefined => batch[position++],
    async fill(): Promise<boolean> {
      const result = await iterator.next();
      batch = result.done === true ? [] : result.value;
      position = 0;
      return result.done !== true;
    },
    close: async (): Promise<void> => {
      await iterator.return?.();
    },
  };
}
