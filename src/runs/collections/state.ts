import { z } from 'zod';
import { NotFoundError, RecipeError, RequestError, StorageError } from '../../errors.ts';
import { dedupStage } from '../../stages/dedup/dedup.ts';
import { type DedupParameters, dedupParameters, signatureParameters } from '../../stages/dedup/parameters.ts';
import { readJson, type Storage } from '../../storage/storage.ts';
import { canonicalJson, contentKey } from '../key.ts';
import { nameSchema } from '../names.ts';

const hash = z.string().regex(/^[0-9a-f]{32}$/);

/** A segment as a state refers to it; its files never change. */
const segmentRefSchema = z.object({
  id: hash,
  documents: z.int().nonnegative(),
  /** Numbers of its documents that were forgotten since it was written, ascending. */
  forgotten: z.array(z.int().nonnegative()),
});
export type SegmentRef = z.infer<typeof segmentRefSchema>;

/** One run's documents, added as a whole or not at all. Its segment may have been merged into another since. */
const additionSchema = z.object({
  segment: hash,
  run: z.string().nullable(),
  corpora: z.array(z.string()),
  documents: z.int().nonnegative(),
});
export type Addition = z.infer<typeof additionSchema>;

/** A file that nothing refers to any more. */
const retiredSchema = z.object({ path: z.string(), at: z.string() });
export type Retired = z.infer<typeof retiredSchema>;

/** `states/<number>.json`: everything a collection holds at one moment. Written once; the highest number counts. */
export const stateSchema = z.object({
  number: z.int().nonnegative(),
  /** Hash of all that was added and forgotten, in order: merging does not change it. */
  content: hash,
  /** In order of addition. */
  segments: z.array(segmentRefSchema),
  additions: z.array(additionSchema),
  /** Kept a while for those who still read them. */
  retired: z.array(retiredSchema),
});
export type CollectionState = z.infer<typeof stateSchema>;

/** What a run checks against: fixed when it is made, so that it gives the same bytes whenever it is taken up again. */
export const pinnedCollectionSchema = z.object({
  name: nameSchema,
  content: hash,
  segments: z.array(segmentRefSchema),
});
export type PinnedCollection = z.infer<typeof pinnedCollectionSchema>;

/** `collection.json`: the dedup version and parameters of the first run that named it, which fix its signatures. */
const descriptionSchema = z.object({ name: nameSchema, version: z.int(), parameters: dedupParameters });
export type CollectionDescription = z.infer<typeof descriptionSchema>;

/** Where a collection lies: the service's are in `collections/<name>`, a folder of the command line's is one itself. */
export interface CollectionPlace {
  storage: Storage;
  /** '' for the storage's root. */
  prefix: string;
  name: string;
}

export const serviceCollection = (storage: Storage, name: string): CollectionPlace => ({
  storage,
  prefix: `collections/${name}`,
  name,
});

export const collectionKey = ({ prefix }: Pick<CollectionPlace, 'prefix'>, path: string): string =>
  prefix === '' ? path : `${prefix}/${path}`;

/** Errors: 404. */
export async function readDescription(place: CollectionPlace): Promise<CollectionDescription> {
  const key = collectionKey(place, 'collection.json');
  if (!nameSchema.safeParse(place.name).success || (await place.storage.head(key)) === undefined)
    throw new RequestError(404, 'not-found', `no collection ${JSON.stringify(place.name)}`);
  return descriptionSchema.parse(await readJson(place.storage, key));
}

/**
 * Checks that signatures made with these parameters can be compared with the collection's; where there is none, makes
 * it if `create` says so. Errors: 404; `RecipeError` naming what differs.
 */
export async function openCollection(
  place: CollectionPlace,
  parameters: DedupParameters,
  { create }: { create: boolean },
): Promise<void> {
  const { name, storage } = place;
  const { version } = dedupStage;
  if (create) {
    const description: CollectionDescription = { name, version, parameters: { ...parameters, collection: null } };
    if (await storage.create(collectionKey(place, 'collection.json'), `${JSON.stringify(description, null, 2)}\n`))
      return;
  }
  const found = await readDescription(place);
  const theirs: Record<string, unknown> = { version: found.version, ...signatureParameters(found.parameters) };
  const ours = Object.entries({ version, ...signatureParameters(parameters) });
  const differing = ours.filter(([field, value]) => canonicalJson(theirs[field]) !== canonicalJson(value));
  if (differing.length === 0) return;
  const expected = differing.map(([field]) => `${field} ${canonicalJson(theirs[field])}`);
  const came = differing.map(([field, value]) => `${field} ${canonicalJson(value)}`);
  throw new RecipeError(
    `collection ${name}: its signatures were made with ${expected.join(', ')}, this recipe's with ${came.join(', ')}`,
  );
}

const EMPTY: CollectionState = { number: 0, content: contentKey('empty'), segments: [], additions: [], retired: [] };

/** What the collection holds now; nothing where none was written. */
export async function readState(place: CollectionPlace): Promise<CollectionState> {
  for (;;) {
    const last = await lastNumber(place);
    if (last === 0) return EMPTY;
    try {
      return stateSchema.parse(await readJson(place.storage, stateKey(place, last)));
    } catch (error) {
      // So many states were written since it was listed that it is gone.
      if (!(error instanceof NotFoundError) || (await lastNumber(place)) <= last) throw error;
    }
  }
}

const stateKey = (place: CollectionPlace, number: number): string =>
  collectionKey(place, `states/${String(number).padStart(10, '0')}.json`);

/** Number of the last state, from the keys alone. */
export async function lastNumber(place: CollectionPlace): Promise<number> {
  let last = 0;
  for await (const { key } of place.storage.list(collectionKey(place, 'states/')))
    last = Math.max(last, Number(/(\d{10})\.json$/.exec(key)?.[1] ?? 0));
  return last;
}

/** States behind the last that are kept. */
const KEPT_STATES = 32;
/** Tries to be the next before a writer gives up; each lost one means that another writer got on. */
const TRIES = 1000;

/**
 * Takes the collection from the state it is in to the next: `next` says what becomes of a state, or undefined where
 * nothing is left to do. Of writers at the same time one is first and the others go on from its state, so nothing is
 * lost; a writer that dies has either written its state or not. Returns the state in which nothing was left to do.
 */
export async function advanceState(
  place: CollectionPlace,
  next: (state: CollectionState) => Omit<CollectionState, 'number'> | undefined,
): Promise<CollectionState> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const state = await readState(place);
    const wanted = next(state);
    if (wanted === undefined) return state;
    const number = state.number + 1;
    const written = stateSchema.parse({ ...wanted, number });
    // Read again even when it was written: only what the last state says counts.
    if (await place.storage.create(stateKey(place, number), `${JSON.stringify(written)}\n`))
      await forgetStates(place, number - KEPT_STATES);
  }
  throw new StorageError(`collection ${place.name}: expected to write its next state, was overtaken ${TRIES} times`);
}

async function forgetStates(place: CollectionPlace, last: number): Promise<void> {
  for await (const { key } of place.storage.list(collectionKey(place, 'states/')))
    if (Number(/(\d{10})\.json$/.exec(key)?.[1] ?? 0) <= last) await place.storage.delete(key);
}

/** Fixes what the collection holds now, for a run to check against. */
export async function pinCollection(place: CollectionPlace): Promise<PinnedCollection> {
  const { content, segments } = await readState(place);
  return { name: place.name, content, segments };
}

export const afterAdding = (content: string, segment: string): string => contentKey([content, 'add', segment]);
export const afterForgetting = (content: string, ids: readonly string[]): string =>
  contentKey([content, 'forget', [...ids].sort()]);
