import type { DedupParameters } from '../../src/stages/dedup/parameters.ts';
import { columns } from '../../src/stages/dedup/signature-file.ts';
import { SKETCH_WORDS } from '../../src/stages/dedup/sketch.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { readColumns, type SignedPart } from './files.ts';
import type { Preference } from './ranks.ts';

/** The documents that are in some group, in order of preference: of all others nothing is held but `rankOf`. */
export interface Ranks {
  count: number;
  /** Number over all parts → place in that order, or `NOT_INVOLVED`. */
  rankOf: Uint32Array;
  /** Rank → number over all parts. */
  documents: Uint32Array;
}

/** With what is needed to compare them, by rank. */
export interface Involved extends Ranks {
  shingles: Uint32Array;
  /** Shingles of the coarse reading, which follow the others in the shingles file. */
  coarse: Uint32Array;
  tokens: Uint32Array;
  /** First shingle of the document in its part's shingles file; likewise first token. */
  shingleStarts: Float64Array;
  tokenStarts: Float64Array;
  compact: Uint32Array;
}

export const NOT_INVOLVED = 0xffffffff;

/** Ranks the documents marked in `marks`. */
export async function rankMarked(marks: Uint8Array, preference: Preference): Promise<Ranks> {
  const count = marks.reduce((sum, mark) => sum + mark, 0);
  const rankOf = new Uint32Array(marks.length).fill(NOT_INVOLVED);
  const documents = new Uint32Array(count);
  let rank = 0;
  for await (const piece of preference())
    for (const document of piece) {
      if (marks[document] !== 1) continue;
      rankOf[document] = rank;
      documents[rank++] = document;
    }
  return { count, rankOf, documents };
}

/** Loads what is needed to compare ranked documents. Memory: 64 bytes each. */
export async function loadInvolved(
  storage: Storage,
  parts: readonly SignedPart[],
  ranks: Ranks,
  { bands }: Pick<DedupParameters, 'bands'>,
): Promise<Involved> {
  const { rankOf } = ranks;
  const involved = createInvolved(ranks);
  for (const part of parts) {
    let shingleStart = 0;
    let tokenStart = 0;
    for await (const { first, columns: read } of readColumns(storage, part, bands, columns.tokens, columns.bands)) {
      const [tokens, shingles, coarse] = [read[0]!, read[1]!, read[2]!];
      const compact = read.slice(columns.compact - columns.tokens);
      for (let i = 0; i < tokens.length; i++) {
        const rank = rankOf[first + i]!;
        if (rank !== NOT_INVOLVED) {
          involved.tokens[rank] = tokens[i]!;
          involved.shingles[rank] = shingles[i]!;
          involved.coarse[rank] = coarse[i]!;
          involved.shingleStarts[rank] = shingleStart;
          involved.tokenStarts[rank] = tokenStart;
          for (let word = 0; word < SKETCH_WORDS; word++)
            involved.compact[rank * SKETCH_WORDS + word] = compact[word]![i]!;
        }
        shingleStart += shingles[i]! + coarse[i]!;
        tokenStart += tokens[i]!;
      }
    }
  }
  return involved;
}

/** Ranked documents of which nothing is known yet. */
export const createInvolved = <Ranked extends Pick<Ranks, 'count' | 'documents'>>(
  ranks: Ranked,
): Ranked & Omit<Involved, 'rankOf'> => ({
  ...ranks,
  shingles: new Uint32Array(ranks.count),
  coarse: new Uint32Array(ranks.count),
  tokens: new Uint32Array(ranks.count),
  shingleStarts: new Float64Array(ranks.count),
  tokenStarts: new Float64Array(ranks.count),
  compact: new Uint32Array(ranks.count * SKETCH_WORDS),
});

/** Places of documents → the ranking of those that have one: place is rank. */
export function ranksOf(places: Uint32Array): Ranks {
  let count = 0;
  for (const place of places) if (place !== NOT_INVOLVED) count += 1;
  const documents = new Uint32Array(count);
  places.forEach((place, document) => {
    if (place !== NOT_INVOLVED) documents[place] = document;
  });
  return { count, rankOf: places, documents };
}
