import { z } from 'zod';

/** Which lines of a host are cut from all of its pages. */
export const repeatedLinesParameters = z
  .object({
    minPages: z.int().min(2).default(10).describe('A line goes if it is on at least this many pages of its host'),
    minShare: z.number().gt(0).max(1).default(0.1).describe("and on at least this share of the host's pages"),
    minCharacters: z
      .int()
      .min(1)
      .default(20)
      .describe('and has at least so many characters: brackets of code and short answers repeat by nature'),
  })
  .strict();
export type RepeatedLinesParameters = z.infer<typeof repeatedLinesParameters>;
