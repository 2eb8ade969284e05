import type { Annotate } from '../document.ts';
import { ConfigurationError } from '../errors.ts';
import { stages } from '../pipeline.ts';
import type { Recipe } from '../recipe.ts';
import { loadAssets, pinAssets } from '../runs/assets.ts';
import type { Stage } from '../stages/stage.ts';
import { FolderStorage } from '../storage/folder.ts';
import { expandInputs } from './inputs.ts';
import { readJsonl } from './jsonl.ts';
import { loadRecipe } from './load-recipe.ts';
import { lineOutput } from './output.ts';

/**
 * `winnow annotate`: what a stage says of each document, one attributes line a document, in order. A line that holds no
 * document is named on standard error and makes the exit code 1; the others are judged all the same.
 */
export async function annotateCommand(
  inputs: string[],
  options: { stage: 'quality' | 'safety'; recipe: string },
): Promise<void> {
  const annotate = await createAnnotate(await loadRecipe(options.recipe), options.stage);
  const output = lineOutput();
  for (const path of await expandInputs(inputs)) {
    for await (const line of readJsonl(path)) {
      if ('document' in line) await output.line({ id: line.document.id, ...annotate(line.document) });
      else {
        process.exitCode = 1;
        console.error(`winnow: ${path}:${line.line}: ${line.error}`);
      }
      if (!output.open()) return;
    }
  }
  await output.end();
}

async function createAnnotate(recipe: Recipe, name: 'quality' | 'safety'): Promise<Annotate> {
  if (name === 'quality' && recipe.quality !== null) return withAssets(stages.quality, recipe.quality);
  if (name === 'safety' && recipe.safety !== null) return withAssets(stages.safety, recipe.safety);
  throw new ConfigurationError(`recipe ${recipe.name} has no ${name} stage`);
}

/** Only models that ship with Winnow are at hand without a service's storage. */
async function withAssets<Parameters>(stage: Stage<Parameters, Annotate>, parameters: Parameters): Promise<Annotate> {
  const storage = new FolderStorage('.');
  return stage.create(parameters, await loadAssets(storage, await pinAssets(storage, stage.assets(parameters))));
}
