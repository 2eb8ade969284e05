import { resolveRecipe } from '../../src/recipe.ts';
import type { Manifest } from '../../src/runs/manifest.ts';
import { type Storage, writeJson } from '../../src/storage/storage.ts';

/** Puts a dataset without shards into storage. */
export async function makeDataset(storage: Storage, dataset: string): Promise<void> {
  const manifest: Manifest = {
    dataset,
    sha256: '',
    documents: 0,
    bytes: 0,
    shards: [],
    copies: { sources: {}, bands: {} },
    recipe: resolveRecipe('default'),
    lineage: { files: [], outputs: {} },
  };
  await writeJson(storage, `datasets/${dataset}/manifest.json`, manifest);
}
