import { readJson } from '../../storage/storage.ts';
import { SEGMENT, segmentPath, segmentSchema, shinglesPath } from './segment.ts';
import {
  advanceState,
  type CollectionPlace,
  collectionKey,
  type Retired,
  readState,
  type SegmentRef,
} from './state.ts';

/** How long files stay after a merge has replaced them, for those who read them: queries, runs being made. */
export const RETIRED_MS = 3_600_000;

/**
 * Removes files that merges have replaced, unless they are younger than `ageMs` or a run that has not ended was pinned
 * to them. Returns the paths that were removed.
 */
export async function sweepCollection(
  place: CollectionPlace,
  pinned: readonly SegmentRef[],
  ageMs: number = RETIRED_MS,
): Promise<string[]> {
  const kept = new Set<string>();
  for (const { id } of pinned) for (const path of await pathsOf(place, id)) kept.add(path);
  const before = Date.now() - ageMs;
  const isDue = ({ path, at }: Retired): boolean => !kept.has(path) && Date.parse(at) <= before;
  const due = (await readState(place)).retired.filter(isDue).map(({ path }) => path);
  for (const path of due)
    for await (const { key } of place.storage.list(collectionKey(place, path))) await place.storage.delete(key);
  const removed = new Set(due);
  await advanceState(place, (state) => {
    const retired = state.retired.filter(({ path }) => !removed.has(path));
    return retired.length === state.retired.length ? undefined : { ...state, retired };
  });
  return due;
}

/** Files that a segment needs. */
async function pathsOf(place: CollectionPlace, id: string): Promise<string[]> {
  const key = collectionKey(place, segmentPath(id, SEGMENT));
  if ((await place.storage.head(key)) === undefined) return [];
  const { files } = segmentSchema.parse(await readJson(place.storage, key));
  return [segmentPath(id, ''), ...files.map((file) => shinglesPath(file.id))];
}
