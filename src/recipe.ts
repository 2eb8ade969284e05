import { z } from 'zod';
import { RecipeError } from './errors.ts';
import { dedupParameters } from './stages/dedup/parameters.ts';
import { dedupPresets } from './stages/dedup/presets.ts';
import { exportParameters, exportPresets } from './stages/export/parameters.ts';
import { wantedShares } from './stages/export/select.ts';
import { extractParameters } from './stages/extract/parameters.ts';
import { extractPresets } from './stages/extract/presets.ts';
import { type PresetName, presetNames } from './stages/preset.ts';
import { qualityParameters } from './stages/quality/parameters.ts';
import { qualityPresets } from './stages/quality/presets.ts';
import { safetyParameters } from './stages/safety/parameters.ts';
import { safetyPresets } from './stages/safety/presets.ts';

/** What a run does, with every default resolved. Same inputs and recipe, same bytes. */
export const recipeSchema = z
  .object({
    name: z.string().min(1).max(100),
    description: z.string().max(1000).default(''),
    partBytes: z
      .int()
      .min(1024)
      .max(1 << 30)
      .default(32 << 20)
      .describe('Stored bytes that one job works on; decides where shards are cut'),
    annotateDropped: z
      .boolean()
      .default(false)
      .describe('Whether later stages also judge documents that an earlier one dropped'),
    extract: extractParameters,
    quality: qualityParameters.nullable(),
    safety: safetyParameters.nullable(),
    dedup: dedupParameters.nullable(),
    export: exportParameters,
  })
  .strict()
  .refine((recipe) => wantedShares(recipe.export).length === 0 || (recipe.quality?.classifier ?? null) !== null, {
    path: ['export'],
    message: 'topShare and epochs.quality go by quality scores: expected a quality.classifier',
  });
export type Recipe = z.infer<typeof recipeSchema>;

const descriptions: Record<PresetName, string> = {
  default: 'English and Traditional Chinese first, other languages kept whole: every stage with its defaults',
  massivetext: "Gopher's MassiveText: quality and repetition rules, near-duplicates over 13-grams (Rae et al. 2021)",
  gpt3: 'GPT-3: quality classifier with Pareto sampling, MinHash over 10 hashes, epochs by source (Brown et al. 2020)',
  lee2022: 'NearDup of Lee et al. 2022: 450 bands of 20 rows, true Jaccard, then edit similarity; no quality rules',
  fineweb: 'FineWeb: URL, language, Gopher, C4 and FineWeb rules, MinHash 14 bands of 8 rows (Penedo et al. 2024)',
};

/** The recipe of a preset, every parameter resolved. */
export function presetRecipe(name: PresetName): Recipe {
  return resolveRecipe(name);
}

function presetInput(name: PresetName): Record<string, unknown> {
  return {
    name,
    description: descriptions[name],
    extract: extractPresets[name],
    quality: qualityPresets[name],
    safety: safetyPresets[name],
    dedup: dedupPresets[name],
    export: exportPresets[name],
  };
}

/** A recipe as users send it: a preset's name, or an object that changes one (`preset`, default `default`). */
export const recipeInputSchema = z.union([
  z.enum(presetNames),
  z.looseObject({ preset: z.enum(presetNames).optional().describe('The preset that the other fields change') }),
]);
export type RecipeInput = z.infer<typeof recipeInputSchema>;

/**
 * Resolves a preset's name or a partial recipe to a whole one. Objects are merged into the preset's, everything else
 * replaces it; a stage set to null is left out. Errors: `RecipeError` naming every field that does not fit.
 */
export function resolveRecipe(input: RecipeInput): Recipe {
  const { preset, ...changes } = typeof input === 'string' ? { preset: input } : input;
  const base = presetInput(preset ?? 'default');
  const merged = merge(base, changes);
  if (preset === undefined && merged['name'] === 'default' && Object.keys(changes).length > 0)
    merged['name'] = 'custom';
  // Once a process: compiling a parser would take longer than it saves.
  const parsed = recipeSchema.safeParse(merged, { jitless: true });
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'recipe'}: ${issue.message}`);
  throw new RecipeError(`recipe: ${problems.join('; ')}`, { details: { problems } });
}

function merge(base: Record<string, unknown>, changes: Record<string, unknown>): Record<string, unknown> {
  const merged = { ...base };
  for (const [field, value] of Object.entries(changes)) {
    // A "__proto__" in untrusted JSON is an own key of the parsed object; assigning it would set the prototype.
    if (field === '__proto__') continue;
    const before = merged[field];
    merged[field] = isObject(before) && isObject(value) ? merge(before, value) : value;
  }
  return merged;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
