import { readAscending } from '../../src/runs/words.ts';
import { sortByWord } from '../../src/stages/dedup/buckets.ts';
import { type Compared, lanesAt } from '../../src/stages/dedup/similarity.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { SHINGLES, type SignedPart, TOKENS } from './files.ts';
import type { Involved } from './involved.ts';

/** Where shingle sets and tokens lie: in files of parts, each from the number of its first document on. */
type Part = Pick<SignedPart, 'prefix' | 'first'>;

/** Which sets there are, by rank. */
type Sets = Omit<Involved, 'rankOf' | 'compact'>;

/** Words of documents, one after the other in the order in which they were asked for. */
export interface Loaded {
  held: Int32Array;
  /** Where each begins, and where the last ends. */
  offsets: Uint32Array;
}

/** Makes the loader of both lanes of shingles by rank, those of the coarse reading behind the others. */
export const createLaneReader = (storage: Storage, parts: readonly Part[], sets: Sets) =>
  createReader(
    storage,
    parts,
    sets,
    SHINGLES,
    sets.shingleStarts,
    2,
    (rank) => sets.shingles[rank]! + sets.coarse[rank]!,
  );

/** Makes the loader of tokens by rank. */
export const createTokenReader = (storage: Storage, parts: readonly Part[], sets: Sets) =>
  createReader(storage, parts, sets, TOKENS, sets.tokenStarts, 1, (rank) => sets.tokens[rank]!);

/** Elements of so many words each of a file of every part: few requests, each over near documents. */
function createReader(
  storage: Storage,
  parts: readonly Part[],
  { documents }: Sets,
  file: string,
  starts: Float64Array,
  words: number,
  sizeOf: (rank: number) => number,
): (ranks: Uint32Array<ArrayBuffer>) => Promise<Loaded> {
  const keys = parts.map(({ prefix }) => `${prefix}/${file}`);
  return async (ranks) => {
    const offsets = new Uint32Array(ranks.length + 1);
    ranks.forEach((rank, index) => {
      offsets[index + 1] = offsets[index]! + sizeOf(rank) * words;
    });
    const held = new Int32Array(offsets[ranks.length]!);
    const order = sortByWord(
      ranks.map((_, index) => index),
      ranks.map((rank) => documents[rank]!),
    );
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
  };
}

/**
 * Makes the loader of shingle sets (and tokens, where asked for) by rank. What was loaded is valid until the next load.
 * Memory beside the words: 4 bytes a document, and 16 for each loaded one.
 */
export function createLoader(
  storage: Storage,
  parts: readonly Part[],
  sets: Sets,
  withTokens: boolean,
): (ranks: Uint32Array<ArrayBuffer>) => Promise<(rank: number) => Compared> {
  const { shingles, coarse } = sets;
  /** Place of a loaded rank among those asked for. */
  const places = new Uint32Array(sets.count);
  const readLanes = createLaneReader(storage, parts, sets);
  const readTokens = withTokens ? createTokenReader(storage, parts, sets) : undefined;
  return async (ranks) => {
    ranks.forEach((rank, index) => {
      places[rank] = index;
    });
    const lanes = await readLanes(ranks);
    const tokens = await readTokens?.(ranks);
    return (rank) => {
      const place = places[rank]!;
      const words = wordsAt(lanes, place);
      return {
        set: lanesAt(words, 0, shingles[rank]!),
        coarse: lanesAt(words, shingles[rank]! * 2, coarse[rank]!),
        ...(tokens !== undefined && { tokens: wordsAt(tokens, place) }),
      };
    };
  };
}

const wordsAt = ({ held, offsets }: Loaded, place: number): Int32Array =>
  held.subarray(offsets[place]!, offsets[place + 1]!);
