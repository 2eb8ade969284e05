import { stages } from '../src/pipeline.ts';
import type { JobWorker } from '../src/runs/job.ts';
import { annotatePart } from './annotate.ts';
import { stageWorker } from './instance.ts';

/** Language, quality rules and classifier over a part. */
export const judgeQuality: JobWorker<'quality' | 'safety'> = (job, context) =>
  annotatePart(job, stageWorker(stages.quality, job.parameters, job.assets, context.assets), context);
