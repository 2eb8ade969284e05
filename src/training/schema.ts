import { z } from 'zod';
import { nameSchema } from '../runs/names.ts';
import { causeSchema } from '../runs/store.ts';

/** Model sizes, by the name that `workers/trainer/winnow_trainer/presets.json` gives them. */
export const modelPresets = [
  'nano',
  'micro',
  'mini',
  'gpt2-124m',
  'gpt2-medium',
  'gpt2-large',
  'gpt2-xl',
  'gpt3-small',
  'gpt3-medium',
  'gpt3-large',
  'gpt3-xl',
  'gpt3-2.7b',
  'gpt3-6.7b',
  'gpt3-13b',
  'gpt3-175b',
] as const;

export const trainingIdSchema = z.string().regex(/^[0-9a-f]{16}$/);

/** What the trainer's `train` command is told; the Python side reads exactly these fields. */
export const trainerConfigSchema = z
  .object({
    preset: z.enum(modelPresets).default('nano').describe("Model size; null fields below take the preset's values"),
    context: z.int().min(8).max(8192).nullable().default(null).describe('Tokens of one row'),
    batch: z.int().min(1).max(65536).nullable().default(null).describe('Rows of one step'),
    microBatch: z.int().min(1).max(4096).nullable().default(null).describe('Rows computed at a time'),
    learningRate: z.number().positive().max(1).nullable().default(null).describe('Highest, at the end of the warm-up'),
    steps: z.int().min(0).nullable().default(null).describe('Length as optimiser steps; 0 makes token shards alone'),
    tokens: z.int().min(1).nullable().default(null).describe('Length as tokens seen'),
    epochs: z.number().positive().nullable().default(null).describe('Length as passes over the training split'),
    warmup: z.number().min(0).max(1).default(0.05).describe('Share of the steps'),
    finalLearningRate: z.number().min(0).max(1).default(0.1).describe('Share of the highest where the cosine ends'),
    weightDecay: z.number().min(0).max(1).default(0.1),
    beta1: z.number().min(0).max(0.9999).default(0.9),
    beta2: z.number().min(0).max(0.99999).default(0.95),
    gradientClip: z.number().min(0).default(1).describe('Largest norm of the gradient; 0 for no limit'),
    dropout: z.number().min(0).max(0.9).default(0),
    logEvery: z.int().min(1).default(10).describe('Steps between two lines of training loss'),
    evaluateEvery: z.int().min(0).default(100).describe('Steps between two looks at the held-out split'),
    evaluationTokens: z.int().min(1).default(131_072).describe('Held-out tokens looked at, at most'),
    sampleEvery: z.int().min(0).default(0).describe('Steps between two samples; 0 for one at the end'),
    sampleTokens: z.int().min(1).max(4096).default(120),
    prompt: z.string().max(4096).default(''),
    temperature: z.number().min(0).max(10).default(0.8),
    topK: z.int().min(0).default(50),
    checkpointEvery: z
      .int()
      .min(0)
      .default(500)
      .describe('Steps between two checkpoints; there is always one at the end'),
    keepCheckpoints: z.int().min(1).max(100).default(2).describe('Newest ones kept, besides the best'),
    seed: z
      .int()
      .min(0)
      .max(2 ** 31 - 1)
      .default(0),
    device: z.enum(['auto', 'cpu', 'cuda']).default('auto'),
    compile: z.boolean().nullable().default(null).describe('torch.compile; null for on CUDA only'),
  })
  .strict();
export type TrainerConfig = z.infer<typeof trainerConfigSchema>;

/** What token shards are made with. */
export const tokensRequestSchema = z
  .object({
    vocabSize: z.int().min(257).max(1_000_000).default(8192).describe('Most tokens of the byte-level BPE tokenizer'),
    tokenizer: nameSchema
      .nullable()
      .default(null)
      .describe('A tokenizer that was given (PUT /v1/tokenizers/:name) instead of one trained on the dataset'),
    validation: z.number().min(0).max(0.5).default(0.05).describe('Share of the documents that is held out'),
    seed: trainerConfigSchema.shape.seed,
  })
  .strict();

/** A training as it is asked for. */
export const trainingRequestSchema = trainerConfigSchema
  .extend(tokensRequestSchema.shape)
  .extend({
    dataset: z
      .string()
      .regex(/^[0-9a-f]{1,64}$/)
      .describe('Dataset to train on'),
    startFrom: trainingIdSchema
      .nullable()
      .default(null)
      .describe('A training whose newest checkpoint gives the first weights and whose tokenizer is used'),
  })
  .strict()
  .refine(({ steps, tokens, epochs }) => [steps, tokens, epochs].filter((length) => length !== null).length === 1, {
    message: 'expected exactly one of steps, tokens and epochs',
    path: ['steps'],
  })
  .refine(({ tokenizer, startFrom }) => tokenizer === null || startFrom === null, {
    message: 'expected null beside startFrom, whose tokenizer is used',
    path: ['tokenizer'],
  });
export type TrainingRequest = z.infer<typeof trainingRequestSchema>;

/** What the trainer last said of itself. */
export const trainingProgressSchema = z.object({
  step: z.number(),
  steps: z.number().nullable(),
  parameters: z.number().nullable(),
  device: z.string().nullable(),
  loss: z.number().nullable(),
  validationLoss: z.number().nullable(),
  tokensPerSecond: z.number().nullable(),
  overfitting: z.boolean().describe('Validation loss has risen while training loss fell'),
  sample: z.string().nullable(),
});
export type TrainingProgress = z.infer<typeof trainingProgressSchema>;

export const trainingSchema = z.object({
  id: trainingIdSchema,
  status: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  attempt: z.int().positive(),
  request: trainingRequestSchema,
  progress: trainingProgressSchema,
  cause: causeSchema.nullable(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
});
export type Training = z.infer<typeof trainingSchema>;

/** One line of the trainer's output or of `metrics.jsonl`; fields depend on the event. */
export const trainerEventSchema = z.looseObject({
  event: z.string(),
  step: z.number().optional(),
  steps: z.number().optional(),
  loss: z.number().nullish(),
  validationLoss: z.number().nullish(),
  tokensPerSecond: z.number().optional(),
  parameters: z.number().optional(),
  device: z.string().optional(),
  text: z.string().optional(),
  message: z.string().optional(),
  status: z.string().optional(),
  file: z.string().optional(),
  kept: z.array(z.string()).optional(),
});
export type TrainerEvent = z.infer<typeof trainerEventSchema>;

export const emptyProgress: TrainingProgress = {
  step: 0,
  steps: null,
  parameters: null,
  device: null,
  loss: null,
  validationLoss: null,
  tokensPerSecond: null,
  overfitting: false,
  sample: null,
};

/** Progress after one more event. */
export function followEvent(progress: TrainingProgress, event: TrainerEvent): TrainingProgress {
  return {
    step: event.step ?? progress.step,
    steps: event.steps ?? progress.steps,
    parameters: event.parameters ?? progress.parameters,
    device: event.device ?? progress.device,
    loss: event.loss ?? progress.loss,
    validationLoss: event.validationLoss ?? progress.validationLoss,
    tokensPerSecond: event.tokensPerSecond ?? progress.tokensPerSecond,
    overfitting: progress.overfitting || event.event === 'overfitting',
    sample: event.event === 'sample' ? (event.text ?? null) : progress.sample,
  };
}
