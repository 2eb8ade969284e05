import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { RequestError } from '../errors.ts';
import { type Recipe, recipeSchema } from '../recipe.ts';
import { readJson, type Storage, writeJson } from '../storage/storage.ts';
import { pinnedCollectionSchema } from './collections/state.ts';
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
  /** Raised by resume, so that its jobs are new to the queue. The state below is this attempt's. */
  attempt: z.int().positive(),
  /** Files pinned when the run was made: uploads that come later belong to later runs. */
  corpora: z.array(z.object({ name: nameSchema, source: z.string(), files: z.array(corpusFileSchema) })),
  recipe: recipeSchema,
  /** What the collection that the recipe names held when the run was made. */
  collection: pinnedCollectionSchema.nullable().default(null),
  dataset: z.string().nullable(),
  cause: causeSchema.nullable(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
});
export type Run = z.infer<typeof runSchema>;

/** `run.json`: what was asked for. Written once. */
const requestSchema = runSchema.pick({ id: true, corpora: true, recipe: true, collection: true, createdAt: true });

/** `attempts/<n>/ended.json`, by the worker that took the run to its end. */
const endSchema = runSchema
  .pick({ dataset: true, cause: true })
  .extend({ status: z.enum(['done', 'failed']), at: z.string() });
export type RunEnd = Omit<z.infer<typeof endSchema>, 'at'>;

const atSchema = z.object({ at: z.string() });

const runKey = (id: string): string => `runs/${id}/run.json`;
const attemptKey = (id: string, attempt: number, event: string): string => `runs/${id}/attempts/${attempt}/${event}`;

/** What happens to an attempt. Each is an object of its own, so that two writers never lose each other's word. */
type Event = 'queued' | 'started' | 'cancelled' | 'ended';
const EVENT = /^runs\/([0-9a-f]{16})\/attempts\/(\d+)\/(queued|started|cancelled|ended)\.json$/;

interface Attempt {
  attempt: number;
  events: ReadonlySet<string>;
}

/** The last attempt that the keys of a run tell of; a run that was never resumed has its first. */
function lastAttempt(keys: Iterable<string>): Attempt {
  let attempt = 1;
  let events = new Set<string>();
  for (const key of keys) {
    const [, , number, event] = EVENT.exec(key) ?? [];
    if (number === undefined || event === undefined || Number(number) < attempt) continue;
    if (Number(number) > attempt) events = new Set();
    attempt = Number(number);
    events.add(event);
  }
  return { attempt, events };
}

async function attemptOf(storage: Storage, id: string): Promise<Attempt> {
  const keys: string[] = [];
  for await (const { key } of storage.list(`runs/${id}/attempts/`)) keys.push(key);
  return lastAttempt(keys);
}

const isOver = ({ events }: Attempt): boolean => events.has('ended') || events.has('cancelled');

async function write(storage: Storage, id: string, attempt: number, event: Event, more: object = {}): Promise<void> {
  await writeJson(storage, attemptKey(id, attempt, `${event}.json`), { ...more, at: new Date().toISOString() });
}

/** Makes a queued run over what the corpora hold now. */
export async function createRun(
  storage: Storage,
  corpora: Run['corpora'],
  recipe: Recipe,
  collection: Run['collection'] = null,
): Promise<Run> {
  const id = randomBytes(8).toString('hex');
  const request = { id, corpora, recipe, collection, createdAt: new Date().toISOString() };
  await writeJson(storage, runKey(id), request);
  return { ...request, ...queued, attempt: 1 };
}

const queued = { status: 'queued', dataset: null, cause: null, startedAt: null, endedAt: null } as const;

/** Errors: 404. */
export async function readRun(storage: Storage, id: string): Promise<Run> {
  if (!/^[0-9a-f]{16}$/.test(id) || (await storage.head(runKey(id))) === undefined)
    throw new RequestError(404, 'not-found', `no run ${JSON.stringify(id)}`);
  return readState(storage, id, await attemptOf(storage, id));
}

async function readState(storage: Storage, id: string, { attempt, events }: Attempt): Promise<Run> {
  const request = requestSchema.parse(await readJson(storage, runKey(id)));
  const at = async (event: Event): Promise<string | null> =>
    events.has(event) ? atSchema.parse(await readJson(storage, attemptKey(id, attempt, `${event}.json`))).at : null;
  const run: Run = { ...request, ...queued, attempt, startedAt: await at('started') };
  if (run.startedAt !== null) run.status = 'running';
  if (events.has('ended')) {
    const end = endSchema.parse(await readJson(storage, attemptKey(id, attempt, 'ended.json')));
    // A run that was done when it was cancelled is done.
    if (end.status === 'done' || !events.has('cancelled')) {
      const { at: endedAt, ...outcome } = end;
      return { ...run, ...outcome, endedAt };
    }
  }
  return events.has('cancelled') ? { ...run, status: 'cancelled', endedAt: await at('cancelled') } : run;
}

async function attempts(storage: Storage): Promise<Map<string, Attempt>> {
  const runs: string[] = [];
  const keys = new Map<string, string[]>();
  for await (const { key } of storage.list('runs/')) {
    const [, id = '', rest = ''] = /^runs\/([0-9a-f]{16})\/(.*)$/.exec(key) ?? [];
    if (rest === 'run.json') runs.push(id);
    const known = keys.get(id);
    if (known === undefined) keys.set(id, [key]);
    else known.push(key);
  }
  return new Map(runs.map((id) => [id, lastAttempt(keys.get(id) ?? [])]));
}

/** Every run, newest first. */
export async function listRuns(storage: Storage): Promise<Run[]> {
  const runs: Run[] = [];
  for (const [id, attempt] of await attempts(storage)) runs.push(await readState(storage, id, attempt));
  return runs.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
}

/** Every run that has not ended, from the keys alone. */
export async function listUnfinished(storage: Storage): Promise<{ id: string; attempt: number }[]> {
  const found: { id: string; attempt: number }[] = [];
  for (const [id, last] of await attempts(storage)) if (!isOver(last)) found.push({ id, attempt: last.attempt });
  return found;
}

/** Whether this attempt of a run is its last and has not ended; from the keys alone. */
export async function isUnderWay(storage: Storage, id: string, attempt: number): Promise<boolean> {
  const last = await attemptOf(storage, id);
  return last.attempt === attempt && !isOver(last);
}

export async function markStarted(storage: Storage, { id, attempt }: Pick<Run, 'id' | 'attempt'>): Promise<void> {
  await write(storage, id, attempt, 'started');
}

/** Ends an attempt, unless it was cancelled in the meantime. */
export async function endRun(
  storage: Storage,
  { id, attempt }: Pick<Run, 'id' | 'attempt'>,
  end: RunEnd,
): Promise<Run> {
  if (await isUnderWay(storage, id, attempt)) await write(storage, id, attempt, 'ended', end);
  return readRun(storage, id);
}

export const isEnded = (run: Run): boolean =>
  run.status === 'done' || run.status === 'failed' || run.status === 'cancelled';

/** Marks a run as cancelled; workers stop when they see it. Cancelling an ended run changes nothing. */
export async function requestCancel(storage: Storage, id: string): Promise<Run> {
  const run = await readRun(storage, id);
  if (isEnded(run)) return run;
  await write(storage, id, run.attempt, 'cancelled');
  return readRun(storage, id);
}

/** Queues a failed or cancelled run again; what is in storage is not done twice. Errors: 409 for a run not ended. */
export async function requestResume(storage: Storage, id: string): Promise<Run> {
  const run = await readRun(storage, id);
  if (run.status === 'done') return run;
  if (!isEnded(run))
    throw new RequestError(409, 'conflict', `run ${id} is ${run.status}: expected failed or cancelled`);
  await write(storage, id, run.attempt + 1, 'queued');
  return readRun(storage, id);
}

/** Why a job failed for good; kept in storage so that it outlives the queue. */
export async function recordFailure(
  storage: Storage,
  { id, attempt }: Pick<Run, 'id' | 'attempt'>,
  key: string,
  cause: Cause,
): Promise<void> {
  await writeJson(storage, attemptKey(id, attempt, `failures/${key}.json`), cause);
}

/** Failures of an attempt's jobs, in order of key. */
export async function readFailures(storage: Storage, { id, attempt }: Pick<Run, 'id' | 'attempt'>): Promise<Cause[]> {
  const causes: Cause[] = [];
  for await (const { key } of storage.list(attemptKey(id, attempt, 'failures/')))
    causes.push(causeSchema.parse(await readJson(storage, key)));
  return causes;
}
