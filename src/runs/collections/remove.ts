import { RequestError } from '../../errors.ts';
import type { Storage } from '../../storage/storage.ts';
import { isEnded, listUnfinished, readRun } from '../store.ts';
import { collectionKey, readDescription, serviceCollection } from './state.ts';

/**
 * Removes a collection with all that it holds; asked again, it goes on where it was stopped. Errors: 404; 409 while a
 * run checks against it.
 */
export async function removeCollection(storage: Storage, name: string): Promise<void> {
  const place = serviceCollection(storage, name);
  await readDescription(place);
  for (const { id } of await listUnfinished(storage)) {
    const run = await readRun(storage, id);
    if (run.collection?.name === name && !isEnded(run))
      throw new RequestError(409, 'conflict', `collection ${name}: run ${id} checks against it and is ${run.status}`);
  }
  // States from the oldest on: while one is left the collection is whole, then it is empty, and at last it is gone.
  for (const path of ['states/', 'segments/', 'shingles/', 'collection.json'])
    for await (const { key } of storage.list(collectionKey(place, path))) await storage.delete(key);
}
