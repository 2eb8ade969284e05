import { type JobWorker, outputPrefix } from '../../src/runs/job.ts';
import { writeOutput } from '../../src/runs/output.ts';
import { readWords } from '../../src/runs/words.ts';
import { sortByWord } from '../../src/stages/dedup/buckets.ts';
import { type DedupParameters, dedupParameters } from '../../src/stages/dedup/parameters.ts';
import { columns } from '../../src/stages/dedup/signature-file.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { createWordWriter, openInput, openParts, readColumns, type SignedPart } from './files.ts';
import { type Ids, loadIds } from './ids.ts';

/** File of a ranks output: numbers of all documents that were looked at, the most preferred first. */
export const RANKS = 'ranks.bin';

/** Puts the documents of all parts in order of preference. */
export const rankDocuments: JobWorker<'ranks'> = async (job, { storage, signal, progress }) => {
  const parts = await openParts(storage, job.signatures);
  const order = await orderByPreference(storage, parts, dedupParameters.parse(job.parameters));
  signal.throwIfAborted();
  await writeOutput(storage, outputPrefix(job.kind, job.key), job.key, async (output) => {
    const writer = createWordWriter(output.file(RANKS));
    if (writer.write(order, order.length)) await writer.drain();
    await writer.finish();
    progress({ documents: order.length, bytes: 0 });
    return { documents: order.length };
  });
};

/** Numbers of all documents, the most preferred first, in pieces. */
export type Preference = () => AsyncIterable<Uint32Array> | Iterable<Uint32Array>;

const PIECE = 1 << 22;

/** The order of a finished ranks output; without one that of input. */
export async function openPreference(
  storage: Storage,
  key: string | null,
  parts: readonly SignedPart[],
): Promise<Preference> {
  if (key === null) return orderOfInput(parts);
  const { prefix, counts } = await openInput(storage, 'ranks', key);
  const bytes = (counts['documents'] ?? 0) * 4;
  return async function* () {
    for (let start = 0; start < bytes; start += PIECE)
      yield await readWords(storage, `${prefix}/${RANKS}`, { start, end: Math.min(start + PIECE, bytes) });
  };
}

export const orderOfInput = (parts: readonly SignedPart[]): Preference =>
  function* () {
    for (const { first, looked } of parts) yield Uint32Array.from({ length: looked }, (_, index) => first + index);
  };

/**
 * Orders documents by the survivor policy. Equal ids fall back on the order of input. By radix: a comparison of each pair
 * would cost four times the memory and the time. Memory: 16 bytes a document and its id.
 */
export async function orderByPreference(
  storage: Storage,
  parts: readonly SignedPart[],
  { bands, survivor }: Pick<DedupParameters, 'bands' | 'survivor'>,
): Promise<Uint32Array> {
  const looked = parts.reduce((sum, part) => sum + part.looked, 0);
  const length = new Uint32Array(looked);
  const quality = new Uint32Array(looked);
  for (const part of parts)
    for await (const { first, columns: read } of readColumns(storage, part, bands, columns.length, columns.tokens)) {
      length.set(descendingIntegers(read[0]!), first);
      quality.set(descendingFloats(read[1]!), first);
    }
  let order = Uint32Array.from({ length: looked }, (_, document) => document);
  if (survivor === 'first') return order;
  order = sortByWord(order, length);
  const byQuality = survivor === 'best';
  if (byQuality) order = sortByWord(order, quality);
  const equal = (a: number, b: number): boolean => length[a] === length[b] && (!byQuality || quality[a] === quality[b]);
  sortTies(order, equal, await loadIds(storage, parts, bands));
  return order;
}

function sortTies(order: Uint32Array, equal: (a: number, b: number) => boolean, ids: Ids): void {
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && equal(order[start]!, order[end]!)) end += 1;
    if (end - start > 1) order.subarray(start, end).sort((a, b) => ids.compare(a, b) || a - b);
    start = end;
  }
}

/** Words whose ascending order is the descending order of the numbers. */
const descendingIntegers = (numbers: Uint32Array): Uint32Array => numbers.map((number) => ~number);

/** Likewise of the 32-bit floats that the words hold: the sign bit turned, of negative ones all bits. */
function descendingFloats(words: Uint32Array): Uint32Array {
  // Adding zero makes one zero of both.
  const numbers = new Float32Array(words.buffer, words.byteOffset, words.length).map((number) => number + 0);
  const bits = new Uint32Array(numbers.buffer);
  return bits.map((word) => ~(word >>> 31 === 0 ? word | 0x80000000 : ~word));
}
