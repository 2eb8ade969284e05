import type { TrainOptions } from '../../src/stages/quality/classifier/train.ts';

/** What the default quality model is trained with, chosen by `validate.ts`. */
export const modelOptions: Partial<TrainOptions> = { bits: 18, rate: 0.03 };
