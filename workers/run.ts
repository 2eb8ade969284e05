import { WinnowError } from '../src/errors.ts';
import { addPlanned } from '../src/runs/collections/add.ts';
import { serviceCollection } from '../src/runs/collections/state.ts';
import { finishDataset } from '../src/runs/finish.ts';
import { type Job, outputPrefix } from '../src/runs/job.ts';
import { makePlan, type Plan, planPhases } from '../src/runs/plan.ts';
import {
  type Cause,
  endRun,
  isEnded,
  isUnderWay,
  markStarted,
  type Run,
  readFailures,
  readRun,
} from '../src/runs/store.ts';
import { type Storage, writeJson } from '../src/storage/storage.ts';

/** What a run needs next: chains of jobs that wait for each other inside a chain only, or nothing any more. */
export type Step = { kind: 'ended'; run: Run } | { kind: 'work'; chains: Job[][] };

/**
 * Takes a run one phase further from what storage holds; keeps no state of its own, so it may be called again at any
 * time and on any machine. Chains hold only jobs whose outputs are missing. When all outputs are there, it writes the
 * dataset and ends the run; when a job failed for good, it ends the run as failed with that cause.
 */
export async function advanceRun(storage: Storage, id: string): Promise<Step> {
  const run = await readRun(storage, id);
  if (isEnded(run)) return { kind: 'ended', run };
  const [failure] = await readFailures(storage, run);
  if (failure !== undefined)
    return { kind: 'ended', run: await endRun(storage, run, { status: 'failed', dataset: null, cause: failure }) };
  try {
    const plan = await makePlan(storage, run);
    if (run.status === 'queued') {
      await writeJson(storage, `runs/${id}/plan.json`, plan);
      await markStarted(storage, run);
    }
    const chains = await missingWork(storage, plan);
    if (chains.length > 0) return { kind: 'work', chains };
    const manifest = await finishDataset(storage, run, plan);
    const { collection } = run;
    // Added before the run ends, so that a run that is done has added; a crash between the two adds nothing twice.
    if (collection !== null && (await isUnderWay(storage, id, run.attempt)))
      await addPlanned(storage, plan, serviceCollection(storage, collection.name), id);
    await storage.copy(`datasets/${manifest.dataset}/report.json`, `runs/${id}/report.json`);
    return {
      kind: 'ended',
      run: await endRun(storage, run, { status: 'done', dataset: manifest.dataset, cause: null }),
    };
  } catch (error) {
    // A storage that fails may work again at the next try; a recipe whose model is gone will not.
    if (!(error instanceof WinnowError) || error.code === 'storage-failed') throw error;
    const cause: Cause = { stage: 'run', part: null, code: error.code, message: error.message };
    return { kind: 'ended', run: await endRun(storage, run, { status: 'failed', dataset: null, cause }) };
  }
}

/** The first phase of the plan that has outputs missing, as chains; empty when everything is there. */
async function missingWork(storage: Storage, plan: Plan): Promise<Job[][]> {
  for (const phase of planPhases(plan)) {
    const chains: Job[][] = [];
    for (const chain of phase) {
      const missing: Job[] = [];
      for (const job of chain)
        if ((await storage.head(`${outputPrefix(job.kind, job.key)}/done.json`)) === undefined) missing.push(job);
      if (missing.length > 0) chains.push(missing);
    }
    if (chains.length > 0) return chains;
  }
  return [];
}
