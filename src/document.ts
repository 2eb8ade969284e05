import { z } from 'zod';

/** Dolma's record. `id` = first 16 hex of the file's SHA-256, `:`, the record's position in the file. */
export const documentSchema = z.object({
  id: z.string().min(1),
  text: z.string(),
  /** Where it came from: the corpus's `source`. */
  source: z.string(),
  /** When it was crawled or collected, ISO 8601, as its record says; never the time of processing. */
  added: z.string().optional(),
  /** When it was written or published, ISO 8601, where known. */
  created: z.string().optional(),
  metadata: z.record(z.string(), z.json()).default({}),
});
export type Document = z.infer<typeof documentSchema>;

export const verdictSchema = z.enum(['keep', 'drop']);
export type Verdict = z.infer<typeof verdictSchema>;

/** A rule that a document failed: what was measured and the limit it broke. */
export const failureSchema = z.object({
  rule: z.string().min(1),
  value: z.union([z.number(), z.string()]),
  limit: z.union([z.number(), z.string()]),
  /** Duplicates only: the id of the document that was kept instead. */
  survivor: z.string().optional(),
  /** Where that document is, if not in the same run: the collection, and the corpus that it came with. */
  collection: z.string().optional(),
  corpus: z.string().optional(),
});
export type Failure = z.infer<typeof failureSchema>;

/** `[start, end, replacement]` in UTF-16 code units of `text`; edits are sorted and do not overlap. */
export const editSchema = z.tuple([z.int().nonnegative(), z.int().nonnegative(), z.string()]);
export type Edit = z.infer<typeof editSchema>;

export const measuresSchema = z.record(z.string(), z.union([z.number(), z.string()]));
export type Measures = z.infer<typeof measuresSchema>;

/** What one stage found about one document; one line of an attributes file. */
export const attributesSchema = z.object({
  id: z.string().min(1),
  verdict: verdictSchema,
  /** Every rule that failed, not the first alone. */
  failures: z.array(failureSchema),
  measures: measuresSchema,
  edits: z.array(editSchema),
});
export type Attributes = z.infer<typeof attributesSchema>;

/** What a stage returns; the caller adds the id. */
export type Annotation = Omit<Attributes, 'id'>;

/** A pure stage over single documents: the same document always gives the same annotation. */
export type Annotate = (document: Document) => Annotation;

/** Applies sorted, non-overlapping edits to a text. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  if (edits.length === 0) return text;
  let result = '';
  let position = 0;
  for (const [start, end, replacement] of edits) {
    result += text.slice(position, start) + replacement;
    position = end;
  }
  return result + text.slice(position);
}
