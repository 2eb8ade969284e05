import { readAscending } from '../../src/runs/words.ts';
import { sortByWord } from '../../src/stages/dedup/buckets.ts';
import { type Compared, lanesAt } from '../../src/stages/dedup/similarity.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { SHINGLES, type SignedPart, TOKENS } from './files.ts';
import type { Involved } from './involved.ts';

/**
 * Makes the loader of shingle sets (and tokens, where asked for) by rank: few requests, each over near documents. What
 * was loaded is valid until the next load. Memory beside the words: 4 bytes a document, and 16 for each loaded one.
 */
export function createLoader(
  storage: Storage,
  parts: readonly SignedPart[],
  involved: Involved,
  withTokens: boolean,
): (ranks: Uint32Array) => Promise<(rank: number) => Compared> {
  const { documents, shingles, coarse, tokens, shingleStarts, tokenStarts } = involved;
  /** Place of a loaded rank among those asked for. */
  const places = new Uint32Array(involved.count);
  return async (ranks) => {
    ranks.forEach((rank, index) => {
      places[rank] = index;
    });
    const lanes = await read(ranks, SHINGLES, shingleStarts, 2, (rank) => shingles[rank]! + coarse[rank]!);
    const sequences = withTokens ? await read(ranks, TOKENS, tokenStarts, 1, (rank) => tokens[rank]!) : undefined;
    return (rank) => {
      const place = places[rank]!;
      const words = wordsAt(lanes, place);
      return {
        set: lanesAt(words, 0, shingles[rank]!),
        coarse: lanesAt(words, shingles[rank]! * 2, coarse[rank]!),
        ...(sequences !== undefined && { tokens: wordsAt(sequences, place) }),
      };
    };
  };

  /** Elements of so many words each of a file of every part, by the place of the rank. */
  async function read(
    ranks: Uint32Array,
    file: string,
    starts: Float64Array,
    words: number,
    sizeOf: (rank: number) => number,
  ): Promise<Loaded> {
    const offsets = new Uint32Array(ranks.length + 1);
    ranks.forEach((rank, index) => {
      offsets[index + 1] = offsets[index]! + sizeOf(rank) * words;
    });
    const held = new Int32Array(offsets[ranks.length]!);
    const order = sortByWord(
      ranks.map((_, index) => index),
      ranks.map((rank) => documents[rank]!),
    );
    const keys = parts.map(({ prefix }) => `${prefix}/${file}`);
    await readAscending(storage, ranges(), (place, found) => held.set(found, offsets[order[place]!]!));
    return { held, offsets };

    function* ranges() {
      let part = 0;
      for (const index of order) {
        const rank = ranks[index]!;
        while (part + 1 < parts.length && parts[part + 1]!.first <= documents[rank]!) part += 1;
        const start = starts[rank]! * words * 4;
        yield { key: keys[part]!, start, end: start + sizeOf(rank) * words * 4 };
      }
    }
  }
}

interface Loaded {
  held: Int32Array;
  offsets: Uint32Array;
}

const wordsAt = ({ held, offsets }: Loaded, place: number): Int32Array =>
  held.subarray(offsets[place]!, offsets[place + 1]!);
