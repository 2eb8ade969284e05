import { stages } from '../src/pipeline.ts';
import type { JobWorker } from '../src/runs/job.ts';
import { annotatePart } from './annotate.ts';
import { stageWorker } from './instance.ts';

/** Lists, harmful content and personal data over a part. */
export const judgeSafety: JobWorker<'quality' | 'safety'> = (job, context) =>
  annotatePart(job, stageWorker(stages.safety, job.parameters, job.assets, context.assets), context);
