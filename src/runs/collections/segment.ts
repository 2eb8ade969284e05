import { z } from 'zod';
import { InputMissingError } from '../../errors.ts';
import {
  ENTRY,
  highOf,
  type KeyBatch,
  type PostingPlace,
  postingPlaces,
} from '../../stages/dedup/collection/postings.ts';
import { comparedOf, ROW_BYTES, ROW_WORDS, type Row, shingleWords } from '../../stages/dedup/collection/rows.ts';
import type { Compared } from '../../stages/dedup/similarity.ts';
import { readJson } from '../../storage/storage.ts';
import { readRanges, readWords, signedWords, type Wanted } from '../words.ts';
import { type CollectionPlace, collectionKey, type SegmentRef } from './state.ts';

/** Files of a segment; those of shingles lie apart, since merging leaves them as they are. */
export const POSTINGS = 'postings.bin';
export const ROWS = 'rows.bin';
export const IDS = 'ids.bin';
export const SEGMENT = 'segment.json';
/** Name of the shingles in the output of a job that makes a segment. */
export const SEGMENT_SHINGLES = 'shingles.bin';

export const segmentSchema = z.object({
  documents: z.int().nonnegative(),
  /** Entries of each column of postings: the bands, the text, the id. */
  entries: z.array(z.int().nonnegative()),
  /** Files of shingles, by number, with the documents that each has here. */
  files: z.array(z.object({ id: z.string(), documents: z.int() })),
  corpora: z.array(z.string()),
  /** Bytes of the ids file. */
  idBytes: z.int().nonnegative(),
});
export type SegmentDescription = z.infer<typeof segmentSchema>;

export const segmentPath = (id: string, file: string): string => `segments/${id}/${file}`;
export const shinglesPath = (id: string): string => `shingles/${id}.bin`;

/** Columns beside the bands, which come first. */
export const textColumn = (bands: number): number => bands;
export const idColumn = (bands: number): number => bands + 1;

/** A segment open for reading. `first` is the number of its first document among the collection's. */
export interface Segment {
  id: string;
  first: number;
  description: SegmentDescription;
  places: PostingPlace[];
  forgotten: ReadonlySet<number>;
  key(file: string): string;
}

export async function openSegment(place: CollectionPlace, ref: SegmentRef, first: number): Promise<Segment> {
  const key = (file: string): string => collectionKey(place, segmentPath(ref.id, file));
  if ((await place.storage.head(key(SEGMENT))) === undefined)
    throw new InputMissingError(
      `collection ${place.name}: segment ${ref.id} is not there any more: it was merged since the run was made; make the run again`,
    );
  const description = segmentSchema.parse(await readJson(place.storage, key(SEGMENT)));
  return {
    id: ref.id,
    first,
    description,
    places: postingPlaces(description.entries),
    forgotten: new Set(ref.forgotten),
    key,
  };
}

/** Segments in order. Errors: `InputMissingError` where one is gone. */
export async function openSegments(place: CollectionPlace, refs: readonly SegmentRef[]): Promise<Segment[]> {
  const segments: Segment[] = [];
  let first = 0;
  for (const ref of refs) {
    segments.push(await openSegment(place, ref, first));
    first += ref.documents;
  }
  return segments;
}

/** Starts of a column's buckets, in entries. */
export function readStarts({ storage }: CollectionPlace, segment: Segment, column: number): Promise<Uint32Array> {
  const { start, entriesStart } = segment.places[column]!;
  return readWords(storage, segment.key(POSTINGS), { start, end: entriesStart });
}

/** Bytes of a column's entries `from` to `to`. */
export function entryRange(segment: Segment, column: number, from: number, to: number): Wanted {
  const { entriesStart } = segment.places[column]!;
  return { key: segment.key(POSTINGS), start: entriesStart + from * ENTRY, end: entriesStart + to * ENTRY };
}

/** Entries read at a time where all of a column are. */
const PIECE = 1 << 19;

/** A column's keys, bucket by bucket. */
export async function* readKeys(place: CollectionPlace, segment: Segment, column: number): AsyncIterable<KeyBatch> {
  const starts = await readStarts(place, segment, column);
  const { entries, bits } = segment.places[column]!;
  let bucket = 0;
  for (let from = 0; from < entries; from += PIECE) {
    const to = Math.min(entries, from + PIECE);
    const { key: file, ...range } = entryRange(segment, column, from, to);
    const words = await readWords(place.storage, file, range);
    const size = to - from;
    const batch = { high: new Uint32Array(size), key: new Uint32Array(size), documents: new Uint32Array(size) };
    for (let i = 0; i < size; i++) {
      while (starts[bucket + 1]! <= from + i) bucket += 1;
      const key = words[i * 2]!;
      batch.high[i] = highOf(bucket, bits, key);
      batch.key[i] = key;
      batch.documents[i] = words[i * 2 + 1]!;
    }
    yield batch;
  }
}

/** Rows of all documents in order, in batches of packed rows. */
export async function* readAllRows({ storage }: CollectionPlace, segment: Segment): AsyncIterable<Uint32Array> {
  const { documents } = segment.description;
  const size = PIECE / 8;
  for (let from = 0; from < documents; from += size) {
    const range = { start: from * ROW_BYTES, end: Math.min(documents, from + size) * ROW_BYTES };
    yield await readWords(storage, segment.key(ROWS), range);
  }
}

/** Rows of some of a segment's documents, packed in the order asked for. */
export async function readRows(
  { storage }: CollectionPlace,
  segment: Segment,
  documents: ArrayLike<number>,
): Promise<Uint32Array> {
  const key = segment.key(ROWS);
  const read = await readRanges(
    storage,
    Array.from(documents, (document) => ({ key, start: document * ROW_BYTES, end: (document + 1) * ROW_BYTES })),
  );
  const rows = new Uint32Array(read.length * ROW_WORDS);
  read.forEach((words, index) => {
    rows.set(words, index * ROW_WORDS);
  });
  return rows;
}

/** Where a document's shingles lie. */
export function shingleRange(place: CollectionPlace, segment: Segment, row: Row): Wanted {
  const file = segment.description.files[row.file]!;
  const start = row.start * 4;
  return { key: collectionKey(place, shinglesPath(file.id)), start, end: start + shingleWords(row) * 4 };
}

/** Documents of segments as they are compared, in the order asked for. */
export async function readCompared(
  place: CollectionPlace,
  documents: readonly { segment: Segment; row: Row }[],
): Promise<Compared[]> {
  const words = await readRanges(
    place.storage,
    documents.map(({ segment, row }) => shingleRange(place, segment, row)),
  );
  return documents.map(({ row }, index) => comparedOf(row, signedWords(words[index]!)));
}

/** Ids and corpora of some documents of a segment, in the order asked for. */
export async function readNames(
  { storage }: CollectionPlace,
  segment: Segment,
  rows: readonly Row[],
): Promise<{ id: string; corpus: string }[]> {
  const key = segment.key(IDS);
  // Ranges of whole words that hold the ids.
  const words = await readRanges(
    storage,
    rows.map(({ idStart, idBytes }) => ({
      key,
      start: Math.floor(idStart / 4) * 4,
      end: Math.ceil((idStart + idBytes) / 4) * 4,
    })),
  );
  return rows.map(({ idStart, idBytes, corpus }, index) => {
    const { buffer, byteOffset } = words[index]!;
    const id = Buffer.from(buffer, byteOffset + (idStart % 4), idBytes).toString();
    return { id, corpus: segment.description.corpora[corpus]! };
  });
}
