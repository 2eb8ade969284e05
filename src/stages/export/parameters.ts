import { z } from 'zod';
import type { PresetName } from '../preset.ts';

const times = z.number().min(0).max(100);
const share = z.number().min(0).max(1);
const seed = z.int().min(0).max(0xffffffff).default(1);

const epochs = z
  .object({
    default: times.default(1).describe('Times that a document of a source not named below is in the dataset'),
    sources: z
      .record(z.string(), times)
      .default({})
      .describe(
        'Times by source of the corpus; 0.44: 44 of 100 documents once, 2.9: 90 of 100 three times, the others twice',
      ),
    quality: z
      .array(z.tuple([share, times]))
      .default([])
      .describe(
        '[from, factor]: documents whose quality score is above this share of all kept ones are in factor times as often',
      ),
    seed: seed.describe('Seed of the draws for what is left of a whole number; the document id is the rest of it'),
  })
  .strict();

export const exportParameters = z
  .object({
    compression: z
      .enum(['gz', 'zst'])
      .default('gz')
      .describe('Compression of the JSONL shards: gzip members of 1 MB or zstd frames of 4 MB'),
    attributes: z
      .boolean()
      .default(true)
      .describe('Whether a shard carries the measures of its documents, as JSON in the string metadata.winnow'),
    topShare: share
      .nullable()
      .default(null)
      .describe(
        'Keep this share of the documents that every stage kept, those with the best quality scores; null: all',
      ),
    epochs: epochs
      .nullable()
      .default(null)
      .describe('How often documents are in the dataset (Brown et al. 2020, table 2.2); null: each once'),
    shuffle: z
      .object({
        seed: seed.describe('Seed of the order; the document id is the rest of it'),
        shards: z
          .int()
          .positive()
          .max(1024)
          .nullable()
          .default(null)
          .describe('Shards of the dataset; null: as many as parts, at most 256'),
      })
      .strict()
      .nullable()
      .default(null)
      .describe('Mix the documents of the whole dataset; null: in order of input'),
  })
  .strict();
export type ExportParameters = z.infer<typeof exportParameters>;

/**
 * Epochs of GPT-3's data in 300 billion tokens (Brown et al. 2020, table 2.2), for corpora of these sources.
 * Quality data is met up to 3.4 times, most of the crawl never.
 */
const GPT3_EPOCHS = { 'common-crawl': 0.44, webtext2: 2.9, books1: 1.9, books2: 0.43, wikipedia: 3.4 };

export const exportPresets: Record<PresetName, z.input<typeof exportParameters>> = {
  default: {},
  massivetext: {},
  gpt3: { epochs: { sources: GPT3_EPOCHS }, shuffle: {} },
  lee2022: {},
  fineweb: {},
};
