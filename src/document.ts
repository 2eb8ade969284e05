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

/** A span of a text that stays, or what stands in its place. */
type Piece = { start: number; end: number } | string;

const lengthOf = (piece: Piece): number => (typeof piece === 'string' ? piece.length : piece.end - piece.start);

/** A piece's own [from, to), which may reach beyond it. */
function within(piece: Piece, from: number, to: number): Piece {
  if (typeof piece === 'string') return piece.slice(Math.max(0, from), Math.max(0, to));
  return { start: Math.min(piece.end, piece.start + Math.max(0, from)), end: Math.min(piece.end, piece.start + to) };
}

/** The edits of a text of `length` code units that do what `first` and then `second` (of what `first` leaves) do. */
export function composeEdits(length: number, first: readonly Edit[], second: readonly Edit[]): Edit[] {
  if (first.length === 0) return [...second];
  return editsOf(length, edited(edited([{ start: 0, end: length }], first), second));
}

function edited(pieces: readonly Piece[], edits: readonly Edit[]): Piece[] {
  const left: Piece[] = [];
  let index = 0;
  let place = 0;
  // takes pieces up to a place in the text that they make, and keeps them or not
  const goTo = (to: number, keeps: boolean, from: number): void => {
    for (; index < pieces.length; index++) {
      const piece = pieces[index]!;
      const end = place + lengthOf(piece);
      const part = within(piece, from - place, to - place);
      if (keeps && lengthOf(part) > 0) left.push(part);
      if (end > to) return;
      place = end;
    }
  };
  let position = 0;
  for (const [start, end, replacement] of edits) {
    goTo(start, true, position);
    goTo(end, false, start);
    left.push(replacement);
    position = end;
  }
  goTo(Number.MAX_SAFE_INTEGER, true, position);
  return left;
}

function editsOf(length: number, pieces: readonly Piece[]): Edit[] {
  const edits: Edit[] = [];
  let position = 0;
  let replacement = '';
  const editTo = (end: number): void => {
    if (end > position || replacement !== '') edits.push([position, end, replacement]);
    replacement = '';
  };
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      replacement += piece;
      continue;
    }
    editTo(piece.start);
    position = piece.end;
  }
  editTo(length);
  return edits;
}
