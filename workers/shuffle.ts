import { gunzipSync } from 'node:zlib';
import type { Document } from '../src/document.ts';
import { OutputDamagedError } from '../src/errors.ts';
import { readLines } from '../src/runs/input.ts';
import { type JobWorker, outputPrefix } from '../src/runs/job.ts';
import { type Output, type OutputFile, writeOutput } from '../src/runs/output.ts';
import { exportParameters } from '../src/stages/export/parameters.ts';
import { PLACE_LENGTH, placeShare, shufflePlace } from '../src/stages/export/select.ts';
import { readRange, type Storage } from '../src/storage/storage.ts';

/**
 * A shuffle in two steps with bounded memory, whatever the size of the dataset. Each copy of a document has a place in
 * the order, from seed, id and number of the copy alone. `export` cuts a part into one piece for each shard, by place;
 * a `shuffle` job reads a shard's pieces of all parts and writes them in order, in as many passes as memory asks for.
 */

/** Lines with their places, one gzip member a piece, and where each piece is: `[shard, start, end, bytes]`. */
const PIECES = 'pieces.jsonl.gz';
const INDEX = 'index.jsonl.gz';
type IndexLine = [shard: number, start: number, end: number, bytes: number];

/** Characters of one part that wait to be written; then every shard gets a piece. */
const WAITING = 1 << 25;
/** Bytes of one shard that are in memory at a time. */
const PASS_BYTES = 1 << 26;

/** Writes a part's documents as pieces of a shuffled dataset. */
export function createPieces(output: Output, seed: number, shards: number) {
  const file = output.file(PIECES);
  const index = output.file(INDEX);
  let waiting: string[][] = Array.from({ length: shards }, () => []);
  let characters = 0;
  const flush = async (): Promise<void> => {
    let start = await file.cut();
    for (const [shard, lines] of waiting.entries()) {
      if (lines.length === 0) continue;
      const piece = Buffer.from(lines.join(''));
      await file.write(piece);
      const end = await file.cut();
      await index.line([shard, start, end, piece.length] satisfies IndexLine);
      start = end;
    }
    waiting = Array.from({ length: shards }, () => []);
    characters = 0;
  };
  return {
    async add(document: Document, copies: number): Promise<void> {
      const json = JSON.stringify(document);
      for (let copy = 0; copy < copies; copy++) {
        const place = shufflePlace(seed, document.id, copy);
        waiting[Math.floor(placeShare(place) * shards)]!.push(`${place}${json}\n`);
        characters += json.length;
        if (characters >= WAITING) await flush();
      }
    },
    end: flush,
  };
}

/** Puts together one shard of a shuffled dataset. */
export const shuffleShard: JobWorker<'shuffle'> = (job, context) => shuffleInPasses(job, context, PASS_BYTES);

/** `passBytes`: bytes of documents held at a time; a single larger document is held whole. */
export async function shuffleInPasses(
  job: Parameters<typeof shuffleShard>[0],
  { storage, signal, progress }: Parameters<typeof shuffleShard>[1],
  passBytes: number,
): Promise<void> {
  const { compression } = exportParameters.parse(job.parameters);
  const pieces: { prefix: string; line: IndexLine }[] = [];
  for (const key of job.exports) {
    const prefix = outputPrefix('export', key);
    for await (const lines of readLines(storage, prefix, INDEX))
      for (const text of lines) {
        const line: IndexLine = JSON.parse(text);
        if (line[0] === job.index) pieces.push({ prefix, line });
      }
  }
  const bytes = pieces.reduce((sum, { line }) => sum + line[3], 0);
  const passes = Math.max(1, Math.ceil(bytes / passBytes));
  await writeOutput(storage, outputPrefix('shuffle', job.key), job.key, async (output) => {
    const shard = output.file(`shard.jsonl.${compression}`);
    let documents = 0;
    for (let pass = 0; pass < passes; pass++) {
      const lines: Buffer[] = [];
      for (const { prefix, line } of pieces) {
        for (const found of await readPiece(storage, prefix, line)) {
          const within = placeShare(found.toString('latin1', 0, PLACE_LENGTH)) * job.shards - job.index;
          // A copy: a view would keep the whole piece in memory.
          if (Math.floor(within * passes) === pass) lines.push(Buffer.from(found));
        }
        signal.throwIfAborted();
      }
      await writeSorted(shard, lines);
      documents += lines.length;
      progress({ documents, bytes: Math.round((bytes * (pass + 1)) / passes) });
    }
    return { documents };
  });
}

async function writeSorted(shard: OutputFile, lines: Buffer[]): Promise<void> {
  lines.sort(Buffer.compare);
  for (const line of lines) await shard.jsonLine(line.subarray(PLACE_LENGTH));
}

/** Lines of a piece, without their ends; views into one buffer. Errors: `OutputDamagedError`. */
async function readPiece(storage: Storage, prefix: string, [, start, end, bytes]: IndexLine): Promise<Buffer[]> {
  const piece = gunzipSync(await readRange(storage, `${prefix}/${PIECES}`, { start, end }));
  if (piece.length !== bytes)
    throw new OutputDamagedError(`${prefix}/${PIECES}: expected ${bytes} bytes at ${start}, found ${piece.length}`);
  const lines: Buffer[] = [];
  for (let from = 0, to = piece.indexOf(10); to >= 0; from = to + 1, to = piece.indexOf(10, from))
    lines.push(piece.subarray(from, to));
  return lines;
}
