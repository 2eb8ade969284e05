import { z } from 'zod';
import type { Storage } from '../storage/storage.ts';
import { pinnedCollectionSchema } from './collections/state.ts';

/** A slice of an uploaded file that one job works on, planned from sizes alone. */
export const partSchema = z.object({
  corpus: z.string(),
  source: z.string(),
  /** The upload's name: metadata and a hint for formats, never a path. */
  name: z.string(),
  sha256: z.string().length(64),
  /** Bytes of the whole file. */
  size: z.int().nonnegative(),
  /** Byte range of the stored file; records that start in it belong to this part. */
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
});
export type Part = z.infer<typeof partSchema>;

const key = z.string().regex(/^[0-9a-f]{32}$/);
/** Reference → SHA-256 of each model or list that the job needs. */
const assets = z.record(z.string(), z.string());
const parameters = z.record(z.string(), z.unknown());

/** Output of a stage over one part; `attributes` files stand beside `documents` line by line. */
const annotated = z.object({ stage: z.enum(['extract', 'quality', 'safety']), key });

export const jobSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('extract'), key, part: partSchema, parameters, assets }),
  z.object({
    kind: z.enum(['quality', 'safety']),
    key,
    /** Key of the extract output whose documents are judged. */
    documents: key,
    /** Stages before this one, in order: a document that one of them dropped is passed over. */
    before: z.array(annotated),
    annotateDropped: z.boolean(),
    parameters,
    assets,
  }),
  z.object({ kind: z.literal('signature'), key, documents: key, before: z.array(annotated), parameters, assets }),
  /** Groups equal keys of the columns `from` (inclusive) to `to` (exclusive) over all parts: slice `slice` of `slices`. */
  z.object({
    kind: z.literal('buckets'),
    key,
    signatures: z.array(key),
    from: z.int(),
    to: z.int(),
    slice: z.int().nonnegative(),
    slices: z.int().positive(),
    parameters,
  }),
  /** Puts all documents in order of preference. */
  z.object({ kind: z.literal('ranks'), key, signatures: z.array(key), parameters }),
  /** Shares out documents that may be similar among compare jobs. */
  z.object({
    kind: z.literal('components'),
    key,
    signatures: z.array(key),
    buckets: z.array(key),
    /** Key of the ranks output; null where documents are preferred in the order of input. */
    ranks: key.nullable(),
    addresses: z.array(key),
    known: key.nullable(),
    /** 32-bit words that the shingles and tokens of a share take; null: all are one share. */
    shareWords: z.int().positive().nullable(),
    parameters,
  }),
  /** Brings the shingle sets of a part's candidates together by share. */
  z.object({
    kind: z.literal('sets'),
    key,
    index: z.int().nonnegative(),
    signature: key,
    components: key,
    parameters,
  }),
  /** Compares the documents of the shares that fall to job `index` of `jobs`. */
  z.object({
    kind: z.literal('compare'),
    key,
    /** Where there are no `sets`: all are one share. */
    signatures: z.array(key),
    components: key,
    /** Keys of the sets outputs, in order of the parts. */
    sets: z.array(key),
    index: z.int().nonnegative(),
    jobs: z.int().positive(),
    parameters,
  }),
  /** Finds documents at one web address, of those whose hash falls to job `index` of `jobs`. */
  z.object({
    kind: z.literal('addresses'),
    key,
    signatures: z.array(key),
    index: z.int().nonnegative(),
    jobs: z.int().positive(),
    parameters,
  }),
  /** Finds what a collection has in the columns `from` to `to`, for all parts. */
  z.object({
    kind: z.literal('lookup'),
    key,
    signatures: z.array(key),
    from: z.int(),
    to: z.int(),
    collection: pinnedCollectionSchema,
    parameters,
  }),
  /** Verifies those, and names each document that the collection has. */
  z.object({
    kind: z.literal('known'),
    key,
    signatures: z.array(key),
    lookups: z.array(key),
    collection: pinnedCollectionSchema,
    parameters,
  }),
  /** Verifies candidates and names survivors; writes one attributes file per part. */
  z.object({
    kind: z.literal('clusters'),
    key,
    signatures: z.array(key),
    buckets: z.array(key),
    ranks: key.nullable(),
    /** Keys of the compare outputs. */
    edges: z.array(key),
    /** Keys of the addresses outputs, where the recipe compares addresses. */
    addresses: z.array(key),
    /** Key of the known output, where the recipe has a collection: its documents are removed already. */
    known: key.nullable(),
    parameters,
  }),
  /** Makes a segment of a collection of what the run keeps. */
  z.object({
    kind: z.literal('segment'),
    key,
    signatures: z.array(key),
    /** Corpus of each part. */
    corpora: z.array(z.string()),
    clusters: key,
    parameters,
  }),
  /** Counts on how many of a part's kept pages each line of a host is. */
  z.object({
    kind: z.literal('lines'),
    key,
    index: z.int().nonnegative(),
    documents: key,
    before: z.array(annotated),
    clusters: key,
    parameters,
  }),
  /** Adds up those counts over all parts, for the ranges of keys `from` (inclusive) to `to` (exclusive). */
  z.object({ kind: z.literal('line-totals'), key, lines: z.array(key), from: z.int(), to: z.int(), parameters }),
  /** Cuts the lines of a part's documents that are on many pages of their host. */
  z.object({
    kind: z.literal('repeats'),
    key,
    index: z.int().nonnegative(),
    documents: key,
    before: z.array(annotated),
    clusters: key,
    lines: key,
    totals: z.array(key),
    parameters,
  }),
  /** Finds the quality scores at the shares that the export's parameters name, over all documents that are kept. */
  z.object({
    kind: z.literal('scores'),
    key,
    parts: z.array(z.array(annotated)),
    clusters: key.nullable(),
    /** Keys of the repeats outputs in order of the parts, where the recipe cuts repeated lines. */
    repeats: z.array(key),
    parameters,
  }),
  z.object({
    kind: z.literal('export'),
    key,
    /** Number of the part in the plan: names its shard. */
    index: z.int().nonnegative(),
    part: partSchema,
    documents: key,
    before: z.array(annotated),
    /** Key of the clusters output, where the recipe has dedup. */
    clusters: key.nullable(),
    /** Key of the part's repeats output, where the recipe cuts repeated lines. */
    repeats: key.nullable(),
    /** Key of the scores output, where the recipe asks for quantiles. */
    scores: key.nullable(),
    /** Shards that the whole dataset is shuffled into; 0: the part's documents are a shard, in order. */
    shards: z.int().nonnegative(),
    parameters,
  }),
  /** Puts together one shard of a shuffled dataset from its share of every part. */
  z.object({
    kind: z.literal('shuffle'),
    key,
    exports: z.array(key),
    index: z.int().nonnegative(),
    shards: z.int().positive(),
    parameters,
  }),
]);
export type Job = z.infer<typeof jobSchema>;
export type JobKind = Job['kind'];
export type JobOf<Kind extends JobKind> = Extract<Job, { kind: Kind }>;

/** Where a job's output lies: `outputs/<kind>/<key>`. */
export const outputPrefix = (kind: JobKind, key: string): string => `outputs/${kind}/${key}`;

export interface JobContext {
  storage: Storage;
  /** Bytes of each asset that the job names, by reference, hash checked. */
  assets: ReadonlyMap<string, Uint8Array>;
  signal: AbortSignal;
  progress(done: { documents: number; bytes: number }): void;
}

/** Does a job's work and commits its output; running it again gives the same bytes. */
export type JobWorker<Kind extends JobKind> = (job: JobOf<Kind>, context: JobContext) => Promise<void>;
