import type { JobWorker } from '../src/runs/job.ts';
import { qualityStage } from '../src/stages/quality/quality.ts';
import { annotatePart } from './annotate.ts';
import { stageWorker } from './instance.ts';

/** Language, quality rules and classifier over a part. */
export const judgeQuality: JobWorker<'quality' | 'safety'> = (job, context) =>
  annotatePart(job, stageWorker(qualityStage, job.parameters, job.assets, context.assets), context);
