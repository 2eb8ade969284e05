import { resolve } from 'node:path';
import { ConfigurationError, RequestError } from '../errors.ts';
import type { Recipe } from '../recipe.ts';
import { mergeCollection } from '../runs/collections/merge.ts';
import { type CollectionPlace, openCollection, readDescription } from '../runs/collections/state.ts';
import { sweepCollection } from '../runs/collections/sweep.ts';
import { FolderStorage } from '../storage/folder.ts';

export interface CollectionOptions {
  /** Folder of the collection. */
  collection?: string;
  add: boolean;
}

export interface FolderCollection extends CollectionPlace {
  storage: FolderStorage;
}

/** What a collection is called that neither its folder nor the recipe names. */
const NAME = 'local';

/**
 * The collection in a folder, made if the run adds to it, and the recipe that names it. The folder may be one of a
 * service, `collections/<name>` in its storage. Errors: `ConfigurationError`, `RecipeError` where signatures differ.
 */
export async function folderCollection(
  recipe: Recipe,
  { collection: folder, add }: CollectionOptions,
): Promise<{ recipe: Recipe; place: FolderCollection | undefined }> {
  const { dedup } = recipe;
  if (folder === undefined) {
    if (dedup === null || dedup.collection === null) return { recipe, place: undefined };
    throw new ConfigurationError(
      `recipe ${recipe.name} names collection ${dedup.collection.name}: expected --collection <folder> to say where it is`,
    );
  }
  if (dedup === null) throw new ConfigurationError(`--collection: recipe ${recipe.name} has no dedup stage`);
  const storage = new FolderStorage(resolve(folder));
  const wanted = { storage, prefix: '', name: dedup.collection?.name ?? NAME };
  const name = await readDescription(wanted).then(
    (found) => found.name,
    (error: unknown) => {
      if (error instanceof RequestError) return wanted.name;
      throw error;
    },
  );
  const place = { ...wanted, name };
  const collection = { name, add: add && (dedup.collection?.add ?? true) };
  try {
    await openCollection(place, dedup, { create: collection.add });
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    throw new ConfigurationError(`--collection ${folder}: expected a collection, found none`, { cause: error });
  }
  return { recipe: { ...recipe, dedup: { ...dedup, collection } }, place };
}

/** Merges what has become many small segments, and removes files that were replaced an hour ago or more. */
export async function tidyCollection(place: CollectionPlace): Promise<void> {
  await mergeCollection(place);
  await sweepCollection(place, []);
}
