import type { KeyBatch } from '../../stages/dedup/collection/postings.ts';
import { ROW_WORDS, type Row, readRow, shingleWords } from '../../stages/dedup/collection/rows.ts';
import { contentKey } from '../key.ts';
import { OutputFile, readDone, writeOutput } from '../output.ts';
import { readRanges, readWords } from '../words.ts';
import {
  IDS,
  openSegments,
  POSTINGS,
  ROWS,
  readAllRows,
  readKeys,
  SEGMENT,
  type Segment,
  type SegmentDescription,
  segmentPath,
  shingleRange,
  shinglesPath,
} from './segment.ts';
import { createNumbers, createRowWriter, writePostings } from './segment-writer.ts';
import {
  advanceState,
  type CollectionPlace,
  type CollectionState,
  collectionKey,
  readState,
  type SegmentRef,
} from './state.ts';

/** Segments that are merged at least, unless one is written anew for what was forgotten of it. */
const LEAST = 4;
/** A segment joins the younger ones behind it up to this many times their size; so there are some log4(n) segments. */
const RATIO = 4;
/** Share of a segment that is forgotten, and number of documents, from which it is written anew without them. */
const FORGOTTEN_SHARE = 0.1;
const FORGOTTEN_DOCUMENTS = 1000;
/** Documents of a merged segment at most: numbers, ids and sorting stay within bounds. */
const MOST = 1 << 26;

/** Neighbouring segments that are worth merging, or undefined. */
export function chooseMerge({ segments }: Pick<CollectionState, 'segments'>): SegmentRef[] | undefined {
  let first = segments.length;
  let documents = 0;
  while (first > 0) {
    const next = segments[first - 1]!.documents;
    if (documents > 0 && (next > RATIO * documents || next + documents > MOST)) break;
    documents += next;
    first -= 1;
  }
  if (segments.length - first >= LEAST) return segments.slice(first);
  const worn = segments.find(
    ({ documents: all, forgotten }) =>
      forgotten.length >= FORGOTTEN_DOCUMENTS || (forgotten.length > 0 && forgotten.length >= FORGOTTEN_SHARE * all),
  );
  return worn === undefined ? undefined : [worn];
}

/** Merges for as long as some segments are worth it. Readers and writers at the same time are not disturbed. */
export async function mergeCollection(place: CollectionPlace, signal?: AbortSignal): Promise<number> {
  for (let merges = 0; ; merges += 1) {
    signal?.throwIfAborted();
    const refs = chooseMerge(await readState(place));
    if (refs === undefined) return merges;
    await mergeSegments(place, refs);
  }
}

/** Writes neighbouring segments as one, in order and without what was forgotten, and puts it in their place. */
export async function mergeSegments(place: CollectionPlace, refs: readonly SegmentRef[]): Promise<void> {
  const id = contentKey(['merge', refs]);
  const prefix = collectionKey(place, segmentPath(id, '').slice(0, -1));
  const segments = await openSegments(place, refs);
  const rewritten = await filesToRewrite(place, segments);
  const isEmpty = refs.every(({ documents, forgotten }) => documents === forgotten.length);
  if (!isEmpty && (await readDone(place.storage, prefix)) === undefined)
    await write(place, id, prefix, segments, rewritten);
  const at = new Date().toISOString();
  const retire = [
    ...refs.map((ref) => ({ path: segmentPath(ref.id, ''), at })),
    ...[...rewritten].map((file) => ({ path: shinglesPath(file), at })),
  ];
  await advanceState(place, (state) => {
    const from = state.segments.findIndex((ref) => ref.id === refs[0]?.id);
    const found = state.segments.slice(from, from + refs.length);
    // Another merge was faster.
    if (from < 0 || found.some((ref, index) => ref.id !== refs[index]?.id)) return undefined;
    const merged = { id, documents: 0, forgotten: [] as number[] };
    for (const [index, ref] of refs.entries()) {
      merged.forgotten.push(...forgottenSince(ref, found[index]!).map((number) => merged.documents + number));
      merged.documents += ref.documents - ref.forgotten.length;
    }
    const rest = state.segments.toSpliced(from, refs.length, ...(merged.documents > 0 ? [merged] : []));
    return { ...state, segments: rest, retired: [...state.retired, ...retire] };
  });
}

/** Documents forgotten after the merge began, by the numbers that the merge gave them. */
function forgottenSince(before: SegmentRef, now: SegmentRef): number[] {
  const gone = new Set(before.forgotten);
  const sorted = [...before.forgotten].sort((a, b) => a - b);
  return now.forgotten
    .filter((number) => !gone.has(number))
    .map((number) => number - sorted.filter((earlier) => earlier < number).length);
}

/** Files of shingles that hold something forgotten; the others stay as they are. */
async function filesToRewrite(place: CollectionPlace, segments: readonly Segment[]): Promise<ReadonlySet<string>> {
  const files = new Set<string>();
  for (const segment of segments) {
    if (segment.forgotten.size === 0) continue;
    let number = 0;
    for await (const rows of readAllRows(place, segment))
      for (let index = 0; index < rows.length / ROW_WORDS; index++, number++)
        if (segment.forgotten.has(number)) files.add(segment.description.files[readRow(rows, index).file]!.id);
  }
  return files;
}

const NONE = 0xffffffff;

async function write(
  place: CollectionPlace,
  id: string,
  prefix: string,
  segments: readonly Segment[],
  rewritten: ReadonlySet<string>,
): Promise<void> {
  const shingles = rewritten.size === 0 ? undefined : createShingleCopier(place, id);
  try {
    await writeOutput(place.storage, prefix, id, async (output) => {
      const files = createNumbers();
      const corpora = createNumbers();
      const perFile: number[] = [];
      const rows = createRowWriter({ rows: output.file(ROWS), ids: output.file(IDS) });
      const numbers: Uint32Array[] = [];
      let documents = 0;
      let shingled = 0;
      for (const segment of segments) {
        const own = new Uint32Array(segment.description.documents).fill(NONE);
        numbers.push(own);
        let number = 0;
        for await (const packed of readAllRows(place, segment)) {
          const ids = await readIds(place, segment, packed);
          for (let index = 0; index < packed.length / ROW_WORDS; index++, number++) {
            if (segment.forgotten.has(number)) continue;
            const row = readRow(packed, index);
            const file = segment.description.files[row.file]!.id;
            const isMoved = rewritten.has(file);
            const owner = files.numberOf(isMoved ? id : file);
            perFile[owner] = (perFile[owner] ?? 0) + 1;
            const start = isMoved && shingles !== undefined ? shingles.add(segment, row) : row.start;
            const corpus = corpora.numberOf(segment.description.corpora[row.corpus]!);
            if (rows.add({ ...row, file: owner, start, corpus }, ids(row))) await rows.flush();
            if (row.shingles > 0) shingled += 1;
            own[number] = documents;
            documents += 1;
          }
          await shingles?.drain();
        }
      }
      const bands = segments[0]!.places.length - 2;
      const entries = [...new Array<number>(bands).fill(shingled), documents, documents];
      await writePostings(output.file(POSTINGS), entries, (column) => mergedKeys(place, segments, numbers, column));
      const description: SegmentDescription = {
        documents,
        entries,
        files: files.names.map((name, number) => ({ id: name, documents: perFile[number] ?? 0 })),
        corpora: corpora.names,
        idBytes: await rows.finish(),
      };
      await output.file(SEGMENT).line(description);
      await shingles?.finish();
      return { documents };
    });
  } catch (error) {
    await shingles?.abort(error);
    throw error;
  }
}

/** Copies shingles of documents that stay into a new file. */
function createShingleCopier(place: CollectionPlace, id: string) {
  const path = shinglesPath(id);
  const slash = path.lastIndexOf('/');
  const file = new OutputFile(place.storage, collectionKey(place, path.slice(0, slash)), path.slice(slash + 1));
  let wanted: ReturnType<typeof shingleRange>[] = [];
  let start = 0;
  return {
    /** Where the document's shingles will start. */
    add(segment: Segment, row: Row): number {
      wanted.push(shingleRange(place, segment, row));
      start += shingleWords(row);
      return start - shingleWords(row);
    },
    async drain(): Promise<void> {
      const ranges = wanted;
      wanted = [];
      for (let from = 0; from < ranges.length; from += COPIED)
        for (const words of await readRanges(place.storage, ranges.slice(from, from + COPIED)))
          await file.write(new Uint8Array(words.buffer, words.byteOffset, words.byteLength));
    },
    finish: () => file.close(),
    abort: (error: unknown) => file.abort(error),
  };
}

/** Documents whose shingles are copied at a time. */
const COPIED = 1 << 12;

/** Ids of the documents of some neighbouring rows. */
async function readIds(place: CollectionPlace, segment: Segment, packed: Uint32Array): Promise<(row: Row) => string> {
  const first = readRow(packed, 0);
  const last = readRow(packed, packed.length / ROW_WORDS - 1);
  const start = Math.floor(first.idStart / 4) * 4;
  const end = Math.ceil((last.idStart + last.idBytes) / 4) * 4;
  const words = await readWords(place.storage, segment.key(IDS), { start, end });
  const bytes = Buffer.from(words.buffer);
  return ({ idStart, idBytes }) => bytes.toString('utf8', idStart - start, idStart - start + idBytes);
}

async function* mergedKeys(
  place: CollectionPlace,
  segments: readonly Segment[],
  numbers: readonly Uint32Array[],
  column: number,
): AsyncIterable<KeyBatch> {
  for (const [index, segment] of segments.entries())
    for await (const { high, key, documents } of readKeys(place, segment, column)) {
      const renumbered = documents.map((document) => numbers[index]![document]!);
      if (segment.forgotten.size === 0) yield { high, key, documents: renumbered };
      else {
        const stays = (_: number, at: number): boolean => renumbered[at] !== NONE;
        yield { high: high.filter(stays), key: key.filter(stays), documents: renumbered.filter(stays) };
      }
    }
}
