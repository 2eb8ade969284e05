import { z } from 'zod';

/** Names that users give to corpora, models and collections; safe as one storage key segment. */
export const nameSchema = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/,
    'expected 1 to 64 of a-z, 0-9 and "-", not starting or ending with "-"',
  )
  .describe('1 to 64 of a-z, 0-9 and -');

/** Name of an upload: shown to users and a hint for its format, never a path. */
export const fileNameSchema = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[^/\\\u0000-\u001f\u007f]+$/, 'expected a file name without "/", "\\" and control characters');
