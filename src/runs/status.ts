import { z } from 'zod';
import { readJson, type Storage } from '../storage/storage.ts';
import { type Job, type JobKind, outputPrefix } from './job.ts';
import { type Done, readDone } from './output.ts';
import { type Plan, planJobs } from './plan.ts';
import type { Run } from './store.ts';

const ORDER = [
  'extract',
  'quality',
  'safety',
  'signature',
  'buckets',
  'ranks',
  'addresses',
  'lookup',
  'known',
  'components',
  'sets',
  'compare',
  'clusters',
  'segment',
  'lines',
  'line-totals',
  'repeats',
  'scores',
  'export',
  'shuffle',
] as const satisfies readonly JobKind[];

export const stageStatusSchema = z.object({
  stage: z.enum(ORDER),
  /** Jobs: parts, band ranges, shards, or the one clusters or scores job. */
  done: z.int(),
  total: z.int(),
  /** Of the jobs that are done. */
  documents: z.int(),
  dropped: z.int(),
  /** Stored bytes of the parts that are done. */
  bytes: z.int(),
  totalBytes: z.int(),
});
export type StageStatus = z.infer<typeof stageStatusSchema>;

/** The plan of a run that has started. */
export async function readPlan(storage: Storage, run: string): Promise<Plan | undefined> {
  const key = `runs/${run}/plan.json`;
  // Written by makePlan's own types; a plan that does not fit them is replaced at the next start of the run.
  return (await storage.head(key)) === undefined ? undefined : ((await readJson(storage, key)) as Plan);
}

/** Remembers which outputs are complete: content-addressed, so once done is done for good. */
export class ProgressCache {
  private readonly plans = new Map<string, Plan>();
  private readonly done = new Map<string, Done['counts']>();

  /** Per stage what is done of a run; empty before the run has been planned. */
  async stages(storage: Storage, run: Run): Promise<StageStatus[]> {
    const plan = this.plans.get(run.id) ?? (await readPlan(storage, run.id));
    if (plan === undefined) return [];
    this.plans.set(run.id, plan);
    return this.planStages(storage, plan);
  }

  async planStages(storage: Storage, plan: Plan): Promise<StageStatus[]> {
    const bytes = partBytes(plan);
    const stages = new Map<JobKind, StageStatus>();
    for (const job of planJobs(plan)) {
      const counts = await this.counts(storage, job);
      const size = bytes.get(job.key) ?? 0;
      const stage = stages.get(job.kind) ?? {
        stage: job.kind,
        done: 0,
        total: 0,
        documents: 0,
        dropped: 0,
        bytes: 0,
        totalBytes: 0,
      };
      stages.set(job.kind, stage);
      stage.total += 1;
      stage.totalBytes += size;
      if (counts === undefined) continue;
      stage.done += 1;
      stage.documents += counts['documents'] ?? 0;
      stage.dropped += counts['dropped'] ?? 0;
      stage.bytes += size;
    }
    return ORDER.flatMap((kind) => stages.get(kind) ?? []);
  }

  private async counts(storage: Storage, job: Job): Promise<Done['counts'] | undefined> {
    const prefix = outputPrefix(job.kind, job.key);
    const known = this.done.get(prefix);
    if (known !== undefined) return known;
    const done = await readDone(storage, prefix);
    if (done !== undefined) this.done.set(prefix, done.counts);
    return done?.counts;
  }
}

function partBytes(plan: Plan): Map<string, number> {
  const bytes = new Map<string, number>();
  for (const [index, { part, jobs }] of plan.parts.entries()) {
    for (const job of jobs) bytes.set(job.key, part.end - part.start);
    const exported = plan.exports[index];
    if (exported !== undefined) bytes.set(exported.key, part.end - part.start);
  }
  return bytes;
}
