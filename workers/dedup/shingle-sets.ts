import { readRanges, signedWords } from '../../src/runs/words.ts';
import { type Compared, lanesAt } from '../../src/stages/dedup/similarity.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { SHINGLES, type SignedPart, TOKENS } from './files.ts';
import type { Involved } from './involved.ts';

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
    const found = await readRanges(
      storage,
      Array.from(ranks, (rank) => {
        const [start, bytes] = place(rank);
        const { prefix } = partOf(parts, involved.documents[rank]!);
        return { key: `${prefix}/${file}`, start, end: start + bytes };
      }),
    );
    return new Map(Array.from(ranks, (rank, index) => [rank, signedWords(found[index]!)]));
  }
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
