import { extractRecord } from '../../workers/extract-record.ts';
import { loadAssets, pinAssets } from '../runs/assets.ts';
import { createHeldExtract, extractStage } from '../stages/extract/extract.ts';
import { FolderStorage } from '../storage/folder.ts';
import { loadRecipe } from './load-recipe.ts';
import { lineOutput } from './output.ts';
import { readFileRecords } from './records.ts';

/**
 * `winnow extract`: one JSON line a page with its main text; a page without one has an empty text and
 * `metadata.reason`. Damaged records are named on standard error and counted at the end. With `explain`, the blocks of
 * the pages of that address or id instead.
 */
export async function extractCommand(inputs: string[], options: { recipe: string; explain?: string }): Promise<void> {
  const recipe = await loadRecipe(options.recipe);
  const references = extractStage.assets(recipe.extract);
  // Only models that ship with Winnow are at hand without a service's storage.
  const storage = new FolderStorage('.');
  const assets = await loadAssets(storage, await pinAssets(storage, references));
  if (options.explain !== undefined) {
    const { explainPages } = await import('./explain-pages.ts');
    for await (const text of explainPages(inputs, options.explain, recipe.extract, assets)) process.stdout.write(text);
    return;
  }
  const extract = createHeldExtract(recipe.extract, assets);
  const output = lineOutput();
  let rejected = 0;
  for await (const batch of readFileRecords(inputs)) {
    for (const { record, id, path, name } of batch) {
      const made = extractRecord(record, id, 'local', name, extract);
      if ('document' in made) await output.document(made.document);
      else if ('reject' in made) {
        rejected += 1;
        console.error(`winnow: ${path} at ${record.position}: ${made.reject.message} (${made.reject.code})`);
      }
    }
    if (!output.open()) return;
  }
  await output.end();
  if (rejected > 0) console.error(`winnow: ${rejected} damaged records left out`);
}
