import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { AssetError } from '../errors.ts';
import type { Recipe } from '../recipe.ts';
import { readAsset } from '../runs/assets.ts';
import type { FolderStorage } from '../storage/folder.ts';

/** On the command line `file:PATH` names a model of the user's own; a service reads no paths that a recipe names. */
const FILE = 'file:';

async function readLocal(reference: string): Promise<Uint8Array> {
  const path = reference.slice(FILE.length);
  try {
    return await readFile(path);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AssetError(`cannot read ${reference}: ${reason}`, { cause });
  }
}

/** Bytes of models and lists by reference, for a stage that runs in this process. Errors: `AssetError`. */
export async function localAssets(
  storage: FolderStorage,
  references: readonly string[],
): Promise<Map<string, Uint8Array>> {
  const assets = new Map<string, Uint8Array>();
  for (const reference of new Set(references))
    assets.set(
      reference,
      reference.startsWith(FILE) ? await readLocal(reference) : await readAsset(storage, reference),
    );
  return assets;
}

/** Puts files that a recipe names into storage as models named by their contents, and names those in the recipe. */
export async function importModels(storage: FolderStorage, recipe: Recipe): Promise<Recipe> {
  const { quality } = recipe;
  if (quality === null) return recipe;
  const { language, classifier } = quality;
  return {
    ...recipe,
    quality: {
      ...quality,
      language: language && { ...language, model: await importModel(storage, language.model) },
      classifier: classifier && { ...classifier, model: await importModel(storage, classifier.model) },
    },
  };
}

async function importModel(storage: FolderStorage, reference: string): Promise<string> {
  if (!reference.startsWith(FILE)) return reference;
  const bytes = await readLocal(reference);
  const name = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  await storage.put(`models/${name}/model.bin`, bytes);
  return `model:${name}`;
}
