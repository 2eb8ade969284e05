import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { addressGroups } from '../../workers/dedup/addresses.ts';
import { annotatePart } from '../../workers/dedup/clusters.ts';
import { EXACT, GROUPS, type SignedPart } from '../../workers/dedup/files.ts';
import { compareKnown } from '../../workers/dedup/known.ts';
import { createKnownReader, type KnownDocuments } from '../../workers/dedup/known-reader.ts';
import { lookUpColumns } from '../../workers/dedup/lookup.ts';
import { orderByPreference } from '../../workers/dedup/ranks.ts';
import { writeSegment } from '../../workers/dedup/segment.ts';
import type { Verdicts } from '../../workers/dedup/verdicts.ts';
import { dedupSigned } from '../../workers/dedup/whole.ts';
import type { Attributes } from '../document.ts';
import { addSegment } from '../runs/collections/add.ts';
import { openSegments } from '../runs/collections/segment.ts';
import { type CollectionPlace, pinCollection } from '../runs/collections/state.ts';
import { writeOutput } from '../runs/output.ts';
import { columnCount } from '../stages/dedup/banding.ts';
import type { DedupParameters } from '../stages/dedup/parameters.ts';
import { FolderStorage } from '../storage/folder.ts';
import { createPageFile, type LineCutter } from './dedup-lines.ts';
import { type FileStart, fileCreator, signFiles } from './dedup-sign.ts';

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
 * The dedup jobs in one process, in an empty folder: one attributes line a document, in order. With a collection, also its
 * lookups and the segment to be added.
 */
export async function dedupFiles(
  paths: readonly string[],
  parameters: DedupParameters,
  folder: string,
  output: Lines,
  collection?: CollectionPlace,
): Promise<Deduplicated> {
  const storage = new FolderStorage(folder);
  const files: FileStart[] = [];
  const { repeatedLines } = parameters;
  const pages = repeatedLines === null ? undefined : createPageFile(join(folder, PAGES), repeatedLines);
  const parts = await signFiles(paths, parameters, folder, { starts: files, pages });
  const known = collection && (await findKnown(storage, parts, parameters, folder, collection));
  const addresses =
    parameters.addresses === null
      ? []
      : [await addressGroups(storage, parts, parameters.addresses.keep, { index: 0, jobs: 1 })];
  const order = await orderByPreference(storage, parts, parameters);
  const { signal } = new AbortController();
  const signed = { parts, preference: () => [order], addresses, known };
  const verdicts = await dedupSigned(storage, fileCreator(folder), signed, parameters, signal);
  const total = parts.reduce((sum, part) => sum + part.documents, 0);
  const knownHere = known && (await createKnownReader(known).upTo(total));
  const kept = new Uint8Array(total);
  for (let document = 0; document < total; document++)
    if (knownHere?.has(document) !== true && verdicts.stays(document)) kept[document] = 1;
  const cutter = pages?.cutter(kept);
  let documents = 0;
  for (const part of parts)
    for await (const batch of annotatePart(storage, part, parameters, verdicts, knownHere)) {
      if (!output.open()) break;
      for (const attributes of batch) {
        await output.line(cutter?.cut(documents, attributes) ?? attributes);
        documents += 1;
      }
    }
  pages?.close();
  return {
    repeated: cutter?.counts ?? { lines: 0, documents: 0 },
    counts: verdicts.counts,
    known: known?.count ?? 0,
    add: async () => collection && (await addKept(storage, parts, parameters, { files, kept }, collection)),
  };
}

/** What the collection has of the documents. */
async function findKnown(
  storage: FolderStorage,
  parts: readonly SignedPart[],
  parameters: DedupParameters,
  folder: string,
  place: CollectionPlace,
): Promise<KnownDocuments> {
  const { segments: refs } = await pinCollection(place);
  const sides = { storage, parts, place, segments: await openSegments(place, refs) };
  const create = fileCreator(folder);
  const out = { exact: create(LOOKUP, EXACT), groups: create(LOOKUP, GROUPS) };
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
  parts: readonly SignedPart[],
  parameters: DedupParameters,
  { files, kept }: { files: readonly FileStart[]; kept: Uint8Array },
  place: CollectionPlace,
): Promise<void> {
  const key = randomBytes(16).toString('hex');
  await writeOutput(storage, SEGMENT, key, async (output) => {
    const documents = await writeSegment(storage, output, {
      id: key,
      parts,
      corpusOf: (part, position) => files.findLast(({ first }) => first <= parts[part]!.first + position)!.name,
      parameters,
      async *keeps(part) {
        const { first, documents } = parts[part]!;
        yield Array.from(kept.subarray(first, first + documents), (one) => one === 1);
      },
    });
    return { documents };
  });
  const corpora = files.map(({ name }) => name);
  await addSegment(place, { storage, prefix: SEGMENT, key, corpora }, null);
}

/** In the temporary folder: pages of the documents, what the collection has of them, the segment to be added. */
const PAGES = 'pages.bin';
const LOOKUP = 'lookup';
const SEGMENT = 'segment';
