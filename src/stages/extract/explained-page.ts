import { z } from 'zod';

const scoredBlockSchema = z.object({
  text: z.string(),
  score: z.number().describe('Probability of being main text, 0 to 1'),
  kept: z.boolean(),
  path: z.string().describe('Element names from the page down, e.g. "main/article/p"'),
});
/** A block of text and what the model made of it. */
export type ScoredBlock = z.infer<typeof scoredBlockSchema>;

const textSourceSchema = z.enum(['blocks', 'json-ld', 'textarea', 'selectors']);
/** What a page's text was taken from: its blocks, what a shell holds for its scripts, or what the recipe selects. */
export type TextSource = z.infer<typeof textSourceSchema>;

export const explainedPageSchema = z.object({
  text: z.string(),
  from: textSourceSchema.describe('What the text was taken from; "blocks": the kept ones'),
  confidence: z.number().describe('Expected F1 of the kept blocks, 0 to 1'),
  blocks: z.array(scoredBlockSchema).describe('All blocks of the page in order'),
});
/** A page's blocks in order, kept and dropped, with their scores; and the text they give. */
export type ExplainedPage = z.infer<typeof explainedPageSchema>;
