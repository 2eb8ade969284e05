import { z } from 'zod';
import { signatureParameters } from '../../stages/dedup/parameters.ts';
import type { Storage } from '../../storage/storage.ts';
import { readJson } from '../../storage/storage.ts';
import { IDS, POSTINGS, ROWS, SEGMENT, segmentPath, segmentSchema, shinglesPath } from './segment.ts';
import {
  type CollectionPlace,
  collectionKey,
  readDescription,
  readState,
  serviceCollection,
  stateSchema,
} from './state.ts';

/** A collection as clients see it. */
export const describedSchema = z.object({
  name: z.string(),
  /** What signatures must be made with to be compared with its documents. */
  signature: z.record(z.string(), z.unknown()),
  documents: z.int().describe('Without those that were forgotten'),
  forgotten: z.int().describe('Forgotten, and not yet left out by a merge'),
  bytes: z.object({
    postings: z.int().describe('Bands, texts and ids by key'),
    rows: z.int(),
    ids: z.int(),
    shingles: z.int().describe('Whole shingle sets, for exact similarity'),
  }),
  additions: stateSchema.shape.additions.describe('In order'),
  segments: z.array(z.object({ id: z.string(), documents: z.int() })),
  content: stateSchema.shape.content,
});
export type DescribedCollection = z.infer<typeof describedSchema>;

/** Errors: 404. */
export async function describeCollection(place: CollectionPlace): Promise<DescribedCollection> {
  const { parameters } = await readDescription(place);
  const { segments, additions, content } = await readState(place);
  const bytes = { postings: 0, rows: 0, ids: 0, shingles: 0 };
  const size = async (path: string): Promise<number> =>
    (await place.storage.head(collectionKey(place, path)))?.size ?? 0;
  for (const { id } of segments) {
    bytes.postings += await size(segmentPath(id, POSTINGS));
    bytes.rows += await size(segmentPath(id, ROWS));
    bytes.ids += await size(segmentPath(id, IDS));
    const { files } = segmentSchema.parse(
      await readJson(place.storage, collectionKey(place, segmentPath(id, SEGMENT))),
    );
    for (const file of files) bytes.shingles += await size(shinglesPath(file.id));
  }
  const forgotten = segments.reduce((sum, ref) => sum + ref.forgotten.length, 0);
  return {
    name: place.name,
    signature: signatureParameters(parameters),
    documents: segments.reduce((sum, { documents }) => sum + documents, 0) - forgotten,
    forgotten,
    bytes,
    additions,
    segments: segments.map(({ id, documents }) => ({ id, documents })),
    content,
  };
}

export async function listCollections(storage: Storage): Promise<DescribedCollection[]> {
  const found: DescribedCollection[] = [];
  for await (const { key } of storage.list('collections/')) {
    const name = /^collections\/([^/]+)\/collection\.json$/.exec(key)?.[1];
    if (name !== undefined) found.push(await describeCollection(serviceCollection(storage, name)));
  }
  return found;
}
