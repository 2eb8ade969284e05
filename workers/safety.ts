import type { JobWorker } from '../src/runs/job.ts';
import { safetyStage } from '../src/stages/safety/safety.ts';
import { annotatePart } from './annotate.ts';
import { stageWorker } from './instance.ts';

/** Lists, harmful content and personal data over a part. */
export const judgeSafety: JobWorker<'quality' | 'safety'> = (job, context) =>
  annotatePart(job, stageWorker(safetyStage, job.parameters, job.assets, context.assets), context);
