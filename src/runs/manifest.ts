import { z } from 'zod';
import { recipeSchema } from '../recipe.ts';
import { funnelSchema } from './funnel.ts';

/** One shard of a dataset. Bytes and SHA-256 are of the uncompressed contents: compressors differ between versions. */
export const shardSchema = z.object({
  name: z.string(),
  documents: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
  sha256: z.string(),
});

/** `datasets/<dataset>/manifest.json`: what training reads. Written last; no clock, so equal runs have equal bytes. */
export const manifestSchema = z.object({
  dataset: z.string(),
  /** SHA-256 over the shards' hashes in order: equal for equal datasets. */
  sha256: z.string(),
  /** Lines of all shards: a document with copies counts as often as it is there. */
  documents: z.int().nonnegative(),
  /** Uncompressed bytes of all shards. */
  bytes: z.int().nonnegative(),
  shards: z.array(shardSchema),
  /** Documents that every stage kept beside their copies here, where the recipe has epochs or a top share. */
  copies: funnelSchema.shape.copies,
  recipe: recipeSchema,
  lineage: z.object({
    files: z.array(z.object({ corpus: z.string(), name: z.string(), sha256: z.string(), size: z.int().nonnegative() })),
    /** Key of each stage's output, by stage, in order of parts. */
    outputs: z.record(z.string(), z.array(z.string())),
  }),
});
export type Manifest = z.infer<typeof manifestSchema>;
