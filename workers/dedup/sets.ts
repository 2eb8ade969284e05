import { z } from 'zod';
import { readLines } from '../../src/runs/input.ts';
import { type JobWorker, outputPrefix } from '../../src/runs/job.ts';
import { writeOutput } from '../../src/runs/output.ts';
import { readWords } from '../../src/runs/words.ts';
import { sortByWord } from '../../src/stages/dedup/buckets.ts';
import { type DedupParameters, dedupParameters } from '../../src/stages/dedup/parameters.ts';
import { SKETCH_WORDS } from '../../src/stages/dedup/sketch.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { PLACES, readShared, type Shared } from './components.ts';
import { createWordWriter, openInput, openParts, SHINGLES, type SignedPart, type Sink, TOKENS } from './files.ts';
import { createInvolved, type Involved, loadInvolved, NOT_INVOLVED } from './involved.ts';
import { createLaneReader, createTokenReader } from './shingle-sets.ts';

/**
 * File of a sets output: `ROW` words for each document of the part that has a place, share by share: place, number over
 * all parts, shingles, those of the coarse reading, tokens, compact sketch. Shingles and tokens follow in the same order
 * in files named and laid out as a signature output's.
 */
export const ROWS = 'rows.bin';
const ROW = 5 + SKETCH_WORDS;
/** File of a sets output with what `SetStarts` is. */
const STARTS = 'starts.jsonl.gz';

/** Documents, shingles and tokens before each share, and in all. */
const startsSchema = z.object({
  documents: z.array(z.int()),
  shingles: z.array(z.int()),
  tokens: z.array(z.int()),
});
export type SetStarts = z.infer<typeof startsSchema>;

/** Words of shingles held at a time. */
const HELD = 1 << 25;

/** Brings the shingle sets of a part's candidates together by share, so that a compare job reads one range of each part. */
export const gatherSets: JobWorker<'sets'> = async (job, { storage, signal, progress }) => {
  const parameters = dedupParameters.parse(job.parameters);
  const { prefix } = await openInput(storage, 'components', job.components);
  const shared = await readShared(storage, prefix);
  const [part] = await openParts(storage, [job.signature]);
  if (part === undefined) throw new RangeError('a sets job has one part');
  const first = shared.firsts[job.index] ?? 0;
  const places = await readWords(storage, `${prefix}/${PLACES}`, { start: first * 4, end: (first + part.looked) * 4 });
  await writeOutput(storage, outputPrefix(job.kind, job.key), job.key, async (output) => {
    const files = {
      rows: output.file(ROWS),
      shingles: output.file(SHINGLES),
      tokens: parameters.editSimilarity === null ? undefined : output.file(TOKENS),
    };
    const starts = await gatherPart(storage, { part, first, places, starts: shared.starts }, parameters, files, signal);
    await output.file(STARTS).line(starts);
    const documents = starts.documents.at(-1) ?? 0;
    progress({ documents, bytes: 0 });
    return { documents };
  });
};

/** Where a finished sets output has what. */
export async function readStarts(storage: Storage, prefix: string): Promise<SetStarts> {
  for await (const [line] of readLines(storage, prefix, STARTS))
    if (line !== undefined) return startsSchema.parse(JSON.parse(line));
  return { documents: [0], shingles: [0], tokens: [0] };
}

/** A part whose sets are gathered. */
interface Gathered {
  part: SignedPart;
  /** Number of its first document over all parts. */
  first: number;
  /** Places of its documents. */
  places: Uint32Array;
  /** First places of the shares, and their number in all. */
  starts: Shared['starts'];
}

/** Writes rows, shingles and tokens of one part in order of the shares, inside one in order of the documents. */
export async function gatherPart(
  storage: Storage,
  { part, first, places, starts }: Gathered,
  parameters: DedupParameters,
  files: { rows: Sink; shingles: Sink; tokens: Sink | undefined },
  signal: AbortSignal,
): Promise<SetStarts> {
  const own = { ...part, first: 0 };
  const { order, before } = orderByShare(places, starts);
  const rankOf = new Uint32Array(places.length).fill(NOT_INVOLVED);
  order.forEach((document, rank) => {
    rankOf[document] = rank;
  });
  const involved = await loadInvolved(storage, [own], { count: order.length, rankOf, documents: order }, parameters);
  const { shingles, coarse, tokens, compact } = involved;
  const rows = createWordWriter(files.rows);
  const row = new Uint32Array(ROW);
  const found: SetStarts = { documents: before, shingles: [0], tokens: [0] };
  const total = { shingles: 0, tokens: 0 };
  for (let share = 0; share + 1 < before.length; share++) {
    for (let rank = before[share]!; rank < before[share + 1]!; rank++) {
      const document = order[rank]!;
      row.set([places[document]!, first + document, shingles[rank]!, coarse[rank]!, tokens[rank]!]);
      row.set(compact.subarray(rank * SKETCH_WORDS, (rank + 1) * SKETCH_WORDS), ROW - SKETCH_WORDS);
      if (rows.write(row, ROW)) await rows.drain();
      total.shingles += shingles[rank]! + coarse[rank]!;
      total.tokens += tokens[rank]!;
    }
    found.shingles.push(total.shingles);
    found.tokens.push(total.tokens);
  }
  await rows.finish();
  const readLanes = createLaneReader(storage, [own], involved);
  const readTokens = createTokenReader(storage, [own], involved);
  const lanes = createWordWriter(files.shingles);
  const sequences = files.tokens === undefined ? undefined : createWordWriter(files.tokens);
  for (let from = 0; from < order.length; ) {
    signal.throwIfAborted();
    let to = from;
    for (let words = 0; to < order.length && (words < HELD || to === from); to++)
      words += 2 * (shingles[to]! + coarse[to]!);
    const ranks = Uint32Array.from({ length: to - from }, (_, index) => from + index);
    const { held } = await readLanes(ranks);
    lanes.write(held, held.length);
    await lanes.drain();
    if (sequences !== undefined) {
      const read = await readTokens(ranks);
      sequences.write(read.held, read.held.length);
      await sequences.drain();
    }
    from = to;
  }
  await lanes.finish();
  await sequences?.finish();
  return found;
}

/** Documents that have a place in order of their shares, and how many there are before each share and in all. */
function orderByShare(
  places: Uint32Array,
  starts: readonly number[],
): { order: Uint32Array<ArrayBuffer>; before: number[] } {
  const documents = new Uint32Array(places.length);
  const shares = new Uint32Array(places.length);
  const before = new Array<number>(starts.length).fill(0);
  let count = 0;
  const ascending = sortByWord(Uint32Array.from(places.keys()), places);
  let share = 0;
  for (const document of ascending) {
    const place = places[document]!;
    if (place === NOT_INVOLVED) break;
    while (place >= starts[share + 1]!) share += 1;
    shares[document] = share;
    before[share + 1]! += 1;
  }
  for (let document = 0; document < places.length; document++)
    if (places[document] !== NOT_INVOLVED) documents[count++] = document;
  for (let at = 1; at < before.length; at++) before[at]! += before[at - 1]!;
  return { order: sortByWord(documents.slice(0, count), shares), before };
}

/** Where a part's sets of all shares lie. */
export interface GatheredSets {
  prefix: string;
  /** Number of its first document over all parts. */
  first: number;
  starts: SetStarts;
}

/** Loads what is needed to compare the documents of a share, by place less the share's first. */
export async function loadShare(
  storage: Storage,
  sets: readonly GatheredSets[],
  { starts }: Pick<Shared, 'starts'>,
  share: number,
): Promise<Omit<Involved, 'rankOf'>> {
  const first = starts[share]!;
  const count = starts[share + 1]! - first;
  const involved = createInvolved({ count, documents: new Uint32Array(count) });
  for (const { prefix, starts: own } of sets) {
    const range = { start: own.documents[share]! * ROW * 4, end: own.documents[share + 1]! * ROW * 4 };
    if (range.start === range.end) continue;
    let shingleStart = own.shingles[share]!;
    let tokenStart = own.tokens[share]!;
    const rows = await readWords(storage, `${prefix}/${ROWS}`, range);
    for (let at = 0; at < rows.length; at += ROW) {
      const rank = rows[at]! - first;
      involved.documents[rank] = rows[at + 1]!;
      involved.shingles[rank] = rows[at + 2]!;
      involved.coarse[rank] = rows[at + 3]!;
      involved.tokens[rank] = rows[at + 4]!;
      involved.shingleStarts[rank] = shingleStart;
      involved.tokenStarts[rank] = tokenStart;
      involved.compact.set(rows.subarray(at + ROW - SKETCH_WORDS, at + ROW), rank * SKETCH_WORDS);
      shingleStart += rows[at + 2]! + rows[at + 3]!;
      tokenStart += rows[at + 4]!;
    }
  }
  return involved;
}
