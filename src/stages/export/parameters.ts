import { z } from 'zod';
import type { PresetName } from '../preset.ts';

export const exportParameters = z
  .object({
    compression: z
      .enum(['gz', 'zst'])
      .default('gz')
      .describe('Compression of the JSONL shards: gzip members of 1 MB or zstd frames of 4 MB'),
    attributes: z
      .boolean()
      .default(true)
      .describe('Whether a shard carries the measures of its documents under metadata.winnow'),
  })
  .strict();
export type ExportParameters = z.infer<typeof exportParameters>;

export const exportPresets: Record<PresetName, z.input<typeof exportParameters>> = {
  default: {},
  massivetext: {},
  gpt3: {},
  lee2022: {},
  fineweb: {},
};
