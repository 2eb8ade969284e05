import { InputMissingError } from '../../errors.ts';
import type { Storage } from '../../storage/storage.ts';
import { outputPrefix } from '../job.ts';
import { readDone } from '../output.ts';
import type { Plan } from '../plan.ts';
import { IDS, POSTINGS, ROWS, SEGMENT, SEGMENT_SHINGLES, segmentPath, shinglesPath } from './segment.ts';
import {
  advanceState,
  afterAdding,
  type CollectionPlace,
  type CollectionState,
  collectionKey,
  readState,
} from './state.ts';

/** A finished output that holds a segment. */
export interface NewSegment {
  storage: Storage;
  prefix: string;
  /** Key of the output: the segment's id. */
  key: string;
  corpora: readonly string[];
}

/**
 * Adds a segment to the collection: as a whole or not at all, and once, however often it is asked. Errors:
 * `InputMissingError` where the output is not there.
 */
export async function addSegment(
  place: CollectionPlace,
  { storage, prefix, key, corpora }: NewSegment,
  run: string | null,
): Promise<void> {
  const done = await readDone(storage, prefix);
  if (done === undefined) throw new InputMissingError(`collection ${place.name}: output ${prefix} is not there`);
  const documents = done.counts['documents'] ?? 0;
  const isAdded = ({ additions }: CollectionState): boolean => additions.some(({ segment }) => segment === key);
  if (documents === 0 || isAdded(await readState(place))) return;
  // Nothing refers to the files before the state does.
  for (const file of [POSTINGS, ROWS, IDS, SEGMENT])
    await copyObject(storage, `${prefix}/${file}`, place.storage, collectionKey(place, segmentPath(key, file)));
  await copyObject(storage, `${prefix}/${SEGMENT_SHINGLES}`, place.storage, collectionKey(place, shinglesPath(key)));
  await advanceState(place, (state) => {
    if (isAdded(state)) return undefined;
    return {
      content: afterAdding(state.content, key),
      segments: [...state.segments, { id: key, documents, forgotten: [] }],
      additions: [...state.additions, { segment: key, run, corpora: [...new Set(corpora)], documents }],
      retired: state.retired,
    };
  });
}

/** Adds what a finished plan made for its collection, if anything. */
export async function addPlanned(
  storage: Storage,
  plan: Pick<Plan, 'collection'>,
  place: CollectionPlace,
  run: string | null,
): Promise<void> {
  const job = plan.collection?.segment ?? null;
  if (job === null) return;
  const { key, corpora } = job;
  await addSegment(place, { storage, prefix: outputPrefix('segment', key), key, corpora }, run);
}

/** Inside one storage a copy costs nothing or little; between two the bytes are streamed. */
async function copyObject(from: Storage, key: string, to: Storage, target: string): Promise<void> {
  if (from === to) await from.copy(key, target);
  else await to.put(target, await from.get(key));
}
