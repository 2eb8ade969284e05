import { columns } from '../../src/stages/dedup/signature-file.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { readColumns, type SignedPart } from './files.ts';

/** A line of a part's ids file: a JSON string, and the document's number over all parts where it was looked at. */
export interface NumberedId {
  line: string;
  document: number | undefined;
}

/** Ids of a part in the order of its documents file, in batches. Memory: 4 bytes a document of the part. */
export async function* numberedIds(storage: Storage, part: SignedPart, bands: number): AsyncIterable<NumberedId[]> {
  const positions = new Uint32Array(part.looked);
  for await (const { first, columns: read } of readColumns(storage, part, bands, columns.index, columns.index + 1))
    positions.set(read[0]!, first - part.first);
  let looked = 0;
  let position = 0;
  for await (const batch of part.ids())
    yield batch.map((line) => ({
      line,
      document: positions[looked] === position++ ? part.first + looked++ : undefined,
    }));
}

/** Ids by their place in some list. */
export interface Ids {
  get(index: number): string;
  /** Order of UTF-8 bytes. */
  compare(a: number, b: number): number;
}

/** Ids that share a buffer. */
const BLOCK = 1 << 14;

/** Ids of the documents that `wants` (all by default), in the order of their numbers: 4 bytes and its UTF-8 for each. */
export async function loadIds(
  storage: Storage,
  parts: readonly SignedPart[],
  bands: number,
  wants: (document: number) => boolean = () => true,
): Promise<Ids> {
  const blocks: Buffer[] = [];
  let open = Buffer.alloc(BLOCK * 32);
  let ends = new Uint32Array(BLOCK);
  const allEnds: Uint32Array[] = [];
  let held = 0;
  let end = 0;
  const close = (): void => {
    blocks.push(Buffer.from(open.subarray(0, end)));
    allEnds.push(ends);
    ends = new Uint32Array(BLOCK);
    held = 0;
    end = 0;
  };
  for (const part of parts)
    for await (const batch of numberedIds(storage, part, bands))
      for (const { line, document } of batch) {
        if (document === undefined || !wants(document)) continue;
        const id: string = JSON.parse(line);
        const size = Buffer.byteLength(id);
        if (end + size > open.length) open = Buffer.concat([open], Math.max(open.length * 2, end + size));
        open.write(id, end);
        end += size;
        ends[held++] = end;
        if (held === BLOCK) close();
      }
  close();
  const block = (index: number): Buffer => blocks[Math.floor(index / BLOCK)]!;
  const start = (index: number): number => (index % BLOCK === 0 ? 0 : endOf(index - 1));
  const endOf = (index: number): number => allEnds[Math.floor(index / BLOCK)]![index % BLOCK]!;
  return {
    get: (index) => block(index).toString('utf8', start(index), endOf(index)),
    compare: (a, b) => block(a).compare(block(b), start(b), endOf(b), start(a), endOf(a)),
  };
}
