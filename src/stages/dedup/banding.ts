import type { DedupParameters } from './parameters.ts';

/** Bands that one buckets job looks at; each costs a sort over all documents. */
const BANDS_PER_JOB = 8;

/** Half-open range of columns: the bands in order, then the hash of the whole text as the last column. */
export interface ColumnRange {
  from: number;
  to: number;
}

/** The columns in which equal values make documents candidates: `bands`, and one more for exact duplicates. */
export const columnCount = ({ bands }: Pick<DedupParameters, 'bands'>): number => bands + 1;

/** The ranges of columns that a run's buckets jobs share between them. */
export function dedupBucketJobs(parameters: Pick<DedupParameters, 'bands'>): ColumnRange[] {
  const columns = columnCount(parameters);
  const jobs = Math.ceil(columns / BANDS_PER_JOB);
  return Array.from({ length: jobs }, (_, job) => ({
    from: Math.floor((columns * job) / jobs),
    to: Math.floor((columns * (job + 1)) / jobs),
  }));
}

/** Probability that two sets of Jaccard similarity `s` share a band: 1 − (1 − s^rows)^bands (Leskovec et al., §3.4). */
export const matchProbability = (s: number, { bands, rows }: Pick<DedupParameters, 'bands' | 'rows'>): number =>
  1 - (1 - s ** rows) ** bands;
