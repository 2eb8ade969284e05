import { sortByWord } from '../../src/stages/dedup/buckets.ts';
import type { DedupParameters } from '../../src/stages/dedup/parameters.ts';
import { columns } from '../../src/stages/dedup/signature-file.ts';
import { SKETCH_WORDS } from '../../src/stages/dedup/sketch.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { readColumns, type SignedPart } from './files.ts';

/**
 * What the clusters job knows of the documents that are in some group, in order of preference: their rank is their
 * place in these arrays. All other documents stay, and nothing is held of them but `rankOf`.
 */
export interface Involved {
  count: number;
  /** Number over all parts → rank, or `NOT_INVOLVED`. */
  rankOf: Uint32Array;
  /** Rank → number over all parts. */
  documents: Uint32Array;
  shingles: Uint32Array;
  /** Shingles of the coarse reading, which follow the others in the shingles file. */
  coarse: Uint32Array;
  tokens: Uint32Array;
  /** First shingle of the document in its part's shingles file; likewise first token. */
  shingleStarts: Float64Array;
  tokenStarts: Float64Array;
  compact: Uint32Array;
  /** The four words of the text's hash. */
  text: Uint32Array[];
  id(rank: number): string;
}

export const NOT_INVOLVED = 0xffffffff;

/** 32-bit words of the hash of a text. */
const TEXT_WORDS = 4;

/**
 * Loads the documents marked in `marks` and ranks them by the survivor policy. `sets`: with what is needed to compare
 * them; else just what names them and ranks them is held, and the arrays of the rest are empty.
 */
export async function loadInvolved(
  storage: Storage,
  parts: readonly SignedPart[],
  marks: Uint8Array,
  { bands, survivor }: DedupParameters,
  holds: 'sets' | 'names' = 'sets',
): Promise<Involved> {
  const documents = numbersOf(marks);
  const count = documents.length;
  const held = holds === 'sets' ? count : 0;
  const unranked = {
    length: new Uint32Array(count),
    quality: new Float32Array(count),
    shingles: new Uint32Array(count),
    coarse: new Uint32Array(held),
    tokens: new Uint32Array(held),
    shingleStarts: new Float64Array(held),
    tokenStarts: new Float64Array(held),
    compact: new Uint32Array(held * SKETCH_WORDS),
    text: Array.from({ length: TEXT_WORDS }, () => new Uint32Array(held)),
  };
  const ids = createIds(count);
  let at = 0;
  for (const part of parts) {
    let shingleStart = 0;
    let tokenStart = 0;
    const from = at;
    const positions: number[] = [];
    for await (const { first, columns: read } of readColumns(storage, part, bands, 0, columns.bands)) {
      const quality = read[columns.quality]!;
      const scores = new Float32Array(quality.buffer, quality.byteOffset, quality.length);
      for (let i = 0; i < quality.length; i++) {
        const shingles = read[columns.shingles]![i]!;
        const coarse = read[columns.coarse]![i]!;
        const tokens = read[columns.tokens]![i]!;
        if (marks[first + i] === 1) {
          unranked.length[at] = read[columns.length]![i]!;
          unranked.quality[at] = scores[i]!;
          unranked.shingles[at] = shingles;
          if (held > 0) {
            unranked.coarse[at] = coarse;
            unranked.tokens[at] = tokens;
            unranked.shingleStarts[at] = shingleStart;
            unranked.tokenStarts[at] = tokenStart;
            for (let word = 0; word < SKETCH_WORDS; word++)
              unranked.compact[at * SKETCH_WORDS + word] = read[columns.compact + word]![i]!;
            for (let word = 0; word < TEXT_WORDS; word++) unranked.text[word]![at] = read[columns.text + word]![i]!;
          }
          positions.push(read[columns.index]![i]!);
          at += 1;
        }
        shingleStart += shingles + coarse;
        tokenStart += tokens;
      }
    }
    if (at > from) await readIds(part, positions, (id) => ids.push(id));
  }
  const order = rankOrder(unranked, ids, survivor);
  const ranked = order.subarray(0, held);
  const rankOf = new Uint32Array(marks.length).fill(NOT_INVOLVED);
  order.forEach((position, rank) => {
    rankOf[documents[position]!] = rank;
  });
  const compact = new Uint32Array(held * SKETCH_WORDS);
  for (let rank = 0; rank < held; rank++) {
    const from = order[rank]! * SKETCH_WORDS;
    compact.set(unranked.compact.subarray(from, from + SKETCH_WORDS), rank * SKETCH_WORDS);
  }
  return {
    count,
    rankOf,
    documents: order.map((position) => documents[position]!),
    shingles: order.map((position) => unranked.shingles[position]!),
    coarse: ranked.map((position) => unranked.coarse[position]!),
    tokens: ranked.map((position) => unranked.tokens[position]!),
    shingleStarts: Float64Array.from(ranked, (position) => unranked.shingleStarts[position]!),
    tokenStarts: Float64Array.from(ranked, (position) => unranked.tokenStarts[position]!),
    compact,
    text: unranked.text.map((words) => ranked.map((position) => words[position]!)),
    id: (rank) => ids.get(order[rank]!),
  };
}

function numbersOf(marks: Uint8Array): Uint32Array {
  const numbers = new Uint32Array(marks.reduce((sum, mark) => sum + mark, 0));
  let count = 0;
  for (let i = 0; i < marks.length; i++) if (marks[i] === 1) numbers[count++] = i;
  return numbers;
}

/** Hands on the ids of the part's documents at these ascending positions. */
async function readIds(part: SignedPart, positions: readonly number[], each: (id: string) => void): Promise<void> {
  let position = 0;
  let next = 0;
  for await (const batch of part.ids())
    for (const line of batch) {
      if (positions[next] === position) {
        each(JSON.parse(line) as string);
        next += 1;
      }
      position += 1;
    }
}

/** Ids as UTF-8 in one buffer: a third of what strings of their own would take. */
function createIds(count: number) {
  const starts = new Float64Array(count + 1);
  let bytes = Buffer.alloc(Math.max(1024, count * 28));
  let ids = 0;
  let end = 0;
  const range = (index: number): Buffer => bytes.subarray(starts[index]!, starts[index + 1]!);
  return {
    push(id: string): void {
      const size = Buffer.byteLength(id);
      if (end + size > bytes.length) bytes = Buffer.concat([bytes], Math.max(bytes.length * 2, end + size));
      bytes.write(id, end);
      end += size;
      ids += 1;
      starts[ids] = end;
    },
    get: (index: number): string => range(index).toString(),
    compare: (a: number, b: number): number => Buffer.compare(range(a), range(b)),
  };
}

/**
 * Positions in order of preference. Equal ids fall back on the order of input. By radix: a comparison of each pair would
 * cost four times the memory and the time.
 */
function rankOrder(
  { length, quality }: { length: Uint32Array; quality: Float32Array },
  ids: ReturnType<typeof createIds>,
  survivor: DedupParameters['survivor'],
): Uint32Array {
  let order = Uint32Array.from(length.keys());
  if (survivor === 'first') return order;
  order = sortByWord(
    order,
    length.map((value) => ~value),
  );
  if (survivor === 'best') order = sortByWord(order, descending(quality));
  const equal = (a: number, b: number): boolean =>
    length[a] === length[b] && (survivor === 'longest' || quality[a] === quality[b]);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && equal(order[start]!, order[end]!)) end += 1;
    if (end - start > 1) order.subarray(start, end).sort((a, b) => ids.compare(a, b) || a - b);
    start = end;
  }
  return order;
}

/** Words whose ascending order is the descending order of the numbers: the sign bit turned, of negative ones all bits. */
function descending(numbers: Float32Array): Uint32Array {
  // Adding zero makes one zero of both.
  const bits = new Uint32Array(numbers.map((number) => number + 0).buffer);
  return bits.map((word) => ~(word >>> 31 === 0 ? word | 0x80000000 : ~word));
}
