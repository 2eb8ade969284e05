import { mergeCollection } from '../src/runs/collections/merge.ts';
import { type SegmentRef, serviceCollection } from '../src/runs/collections/state.ts';
import { sweepCollection } from '../src/runs/collections/sweep.ts';
import { listUnfinished, readRun } from '../src/runs/store.ts';
import type { Storage } from '../src/storage/storage.ts';

/** Merges a collection's segments as far as it is worth it, and removes files that nobody reads any more. */
export async function mergeAndSweep(storage: Storage, name: string): Promise<'done' | 'reused'> {
  const place = serviceCollection(storage, name);
  const merges = await mergeCollection(place);
  const pinned: SegmentRef[] = [];
  for (const { id } of await listUnfinished(storage)) {
    const { collection } = await readRun(storage, id);
    if (collection?.name === name) pinned.push(...collection.segments);
  }
  await sweepCollection(place, pinned);
  return merges > 0 ? 'done' : 'reused';
}
