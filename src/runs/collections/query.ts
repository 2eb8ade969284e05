import { InputMissingError, NotFoundError } from '../../errors.ts';
import { bucketOf, entryKey } from '../../stages/dedup/collection/postings.ts';
import { type Row, readRow } from '../../stages/dedup/collection/rows.ts';
import { dedupStage } from '../../stages/dedup/dedup.ts';
import type { DedupParameters } from '../../stages/dedup/parameters.ts';
import type { ShingleSet } from '../../stages/dedup/shingle.ts';
import { type Compared, createComparer } from '../../stages/dedup/similarity.ts';
import { SKETCH_WORDS, type Sketcher } from '../../stages/dedup/sketch.ts';
import { readRanges } from '../words.ts';
import {
  entryRange,
  openSegment,
  readCompared,
  readNames,
  readRows,
  readStarts,
  type Segment,
  textColumn,
} from './segment.ts';
import { type CollectionPlace, lastNumber, readDescription, readState } from './state.ts';

/** One of a collection's documents near a text. */
export interface Nearest {
  id: string;
  corpus: string;
  /** Jaccard similarity of the whole shingle sets; 1 for equal texts too short for a shingle. */
  similarity: number;
  /** Whether the normalised texts are equal. */
  exact: boolean;
}

export interface QueryOptions {
  /** Most documents that are named. */
  limit: number;
  /** Least similarity that is named. */
  least: number;
}

export interface CollectionReader {
  /**
   * The nearest documents, most similar first; of equally similar ones the earliest. A document of similarity s is found
   * with probability 1 − (1 − s^rows)^bands.
   */
  query(text: string, options: QueryOptions): Promise<{ nearest: Nearest[]; candidates: number }>;
}

/** Candidates whose rows are read, those that share most bands first; of them those whose shingles are read. */
const ROWS_READ = 4096;
const COMPARED = 256;

interface Query extends Compared {
  bands: Uint32Array;
  text: Uint32Array;
  compact: Uint32Array;
}

interface Candidate {
  segment: Segment;
  /** Number in the segment. */
  document: number;
  shared: number;
}

/** Opens a collection for queries. What it holds is looked up at each query; tables of its segments stay in memory. */
export async function openReader(place: CollectionPlace): Promise<CollectionReader> {
  const { parameters } = await readDescription(place);
  const sketch = dedupStage.create(parameters, new Map());
  const comparer = createComparer();
  let number = -1;
  let segments: Segment[] = [];
  let tables = new Map<string, Promise<Uint32Array>>();

  const refresh = async (): Promise<void> => {
    if ((await lastNumber(place)) === number) return;
    const state = await readState(place);
    const opened: Segment[] = [];
    let first = 0;
    for (const ref of state.segments) {
      const known = segments.find(({ id }) => id === ref.id);
      opened.push(
        known === undefined
          ? await openSegment(place, ref, first)
          : { ...known, first, forgotten: new Set(ref.forgotten) },
      );
      first += ref.documents;
    }
    const names = new Set(opened.map(({ id }) => id));
    tables = new Map([...tables].filter(([name]) => names.has(name.slice(0, 32))));
    segments = opened;
    number = state.number;
  };
  const startsOf = (segment: Segment, column: number): Promise<Uint32Array> => {
    const name = `${segment.id}/${column}`;
    const known = tables.get(name) ?? readStarts(place, segment, column);
    tables.set(name, known);
    // A read that failed is tried again.
    known.catch(() => tables.delete(name));
    return known;
  };

  async function candidatesOf(segment: Segment, query: Query): Promise<Candidate[]> {
    const { bands } = parameters;
    const keys: { column: number; high: number; low: number }[] = [
      { column: textColumn(bands), high: query.text[0]!, low: query.text[1]! },
    ];
    if (query.set.count > 0)
      for (let band = 0; band < bands; band++)
        keys.push({ column: band, high: query.bands[band * 2]!, low: query.bands[band * 2 + 1]! });
    const buckets = await Promise.all(
      keys.map(async ({ column, high }) => {
        const starts = await startsOf(segment, column);
        const bucket = bucketOf(high, segment.places[column]!.bits);
        return entryRange(segment, column, starts[bucket]!, starts[bucket + 1]!);
      }),
    );
    const read = await readRanges(place.storage, buckets);
    const shared = new Map<number, number>();
    for (const [index, entries] of read.entries()) {
      const { high, low } = keys[index]!;
      const key = entryKey(high, low);
      for (let at = 0; at < entries.length; at += 2) {
        const document = entries[at + 1]!;
        if (entries[at] === key && !segment.forgotten.has(document))
          shared.set(document, (shared.get(document) ?? 0) + 1);
      }
    }
    return [...shared].map(([document, count]) => ({ segment, document, shared: count }));
  }

  async function search(query: Query, { limit, least }: QueryOptions) {
    const candidates = (await Promise.all(segments.map((segment) => candidatesOf(segment, query)))).flat();
    candidates.sort((a, b) => b.shared - a.shared || numberOf(a) - numberOf(b));
    const likely = (await rowsOf(place, candidates.slice(0, ROWS_READ)))
      .filter(({ row }) => query.set.count > 0 || equalTexts(row, query))
      .map((found) => ({ ...found, estimate: estimate(found.row, query) }))
      .sort((a, b) => b.estimate - a.estimate || numberOf(a) - numberOf(b))
      .slice(0, COMPARED);
    const compared = await readCompared(place, likely);
    comparer.hold(query);
    const near = likely
      .map((found, index) => {
        const exact = equalTexts(found.row, query);
        return { ...found, exact, similarity: exact ? 1 : comparer.similarity(compared[index]!) };
      })
      .filter(({ similarity }) => similarity >= least)
      .sort((a, b) => b.similarity - a.similarity || numberOf(a) - numberOf(b))
      .slice(0, limit);
    const nearest: Nearest[] = [];
    for (const { segment, row, similarity, exact } of near) {
      const [name] = await readNames(place, segment, [row]);
      nearest.push({ ...name!, similarity: Math.round(similarity * 1e6) / 1e6, exact });
    }
    return { nearest, candidates: candidates.length };
  }

  return {
    async query(text, options) {
      const query = queryOf(sketch, text, parameters);
      for (let again = true; ; again = false) {
        await refresh();
        try {
          return await search(query, options);
        } catch (error) {
          // A merge has replaced a segment, and its files are gone.
          if (!again || !(error instanceof NotFoundError || error instanceof InputMissingError)) throw error;
          number = -1;
        }
      }
    },
  };
}

const numberOf = ({ segment, document }: Candidate): number => segment.first + document;

const equalTexts = ({ text }: Pick<Row, 'text'>, query: Query): boolean =>
  text.every((word, index) => word === query.text[index]);

/** The sketch of a text, copied: the sketcher's arrays are valid until the next text. */
function queryOf(sketch: Sketcher, text: string, { bands }: DedupParameters): Query {
  const found = sketch(text);
  const copy = ({ lane1, lane2, count }: ShingleSet): ShingleSet => ({
    lane1: lane1.slice(0, count),
    lane2: lane2.slice(0, count),
    count,
  });
  return {
    set: copy(found.set),
    coarse: copy(found.coarse),
    bands: found.bands.slice(0, bands * 2),
    text: Uint32Array.from(found.text),
    compact: found.compact.slice(),
  };
}

/** Share of 64 four-bit MinHash values that agree; 2 for equal texts. */
function estimate(row: Row, query: Query): number {
  if (equalTexts(row, query)) return 2;
  let equal = 0;
  for (let word = 0; word < SKETCH_WORDS; word++)
    for (let shift = 0; shift < 32; shift += 4)
      if (((row.compact[word]! >>> shift) & 15) === ((query.compact[word]! >>> shift) & 15)) equal += 1;
  return equal / (SKETCH_WORDS * 8);
}

/** Candidates with their rows. */
async function rowsOf(place: CollectionPlace, candidates: readonly Candidate[]): Promise<(Candidate & { row: Row })[]> {
  const found: (Candidate & { row: Row })[] = [];
  for (const segment of new Set(candidates.map((candidate) => candidate.segment))) {
    const own = candidates.filter((candidate) => candidate.segment === segment);
    const packed = await readRows(
      place,
      segment,
      own.map(({ document }) => document),
    );
    found.push(...own.map((candidate, index) => ({ ...candidate, row: readRow(packed, index) })));
  }
  return found;
}
