import { basename } from 'node:path';
import { documentId, extractRecord } from '../../workers/extract.ts';
import { readRecords } from '../formats/read.ts';
import { defaultLimits } from '../formats/record.ts';
import { fileSource } from '../formats/source.ts';
import { loadAssets, pinAssets } from '../runs/assets.ts';
import { extractStage } from '../stages/extract/extract.ts';
import { FolderStorage } from '../storage/folder.ts';
import { expandInputs, hashFile } from './inputs.ts';
import { loadRecipe } from './load-recipe.ts';
import { lineOutput } from './output.ts';

/**
 * `winnow extract`: one JSON line a page with its main text; a page without one has an empty text and
 * `metadata.reason`. Damaged records are named on standard error and counted at the end.
 */
export async function extractCommand(inputs: string[], options: { recipe: string; explain?: string }): Promise<void> {
  const recipe = await loadRecipe(options.recipe);
  const references = extractStage.assets(recipe.extract);
  // Only models that ship with Winnow are at hand without a service's storage.
  const storage = new FolderStorage('.');
  const extract = extractStage.create(recipe.extract, await loadAssets(storage, await pinAssets(storage, references)));
  const output = lineOutput();
  let rejected = 0;
  for (const path of await expandInputs(inputs)) {
    const name = basename(path);
    const { sha256, size } = await hashFile(path);
    const source = await fileSource(path);
    const range = { start: 0, end: size };
    for await (const batch of readRecords(source, { name, range, limits: defaultLimits })) {
      for (const record of batch) {
        const made = extractRecord(record, documentId({ sha256 }, record.position), 'local', name, extract);
        if ('document' in made) await output.line(made.document);
        else if ('reject' in made) {
          rejected += 1;
          console.error(`winnow: ${path} at ${record.position}: ${made.reject.message} (${made.reject.code})`);
        }
      }
      if (!output.open()) return;
    }
  }
  await output.end();
  if (rejected > 0) console.error(`winnow: ${rejected} damaged records left out`);
}
