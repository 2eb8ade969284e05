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

/** The ranges of columns that a run's jobs share between them. */
export function dedupBucketJobs(parameters: Pick<DedupParameters, 'bands'>, perJob = BANDS_PER_JOB): ColumnRange[] {
  const columns = columnCount(parameters);
  const jobs = Math.ceil(columns / perJob);
  return Array.from({ length: jobs }, (_, job) => ({
    from: Math.floor((columns * job) / jobs),
    to: Math.floor((columns * (job + 1)) / jobs),
  }));
}

/** What one buckets job looks at: columns, and of their values the share `slice` of `slices` equal ones. */
export interface BucketShare extends ColumnRange {
  slice: number;
  slices: number;
}

/** Stored bytes up to which one job looks at all columns, of which it looks at eight, and of which a slice is cut. */
const BYTES_OF_ONE_JOB = 2 ** 30;
const BYTES_OF_EIGHT_COLUMNS = 4 * 2 ** 30;
const BYTES_PER_SLICE = 16 * 2 ** 30;

/**
 * How buckets jobs share the columns of a run over so many stored bytes: the fewer columns each, the more there is. A
 * slice of the values is cut only where all would not fit in memory: each slice reads its columns whole.
 */
export function bucketShares(parameters: Pick<DedupParameters, 'bands'>, bytes: number): BucketShare[] {
  if (bytes < BYTES_OF_ONE_JOB) return [{ from: 0, to: columnCount(parameters), slice: 0, slices: 1 }];
  const slices = Math.ceil(bytes / BYTES_PER_SLICE);
  const perJob = Math.max(1, Math.floor(BANDS_PER_JOB / Math.ceil(bytes / BYTES_OF_EIGHT_COLUMNS)));
  const ranges = dedupBucketJobs(parameters, perJob);
  return ranges.flatMap((range) => Array.from({ length: slices }, (_, slice) => ({ ...range, slice, slices })));
}

/** Probability that two sets of Jaccard similarity `s` share a band: 1 − (1 − s^rows)^bands (Leskovec et al., §3.4). */
export const matchProbability = (s: number, { bands, rows }: Pick<DedupParameters, 'bands' | 'rows'>): number =>
  1 - (1 - s ** rows) ** bands;
