import {
  POSTINGS,
  ROWS,
  SEGMENT,
  IDS as SEGMENT_IDS,
  SEGMENT_SHINGLES,
  type SegmentDescription,
} from '../../src/runs/collections/segment.ts';
import { createNumbers, createRowWriter, writePostings } from '../../src/runs/collections/segment-writer.ts';
import { readAttributes } from '../../src/runs/input.ts';
import { type JobWorker, outputPrefix } from '../../src/runs/job.ts';
import { type Output, writeOutput } from '../../src/runs/output.ts';
import { clustersFile } from '../../src/runs/part.ts';
import { readRanges, type Wanted } from '../../src/runs/words.ts';
import { entryKey, type KeyBatch } from '../../src/stages/dedup/collection/postings.ts';
import { idKey } from '../../src/stages/dedup/collection/rows.ts';
import { type DedupParameters, dedupParameters } from '../../src/stages/dedup/parameters.ts';
import { columns } from '../../src/stages/dedup/signature-file.ts';
import { SKETCH_WORDS } from '../../src/stages/dedup/sketch.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { openParts, readColumns, SHINGLES, type SignedPart, TOKENS } from './files.ts';
import { createKeyBatch, readKeys } from './keys.ts';

/** Makes the segment of a collection that holds the documents that a run keeps. */
export const makeSegment: JobWorker<'segment'> = async (job, { storage, signal, progress }) => {
  const parameters = dedupParameters.parse(job.parameters);
  const parts = await openParts(storage, job.signatures);
  const prefix = outputPrefix('clusters', job.clusters);
  await writeOutput(storage, outputPrefix('segment', job.key), job.key, async (output) => {
    const documents = await writeSegment(storage, output, {
      id: job.key,
      parts,
      corpusOf: (part) => job.corpora[part]!,
      parameters,
      async *keeps(index) {
        signal.throwIfAborted();
        for await (const batch of readAttributes(storage, prefix, clustersFile(index)))
          yield batch.map(({ verdict }) => verdict === 'keep');
        progress({ documents: 0, bytes: 0 });
      },
    });
    return { documents };
  });
};

/** Documents to make a segment of. */
export interface Kept {
  id: string;
  parts: readonly SignedPart[];
  /** Corpus of the document at a position of a part. */
  corpusOf(part: number, position: number): string;
  parameters: Pick<DedupParameters, 'bands' | 'editSimilarity'>;
  /** Whether each document of a part is kept, in the order of its ids. */
  keeps(part: number): AsyncIterable<boolean[]>;
}

const NONE = 0xffffffff;

/** Writes a segment's files into an output; returns its number of documents. */
export async function writeSegment(storage: Storage, output: Output, kept: Kept): Promise<number> {
  const { parts, parameters } = kept;
  const { bands } = parameters;
  const looked = parts.reduce((sum, part) => sum + part.looked, 0);
  /** Number over all parts → number in the segment. */
  const numbers = new Uint32Array(looked).fill(NONE);
  const corpora = createNumbers();
  const shingles = output.file(SEGMENT_SHINGLES);
  const rows = createRowWriter({ rows: output.file(ROWS), ids: output.file(SEGMENT_IDS) });
  const idKeys = new Uint32Array(looked * 2);
  let documents = 0;
  let shingled = 0;
  let start = 0;
  for (const [index, part] of parts.entries()) {
    const ids = zip(part.ids(), kept.keeps(index));
    let position = -1;
    let next: { id: string; keep: boolean } = { id: '', keep: false };
    const places = { shingles: 0, tokens: 0 };
    for await (const { first, columns: read } of readColumns(storage, part, bands, 0, columns.bands)) {
      const copied: Wanted[] = [];
      for (let i = 0; i < read[0]!.length; i++) {
        while (position < read[columns.index]![i]!) {
          next = (await ids.next()).value ?? next;
          position += 1;
        }
        const sizes = { shingles: read[columns.shingles]![i]!, coarse: read[columns.coarse]![i]!, tokens: 0 };
        const stored = read[columns.tokens]![i]!;
        const lanes = (sizes.shingles + sizes.coarse) * 2;
        if (parameters.editSimilarity !== null) sizes.tokens = stored;
        if (next.keep) {
          numbers[first + i] = documents;
          documents += 1;
          if (sizes.shingles > 0) shingled += 1;
          const word = (column: number, count: number): Uint32Array =>
            Uint32Array.from({ length: count }, (_, k) => read[column + k]![i]!);
          const row = {
            text: word(columns.text, 4),
            compact: word(columns.compact, SKETCH_WORDS),
            ...sizes,
            file: 0,
            start,
            corpus: corpora.numberOf(kept.corpusOf(index, position)),
          };
          if (rows.add(row, next.id)) await rows.flush();
          idKeys.set(idKey(next.id), (documents - 1) * 2);
          copied.push(range(`${part.prefix}/${SHINGLES}`, places.shingles, lanes));
          if (sizes.tokens > 0) copied.push(range(`${part.prefix}/${TOKENS}`, places.tokens, sizes.tokens));
          start += lanes + sizes.tokens;
        }
        places.shingles += lanes;
        places.tokens += stored;
      }
      await copyWords(storage, copied, shingles);
    }
  }
  const entries = [...new Array<number>(bands).fill(shingled), documents, documents];
  await writePostings(output.file(POSTINGS), entries, (column) =>
    column > bands
      ? keysOfIds(idKeys.subarray(0, documents * 2))
      : readKeys(storage, parts, { bands, column }, (document) =>
          numbers[document] === NONE ? undefined : numbers[document],
        ),
  );
  const description: SegmentDescription = {
    documents,
    entries,
    files: [{ id: kept.id, documents }],
    corpora: corpora.names,
    idBytes: await rows.finish(),
  };
  await output.file(SEGMENT).line(description);
  return documents;
}

const range = (key: string, word: number, words: number): Wanted => ({ key, start: word * 4, end: (word + words) * 4 });

/** Words copied at a time. */
const COPIED = 1 << 24;

async function copyWords(
  storage: Storage,
  wanted: readonly Wanted[],
  into: { write(bytes: Uint8Array): Promise<void> },
): Promise<void> {
  for (let from = 0; from < wanted.length; ) {
    let to = from;
    for (let words = 0; to < wanted.length && words < COPIED; to++) words += (wanted[to]!.end - wanted[to]!.start) / 4;
    for (const words of await readRanges(storage, wanted.slice(from, to)))
      await into.write(new Uint8Array(words.buffer, words.byteOffset, words.byteLength));
    from = to;
  }
}

/** Each document's id with whether it is kept. */
async function* zip(
  ids: AsyncIterable<string[]>,
  keeps: AsyncIterable<boolean[]>,
): AsyncGenerator<{ id: string; keep: boolean }> {
  const verdicts = keeps[Symbol.asyncIterator]();
  let batch: boolean[] = [];
  let at = 0;
  for await (const lines of ids)
    for (const line of lines) {
      while (at === batch.length) {
        const { done, value } = await verdicts.next();
        batch = done === true ? [false] : value;
        at = 0;
      }
      yield { id: JSON.parse(line) as string, keep: batch[at++]! };
    }
}

async function* keysOfIds(hashes: Uint32Array): AsyncIterable<KeyBatch> {
  const batch = createKeyBatch(hashes.length / 2);
  for (let i = 0; i < batch.high.length; i++) {
    batch.high[i] = hashes[i * 2]!;
    batch.key[i] = entryKey(hashes[i * 2]!, hashes[i * 2 + 1]!);
    batch.documents[i] = i;
  }
  yield batch;
}
