import { z } from 'zod';
import { stageStatusSchema } from '../runs/status.ts';
import { type Run, runSchema } from '../runs/store.ts';
import type { HttpContext } from './context.ts';
import { RateMeter } from './rate.ts';

/** A run as clients see it: what was asked for, and how far it is. */
export const runStateSchema = runSchema.extend({
  stages: z.array(stageStatusSchema),
  rate: z
    .object({
      documentsPerSecond: z.number(),
      bytesPerSecond: z.number(),
      etaSeconds: z.number().nullable().describe('Until every part has passed every stage; null where unknown'),
    })
    .nullable()
    .describe('Over the last minute; null unless the run is at work'),
});
export type RunState = z.infer<typeof runStateSchema>;

const meter = new RateMeter();

export async function runState({ storage, progress }: HttpContext, run: Run): Promise<RunState> {
  const stages = await progress.stages(storage, run);
  const rate = run.status === 'running' ? meter.measure(run.id, run.startedAt, stages) : null;
  return { ...run, stages, rate };
}
