import { randomBytes } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ADDRESSES, addressGroups } from '../../workers/dedup/addresses.ts';
import { groupColumns } from '../../workers/dedup/buckets.ts';
import { annotatePart } from '../../workers/dedup/clusters.ts';
import { compareGroups, markGone } from '../../workers/dedup/compare.ts';
import { decide } from '../../workers/dedup/decide.ts';
import { EXACT, GROUPS, IDS, SHINGLES, SIGNATURES, type SignedPart, TOKENS } from '../../workers/dedup/files.ts';
import { readGroups } from '../../workers/dedup/groups.ts';
import { compareKnown } from '../../workers/dedup/known.ts';
import { createKnownReader, type KnownDocuments } from '../../workers/dedup/known-reader.ts';
import { lookUpColumns } from '../../workers/dedup/lookup.ts';
import { orderByPreference } from '../../workers/dedup/ranks.ts';
import { writeSegment } from '../../workers/dedup/segment.ts';
import { createSignatureWriter } from '../../workers/dedup/signature.ts';
import type { Verdicts } from '../../workers/dedup/verdicts.ts';
import type { Attributes } from '../document.ts';
import { addSegment } from '../runs/collections/add.ts';
import { openSegments } from '../runs/collections/segment.ts';
import { type CollectionPlace, pinCollection } from '../runs/collections/state.ts';
import { writeOutput } from '../runs/output.ts';
import { addressRow } from '../stages/dedup/addresses.ts';
import { columnCount } from '../stages/dedup/banding.ts';
import { dedupStage } from '../stages/dedup/dedup.ts';
import type { DedupParameters } from '../stages/dedup/parameters.ts';
import { FolderStorage } from '../storage/folder.ts';
import { readTexts } from './dedup-input.ts';
import { createPageFile, type LineCutter, type PageFile } from './dedup-lines.ts';

/** Where attributes lines go. */
export interface Lines {
  line(attributes: Attributes): Promise<void>;
  /** Whether somebody still reads. */
  open(): boolean;
}

/** What came of a call. */
export interface Deduplicated {
  counts: Verdicts['counts'];
  /** Documents that the collection has. */
  known: number;
  /** Lines cut that repeat over a host, and the documents that had them. */
  repeated: LineCutter['counts'];
  /** Adds the documents that stay to the collection. */
  add(): Promise<void>;
}

/**
 * The dedup jobs in one process, over one part in an empty folder: one attributes line a document, in order. With a
 * collection, also its lookups and the segment to be added.
 */
export async function dedupFiles(
  paths: readonly string[],
  parameters: DedupParameters,
  folder: string,
  output: Lines,
  collection?: CollectionPlace,
): Promise<Deduplicated> {
  const storage = new FolderStorage(folder);
  await mkdir(join(folder, PART));
  const files: FileStart[] = [];
  const { repeatedLines } = parameters;
  const pages = repeatedLines === null ? undefined : createPageFile(join(folder, PART, PAGES), repeatedLines);
  const part = await signFiles(paths, parameters, folder, { starts: files, pages });
  const groups = { exact: createFile(folder, EXACT), groups: createFile(folder, GROUPS) };
  const range = { from: 0, to: columnCount(parameters), slice: 0, slices: 1 };
  const counts = await groupColumns(storage, [part], parameters, range, groups);
  groups.exact.close();
  groups.groups.close();
  const bucket = { prefix: PART, counts };
  const { signal } = new AbortController();
  const known = collection && (await findKnown(storage, part, parameters, folder, collection));
  const addresses =
    parameters.addresses === null
      ? []
      : [await addressGroups(storage, [part], parameters.addresses.keep, { index: 0, jobs: 1 })];
  const parts = [part];
  const buckets = [bucket];
  const gone = await markGone(parts, { addresses, known });
  const groupsOf = (): AsyncIterable<Uint32Array> => readGroups(storage, buckets, GROUPS);
  const order = await orderByPreference(storage, parts, parameters);
  const preference = (): Uint32Array[] => [order];
  const compared = await compareGroups(
    storage,
    { parts, preference, groups: groupsOf, gone, most: 1 },
    parameters,
    signal,
  );
  const evidence = {
    parts,
    preference,
    buckets,
    addresses,
    known,
    edges: () => only(compared.edges),
    counts: compared.counts,
  };
  const verdicts = await decide(storage, evidence, parameters, signal);
  const knownHere = known && (await createKnownReader(known).upTo(part.looked));
  const kept = new Uint8Array(part.documents);
  for (let document = 0; document < kept.length; document++)
    if (knownHere?.has(document) !== true && verdicts.stays(document)) kept[document] = 1;
  const cutter = pages?.cutter(kept);
  let documents = 0;
  for await (const batch of annotatePart(storage, part, parameters, verdicts, knownHere)) {
    for (const attributes of batch) {
      await output.line(cutter?.cut(documents, attributes) ?? attributes);
      documents += 1;
    }
    if (!output.open()) break;
  }
  pages?.close();
  return {
    repeated: cutter?.counts ?? { lines: 0, documents: 0 },
    counts: verdicts.counts,
    known: known?.count ?? 0,
    add: async () => collection && (await addKept(storage, part, parameters, { files, kept }, collection)),
  };
}

/** Number of the first document of each file. */
interface FileStart {
  name: string;
  first: number;
}

/** What the collection has of the part's documents. */
async function findKnown(
  storage: FolderStorage,
  part: SignedPart,
  parameters: DedupParameters,
  folder: string,
  place: CollectionPlace,
): Promise<KnownDocuments> {
  const { segments: refs } = await pinCollection(place);
  const sides = { storage, parts: [part], place, segments: await openSegments(place, refs) };
  await mkdir(join(folder, LOOKUP));
  const out = { exact: createFile(folder, EXACT, LOOKUP), groups: createFile(folder, GROUPS, LOOKUP) };
  const counts = await lookUpColumns(sides, parameters, { from: 0, to: columnCount(parameters) }, out);
  out.exact.close();
  out.groups.close();
  const { signal } = new AbortController();
  const known = await compareKnown(sides, [{ prefix: LOOKUP, counts: { ...counts } }], parameters, signal);
  return {
    count: known.counts.known,
    documents: known.documents,
    async *numbers() {
      for await (const batch of known.documents()) yield Uint32Array.from(batch, ({ document }) => document);
    },
  };
}

async function addKept(
  storage: FolderStorage,
  part: SignedPart,
  parameters: DedupParameters,
  { files, kept }: { files: readonly FileStart[]; kept: Uint8Array },
  place: CollectionPlace,
): Promise<void> {
  const key = randomBytes(16).toString('hex');
  await writeOutput(storage, SEGMENT, key, async (output) => {
    const documents = await writeSegment(storage, output, {
      id: key,
      parts: [part],
      corpusOf: (_, position) => files.findLast(({ first }) => first <= position)!.name,
      parameters,
      async *keeps() {
        yield Array.from(kept, (one) => one === 1);
      },
    });
    return { documents };
  });
  const corpora = files.map(({ name }) => name);
  await addSegment(place, { storage, prefix: SEGMENT, key, corpora }, null);
}

async function* only<T>(value: T): AsyncIterable<T> {
  yield value;
}

/** Sketches every document. A line that holds none is named on standard error and makes the exit code 1. */
async function signFiles(
  paths: readonly string[],
  parameters: DedupParameters,
  folder: string,
  { starts, pages }: { starts: FileStart[]; pages: PageFile | undefined },
): Promise<SignedPart> {
  const sketch = dedupStage.create(parameters, new Map());
  const ids = createFile(folder, IDS);
  const files = {
    signatures: createFile(folder, SIGNATURES),
    shingles: createFile(folder, SHINGLES),
    tokens: parameters.editSimilarity === null ? undefined : createFile(folder, TOKENS),
    addresses: parameters.addresses === null ? undefined : createFile(folder, ADDRESSES),
  };
  const signatures = createSignatureWriter(parameters, files);
  let lines = '';
  let documents = 0;
  for (const path of paths) {
    starts.push({ name: basename(path), first: documents });
    await readTexts(
      path,
      (line) => {
        if ('error' in line) {
          process.exitCode = 1;
          console.error(`winnow: ${path}:${line.line}: ${line.error}`);
          return false;
        }
        const { id, text, quality, url, added } = line;
        lines += `${JSON.stringify(id)}\n`;
        if (lines.length > BLOCK) {
          ids.write(Buffer.from(lines));
          lines = '';
        }
        pages?.add(documents, text, url);
        documents += 1;
        const address = files.addresses !== undefined && addressRow(url, { added, length: text.length, id });
        return signatures.add({ index: documents - 1, length: text.length, quality }, sketch(text), address);
      },
      signatures.drain,
    );
  }
  await signatures.finish();
  ids.write(Buffer.from(lines));
  for (const file of [ids, files.signatures, files.shingles, files.tokens, files.addresses]) file?.close();
  const path = join(folder, PART, IDS);
  return { prefix: PART, ids: () => readIds(path), first: 0, documents, looked: documents };
}

const BLOCK = 1 << 18;
/** Folders in the temporary storage: the part's files, what the collection has of them, the segment to be added. */
const PART = 'part';
const PAGES = 'pages.bin';
const LOOKUP = 'lookup';
const SEGMENT = 'segment';

/** A file written with synchronous calls: nothing else goes on in this process meanwhile. */
function createFile(folder: string, name: string, within = PART) {
  const descriptor = openSync(join(folder, within, name), 'wx');
  return {
    write(bytes: Uint8Array): void {
      for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
    },
    close: (): void => closeSync(descriptor),
  };
}

async function* readIds(path: string): AsyncIterable<string[]> {
  const file = await open(path);
  try {
    let rest = '';
    for await (const chunk of file.createReadStream({ encoding: 'utf8', highWaterMark: BLOCK })) {
      const lines = (rest + String(chunk)).split('\n');
      rest = lines.pop() ?? '';
      yield lines;
    }
  } finally {
    await file.close();
  }
}
