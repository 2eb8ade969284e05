import { z } from 'zod';
import { type Job, jobSchema } from '../runs/job.ts';
import { nameSchema } from '../runs/names.ts';

/** One queue per worker kind, so that each can be watched, paused and scaled alone. */
export const queueNames = ['run', 'extract', 'quality', 'safety', 'dedup', 'export', 'train'] as const;
export type QueueName = (typeof queueNames)[number];

const runId = z.string().regex(/^[0-9a-f]{16}$/);

export const runPayloadSchema = z.object({
  run: runId,
  attempt: z.int().positive(),
  /** Raised when jobs ended without their output and without a recorded failure, so that they are new to the queue. */
  pass: z.int().nonnegative().default(0),
});
export type RunPayload = z.infer<typeof runPayloadSchema>;

export const stagePayloadSchema = z.object({ run: runId, attempt: z.int().positive(), job: jobSchema });
export type StagePayload = z.infer<typeof stagePayloadSchema>;

/** A classifier to train from two corpora; shares the quality workers. */
export const modelPayloadSchema = z.object({ model: nameSchema, attempt: z.int().positive() });
export type ModelPayload = z.infer<typeof modelPayloadSchema>;

/** Segments of a collection to merge; shares the dedup workers. */
export const mergePayloadSchema = z.object({ collection: nameSchema });
export type MergePayload = z.infer<typeof mergePayloadSchema>;

export const trainPayloadSchema = z.object({
  training: z.string().regex(/^[0-9a-f]{16}$/),
  attempt: z.int().positive(),
});
export type TrainPayload = z.infer<typeof trainPayloadSchema>;

/** The queue whose workers do a job. */
export function queueOf(job: Job): QueueName {
  switch (job.kind) {
    case 'signature':
    case 'buckets':
    case 'ranks':
    case 'addresses':
    case 'components':
    case 'sets':
    case 'compare':
    case 'lookup':
    case 'known':
    case 'clusters':
    case 'segment':
    case 'lines':
    case 'line-totals':
    case 'repeats':
      return 'dedup';
    case 'scores':
    case 'shuffle':
      return 'export';
    default:
      return job.kind;
  }
}

// BullMQ keeps ":" for itself, so ids are joined with dots.
export const runJobId = (run: string, attempt: number): string => `${run}.${attempt}`;
export const stageJobId = ({ run, attempt, pass }: RunPayload, key: string): string =>
  `${run}.${attempt}.${pass === 0 ? '' : `${pass}.`}${key}`;
