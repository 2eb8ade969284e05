import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { RequestError } from '../errors.ts';
import { type Recipe, recipeSchema } from '../recipe.ts';
import { readJson, type Storage, writeJson } from '../storage/storage.ts';
import { corpusFileSchema } from './corpora.ts';
import { nameSchema } from './names.ts';

export const runStatusSchema = z.enum(['queued', 'running', 'done', 'failed', 'cancelled']);

/** What ended a run that failed. */
export const causeSchema = z.object({
  stage: z.string(),
  /** File name and byte range, where a part's job failed. */
  part: z.string().nullable(),
  code: z.string(),
  message: z.string(),
});
export type Cause = z.infer<typeof causeSchema>;

export const runSchema = z.object({
  id: z.string().regex(/^[0-9a-f]{16}$/),
  status: runStatusSchema,
  /** Raised by resume, so that its jobs are new to the queue. */
  attempt: z.int().positive(),
  /** Files pinned when the run was made: uploads that come later belong to later runs. */
  corpora: z.array(z.object({ name: nameSchema, source: z.string(), files: z.array(corpusFileSchema) })),
  recipe: recipeSchema,
  dataset: z.string().nullable(),
  cause: causeSchema.nullable(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
});
export type Run = z.infer<typeof runSchema>;

const runKey = (id: string): string => `runs/${id}/run.json`;

/** Makes a queued run over what the corpora hold now. */
export async function createRun(storage: Storage, corpora: Run['corpora'], recipe: Recipe): Promise<Run> {
  const run: Run = {
    id: randomBytes(8).toString('hex'),
    status: 'queued',
    attempt: 1,
    corpora,
    recipe,
    dataset: null,
    cause: null,
    createdAt: new Date().toISOString(),
    startedAt: null,
    endedAt: null,
  };
  await writeRun(storage, run);
  return run;
}

export async function writeRun(storage: Storage, run: Run): Promise<void> {
  await writeJson(storage, runKey(run.id), run);
}

/** Errors: 404. */
export async function readRun(storage: Storage, id: string): Promise<Run> {
  if (!/^[0-9a-f]{16}$/.test(id) || (await storage.head(runKey(id))) === undefined)
    throw new RequestError(404, 'not-found', `no run ${JSON.stringify(id)}`);
  return runSchema.parse(await readJson(storage, runKey(id)));
}

/** Every run, newest first. */
export async function listRuns(storage: Storage): Promise<Run[]> {
  const runs: Run[] = [];
  for await (const { key } of storage.list('runs/'))
    if (/^runs\/[0-9a-f]{16}\/run\.json$/.test(key)) runs.push(runSchema.parse(await readJson(storage, key)));
  return runs.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
}

export const isEnded = (run: Run): boolean =>
  run.status === 'done' || run.status === 'failed' || run.status === 'cancelled';

/** Marks a run as cancelled; workers stop when they see it. Cancelling an ended run changes nothing. */
export async function requestCancel(storage: Storage, id: string): Promise<Run> {
  const run = await readRun(storage, id);
  if (isEnded(run)) return run;
  const cancelled: Run = { ...run, status: 'cancelled', endedAt: new Date().toISOString() };
  await writeRun(storage, cancelled);
  return cancelled;
}

/** Queues a failed or cancelled run again; what is in storage is not done twice. Errors: 409 for a run not ended. */
export async function requestResume(storage: Storage, id: string): Promise<Run> {
  const run = await readRun(storage, id);
  if (run.status === 'done') return run;
  if (!isEnded(run))
    throw new RequestError(409, 'conflict', `run ${id} is ${run.status}: expected failed or cancelled`);
  for await (const { key } of storage.list(`runs/${id}/failures/`)) await storage.delete(key);
  const resumed: Run = { ...run, status: 'queued', attempt: run.attempt + 1, cause: null, endedAt: null };
  await writeRun(storage, resumed);
  return resumed;
}

/** Why a job of the run failed for good; kept in storage so that it outlives the queue. */
export async function recordFailure(storage: Storage, run: string, key: string, cause: Cause): Promise<void> {
  await writeJson(storage, `runs/${run}/failures/${key}.json`, cause);
}

/** Failures of the run's jobs, in order of key. */
export async function readFailures(storage: Storage, run: string): Promise<Cause[]> {
  const causes: Cause[] = [];
  for await (const { key } of storage.list(`runs/${run}/failures/`))
    causes.push(causeSchema.parse(await readJson(storage, key)));
  return causes;
}
