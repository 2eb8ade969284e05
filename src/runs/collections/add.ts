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

/**
 * Adds the segment that a finished plan made to the collection: as a whole or not at all, and once, however often it
 * is asked. Errors: `InputMissingError` where the plan's output is not there.
 */
export async function addSegment(
  storage: Storage,
  plan: Pick<Plan, 'collection'>,
  place: CollectionPlace,
  run: string | null,
): Promise<CollectionState | undefined> {
  const job = plan.collection?.segment ?? null;
  if (job === null) return undefined;
  const from = outputPrefix('segment', job.key);
  const done = await readDone(storage, from);
  if (done === undefined) throw new InputMissingError(`collection ${place.name}: output ${from} is not there`);
  const documents = done.counts['documents'] ?? 0;
  const paths = [POSTINGS, ROWS, IDS, SEGMENT].map((file) => [file, segmentPath(job.key, file)] as const);
  const isAdded = ({ additions }: CollectionState): boolean => additions.some(({ segment }) => segment === job.key);
  const before = await readState(place);
  if (documents === 0 || isAdded(before)) return before;
  // Nothing refers to the files before the state does.
  for (const [file, path] of [...paths, [SEGMENT_SHINGLES, shinglesPath(job.key)] as const])
    await copyObject(storage, `${from}/${file}`, place.storage, collectionKey(place, path));
  return advanceState(place, (state) => {
    if (isAdded(state)) return undefined;
    const addition = { segment: job.key, run, corpora: [...new Set(job.corpora)], documents };
    return {
      content: afterAdding(state.content, job.key),
      segments: [...state.segments, { id: job.key, documents, forgotten: [] }],
      additions: [...state.additions, addition],
      retired: state.retired,
    };
  });
}

/** Inside one storage a copy costs nothing or little; between two the bytes are streamed. */
async function copyObject(from: Storage, key: string, to: Storage, target: string): Promise<void> {
  if (from === to) await from.copy(key, target);
  else await to.put(target, await from.get(key));
}
