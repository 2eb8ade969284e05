import { type Annotate, applyEdits, composeEdits } from '../document.ts';
import { ConfigurationError } from '../errors.ts';
import { stages } from '../pipeline.ts';
import type { Recipe } from '../recipe.ts';
import { createExplainScore, type ExplainScore } from '../stages/quality/explain.ts';
import type { Stage } from '../stages/stage.ts';
import { FolderStorage } from '../storage/folder.ts';
import { expandInputs } from './inputs.ts';
import { readJsonl } from './jsonl.ts';
import { loadRecipe } from './load-recipe.ts';
import { localAssets } from './local-assets.ts';
import { lineOutput } from './output.ts';

export type JudgingStage = 'quality' | 'safety';

/**
 * `winnow annotate`: what a stage says of each document, or both of them where none is named, one attributes line a document,
 * in order. A line that holds no
 * document is named on standard error and makes the exit code 1; the others are judged all the same. With `explain`, `score` has the
 * features that raised and lowered the quality score most.
 */
export async function annotateCommand(
  inputs: string[],
  options: { stage?: JudgingStage; recipe: string; explain: boolean },
): Promise<void> {
  const recipe = await loadRecipe(options.recipe);
  const annotate = await (options.stage === undefined ? createBoth(recipe) : createAnnotate(recipe, options.stage));
  const explain = options.explain ? await createExplain(recipe, options.stage ?? 'quality') : undefined;
  const output = lineOutput();
  for (const path of await expandInputs(inputs)) {
    for await (const line of readJsonl(path)) {
      if ('document' in line) {
        const { id, text } = line.document;
        const found = annotate(line.document);
        const { language } = found.measures;
        const score = explain?.(text, typeof language === 'string' ? language : undefined);
        await output.line({ id, ...found, ...(score !== undefined && { score }) });
      } else {
        process.exitCode = 1;
        console.error(`winnow: ${path}:${line.line}: ${line.error}`);
      }
      if (!output.open()) return;
    }
  }
  await output.end();
}

/** Both stages of a recipe as a run has them: safety judges what quality's edits leave. A text that quality drops is judged by both. */
async function createBoth(recipe: Recipe): Promise<Annotate> {
  const names: readonly JudgingStage[] = ['quality', 'safety'];
  const [first, second] = await Promise.all(
    names.filter((name) => recipe[name] !== null).map((name) => createAnnotate(recipe, name)),
  );
  if (first === undefined) throw new ConfigurationError(`recipe ${recipe.name} has no quality or safety stage`);
  if (second === undefined) return first;
  return (document) => {
    const { text } = document;
    const quality = first(document);
    const safety = second({ ...document, text: applyEdits(text, quality.edits) });
    const failures = [...quality.failures, ...safety.failures];
    return {
      verdict: failures.length === 0 ? 'keep' : 'drop',
      failures,
      measures: { ...quality.measures, ...safety.measures },
      edits: composeEdits(text.length, quality.edits, safety.edits),
    };
  };
}

async function createAnnotate(recipe: Recipe, name: JudgingStage): Promise<Annotate> {
  if (name === 'quality' && recipe.quality !== null) return withAssets(stages.quality, recipe.quality);
  if (name === 'safety' && recipe.safety !== null) return withAssets(stages.safety, recipe.safety);
  throw new ConfigurationError(`recipe ${recipe.name} has no ${name} stage`);
}

async function createExplain({ name, quality }: Recipe, stage: JudgingStage): Promise<ExplainScore> {
  const classifier = stage === 'quality' ? (quality?.classifier ?? null) : null;
  const explain =
    quality === null || classifier === null
      ? null
      : createExplainScore(quality, await localAssets(new FolderStorage('.'), [classifier.model]));
  if (explain === null) throw new ConfigurationError(`recipe ${name} has no quality score to explain in ${stage}`);
  return explain;
}

/** Models ship with Winnow or are files: there is no service's storage here. */
async function withAssets<Parameters>(stage: Stage<Parameters, Annotate>, parameters: Parameters): Promise<Annotate> {
  return stage.create(parameters, await localAssets(new FolderStorage('.'), stage.assets(parameters)));
}
