import { z } from 'zod';
import { siteSelectorsSchema } from './selectors.ts';

/** Reference of the model that ships with Winnow. */
export const builtinExtractModel = 'builtin:extract.bin';

const textFormat = z.enum(['text', 'markdown']);
export type TextFormat = z.infer<typeof textFormat>;

export const extractParameters = z
  .object({
    model: z
      .string()
      .default(builtinExtractModel)
      .describe('Main-text model: boosted oblivious trees over text blocks, as scripts/extract-model makes them'),
    threshold: z
      .number()
      .min(0)
      .max(1)
      .optional()
      .describe(
        'Probability from which on a block is main text; higher keeps less and more surely. Default: what the model chooses for each page',
      ),
    keepHidden: z
      .boolean()
      .default(false)
      .describe('Keep text that pages hide: hidden, aria-hidden="true", inline display:none'),
    comments: z
      .enum(['drop', 'metadata'])
      .default('drop')
      .describe('Reader comments that are not main text: drop them, or keep them in metadata.comments'),
    format: textFormat
      .default('text')
      .describe('Plain lines, or Markdown: headings, lists, quotations, code, tables, links and emphasis'),
    repairEncoding: z
      .boolean()
      .default(true)
      .describe(
        'Undo double encoding (UTF-8 that something read as Latin-1 or windows-1252 and encoded again), and read C1 controls as windows-1252',
      ),
    normalise: z.enum(['none', 'nfc']).default('nfc').describe('Unicode normalisation of the text (UAX #15)'),
    selectors: siteSelectorsSchema
      .default({})
      .describe('CSS selectors of the main text by host, for sites one knows; they take the place of the model there'),
  })
  .strict();
export type ExtractParameters = z.infer<typeof extractParameters>;
