import { mix, step1, step2, TOKEN_1, TOKEN_2 } from '../hash.ts';
import { type Compared, lanesAt } from '../similarity.ts';
import { SKETCH_WORDS } from '../sketch.ts';

/** Words of a document's row in a segment. */
export const ROW_WORDS = 20;
export const ROW_BYTES = ROW_WORDS * 4;

/** What a segment holds of a document beside its postings, its id and its shingles. */
export interface Row {
  /** Four words: equal for documents whose normalised texts are equal. */
  text: Uint32Array;
  /** `SKETCH_WORDS` words. */
  compact: Uint32Array;
  /** Distinct shingles, those of the coarse reading, and tokens (0 unless tokens are stored). */
  shingles: number;
  coarse: number;
  tokens: number;
  /** Number of the segment's file of shingles that has this document's, and the first word of them there. */
  file: number;
  start: number;
  /** Number of its corpus among the segment's. */
  corpus: number;
  /** Bytes of the id in the ids file. */
  idStart: number;
  idBytes: number;
}

const at = { text: 0, compact: 4, shingles: 12, coarse: 13, tokens: 14, owners: 15, start: 16, id: 18 } as const;

/** Most files of shingles, and most corpora, of one segment: their numbers share a word. */
export const MOST_OWNERS = 1 << 16;

export function writeRow(rows: Uint32Array, index: number, row: Row): void {
  const base = index * ROW_WORDS;
  rows.set(row.text, base + at.text);
  rows.set(row.compact, base + at.compact);
  rows[base + at.shingles] = row.shingles;
  rows[base + at.coarse] = row.coarse;
  rows[base + at.tokens] = row.tokens;
  rows[base + at.owners] = row.file * MOST_OWNERS + row.corpus;
  rows[base + at.start] = row.start % 2 ** 32;
  rows[base + at.start + 1] = Math.floor(row.start / 2 ** 32);
  rows[base + at.id] = row.idStart;
  rows[base + at.id + 1] = row.idBytes;
}

export function readRow(rows: Uint32Array, index: number): Row {
  const words = rows.subarray(index * ROW_WORDS, (index + 1) * ROW_WORDS);
  return {
    text: words.subarray(at.text, at.text + 4),
    compact: words.subarray(at.compact, at.compact + SKETCH_WORDS),
    shingles: words[at.shingles]!,
    coarse: words[at.coarse]!,
    tokens: words[at.tokens]!,
    file: Math.floor(words[at.owners]! / MOST_OWNERS),
    start: words[at.start]! + words[at.start + 1]! * 2 ** 32,
    corpus: words[at.owners]! % MOST_OWNERS,
    idStart: words[at.id]!,
    idBytes: words[at.id + 1]!,
  };
}

/** Words of a document's shingles: both lanes of each reading, then its tokens. */
export const shingleWords = ({ shingles, coarse, tokens }: Pick<Row, 'shingles' | 'coarse' | 'tokens'>): number =>
  (shingles + coarse) * 2 + tokens;

/** A stored document as it is compared with others. */
export function comparedOf({ shingles, coarse, tokens }: Row, words: Int32Array): Compared {
  return {
    set: lanesAt(words, 0, shingles),
    coarse: lanesAt(words, shingles * 2, coarse),
    tokens: words.subarray((shingles + coarse) * 2, (shingles + coarse) * 2 + tokens),
  };
}

/** Two words for an id, by which a document is found to be forgotten. */
export function idKey(id: string): [high: number, low: number] {
  let one = TOKEN_1;
  let other = TOKEN_2;
  for (let i = 0; i < id.length; i++) {
    one = step1(one, id.charCodeAt(i));
    other = step2(other, id.charCodeAt(i));
  }
  return [mix(one) >>> 0, mix(other) >>> 0];
}
