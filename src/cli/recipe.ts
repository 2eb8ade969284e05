import { z } from 'zod';
import { recipeSchema } from '../recipe.ts';
import { loadRecipe } from './load-recipe.ts';

/** `winnow recipe show`: every parameter resolved; without `--json` with what each is and where it comes from. */
export async function recipeShowCommand(name: string, options: { json: boolean }): Promise<void> {
  const recipe = await loadRecipe(name);
  if (options.json) console.log(JSON.stringify(recipe, null, 2));
  else for (const line of describe(recipe, z.toJSONSchema(recipeSchema, { io: 'output' }))) console.log(line);
}

/** `path = value   # description`, a line a parameter. */
function describe(value: unknown, schema: unknown, path: readonly string[] = []): string[] {
  const node = objectOf(schema);
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    const lines: string[] = [];
    for (const [field, inner] of Object.entries(value)) {
      const properties = objectOf(variant(node)['properties']);
      lines.push(...describe(inner, properties[field], [...path, field]));
    }
    return lines;
  }
  const description = node['description'] ?? variant(node)['description'];
  const text = `${path.join('.')} = ${JSON.stringify(value)}`;
  return [typeof description === 'string' ? `${text.padEnd(52)}  # ${description}` : text];
}

/** The object side of a nullable schema. */
function variant(schema: Record<string, unknown>): Record<string, unknown> {
  const options = schema['anyOf'];
  return Array.isArray(options) ? objectOf(options.find((option) => objectOf(option)['type'] !== 'null')) : schema;
}

const objectOf = (value: unknown): Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? { ...value } : {};
