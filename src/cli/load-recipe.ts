import { readFile } from 'node:fs/promises';
import { RecipeError } from '../errors.ts';
import { type Recipe, recipeInputSchema, resolveRecipe } from '../recipe.ts';
import { presetNames } from '../stages/preset.ts';

/** A preset by name, else a recipe from a JSON file. Errors: `RecipeError` naming the file. */
export async function loadRecipe(name: string): Promise<Recipe> {
  const preset = presetNames.find((one) => one === name);
  if (preset !== undefined) return resolveRecipe(preset);
  let input: unknown;
  try {
    input = JSON.parse(await readFile(name, 'utf8'));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RecipeError(`recipe ${name}: expected a preset (${presetNames.join(', ')}) or a JSON file: ${reason}`, {
      cause,
    });
  }
  const parsed = recipeInputSchema.safeParse(input);
  if (!parsed.success) throw new RecipeError(`recipe ${name}: expected a JSON object`);
  return resolveRecipe(parsed.data);
}
