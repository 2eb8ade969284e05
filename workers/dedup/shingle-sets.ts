import type { ShingleSet } from '../../src/stages/dedup/shingle.ts';
import type { Compared } from '../../src/stages/dedup/similarity.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { readWords, SHINGLES, type SignedPart, TOKENS } from './files.ts';
import type { Involved } from './involved.ts';

/** A request costs about as much as reading this many bytes more. */
const GAP = 1 << 17;
const PIECE = 1 << 24;
/** Requests under way at a time. */
const REQUESTS = 8;

/** Half-open range of bytes of one part's file, and where its words go. */
interface Wanted {
  key: string;
  start: number;
  end: number;
  document: number;
}

/** Makes the loader of shingle sets (and tokens, where asked for) by rank: few requests, each over near documents. */
export function createLoader(
  storage: Storage,
  parts: readonly SignedPart[],
  involved: Involved,
  withTokens: boolean,
): (ranks: Uint32Array) => Promise<(rank: number) => Compared> {
  return async (ranks) => {
    const { shingleStarts, shingles, coarse } = involved;
    const words = await read(ranks, SHINGLES, (rank) => [
      shingleStarts[rank]! * 8,
      (shingles[rank]! + coarse[rank]!) * 8,
    ]);
    const tokens = withTokens
      ? await read(ranks, TOKENS, (rank) => [involved.tokenStarts[rank]! * 4, involved.tokens[rank]! * 4])
      : undefined;
    return (rank) => {
      const lanes = words.get(rank) ?? new Int32Array(0);
      const sequence = tokens?.get(rank);
      return {
        set: lanesAt(lanes, 0, shingles[rank]!),
        coarse: lanesAt(lanes, shingles[rank]! * 2, coarse[rank]!),
        ...(sequence !== undefined && { tokens: sequence }),
      };
    };
  };

  async function read(
    ranks: Uint32Array,
    file: string,
    place: (rank: number) => [start: number, bytes: number],
  ): Promise<Map<number, Int32Array>> {
    const wanted = Array.from(ranks, (rank): Wanted => {
      const [start, bytes] = place(rank);
      const part = partOf(parts, involved.documents[rank]!);
      return { key: `${part.prefix}/${file}`, start, end: start + bytes, document: rank };
    });
    const found = new Map<number, Int32Array>();
    const runs = joined(wanted);
    const next = runs[Symbol.iterator]();
    const work = async (): Promise<void> => {
      for (const run of next) {
        const first = run[0]!;
        const words = await readWords(storage, first.key, { start: first.start, end: run.at(-1)!.end });
        for (const { document, start, end } of run)
          found.set(document, new Int32Array(words.buffer, start - first.start, (end - start) / 4).slice());
      }
    };
    await Promise.all(Array.from({ length: REQUESTS }, work));
    return found;
  }
}

const lanesAt = (words: Int32Array, at: number, count: number): ShingleSet => ({
  lane1: words.subarray(at, at + count),
  lane2: words.subarray(at + count, at + 2 * count),
  count,
});

/** Runs of ranges that one request reads. */
function joined(wanted: Wanted[]): Wanted[][] {
  const runs: Wanted[][] = [];
  wanted.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.start - b.start));
  for (const range of wanted) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    const near = last?.key === range.key && range.start - last.end <= GAP && range.end - run![0]!.start <= PIECE;
    if (run !== undefined && near) run.push(range);
    else runs.push([range]);
  }
  return runs;
}

/** The part that holds a document, by its number over all parts. */
function partOf(parts: readonly SignedPart[], document: number): SignedPart {
  let low = 0;
  let high = parts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (parts[middle]!.first <= document) low = middle;
    else high = middle - 1;
  }
  return parts[low]!;
}
