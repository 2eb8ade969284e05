import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { RequestError } from '../errors.ts';
import { type Cause, causeSchema } from '../runs/store.ts';
import { readBytes, readJson, type Storage, writeJson } from '../storage/storage.ts';
import {
  emptyProgress,
  followEvent,
  type Training,
  type TrainingRequest,
  trainerEventSchema,
  trainingRequestSchema,
} from './schema.ts';

/** `training.json`: what was asked for. Written once; what happens to it are objects of their own beside it. */
const recordSchema = z.object({ id: z.string(), request: trainingRequestSchema, createdAt: z.string() });
const eventSchema = z.object({ at: z.string() });
const endSchema = eventSchema.extend({
  status: z.enum(['done', 'failed', 'cancelled']),
  cause: causeSchema.nullable(),
});

type Happening = 'queued' | 'started' | 'cancelled' | 'ended';

const folder = (id: string): string => `trainings/${id}`;
export const metricsKey = (id: string): string => `${folder(id)}/metrics.jsonl`;
export const tokenizerKey = (id: string): string => `${folder(id)}/tokenizer.json`;
export const checkpointKey = (id: string, file: string): string => `${folder(id)}/checkpoints/${file}`;
const happeningKey = (id: string, attempt: number, what: Happening): string =>
  `${folder(id)}/attempts/${attempt}/${what}.json`;

async function write(storage: Storage, id: string, attempt: number, what: Happening, more: object = {}): Promise<void> {
  await writeJson(storage, happeningKey(id, attempt, what), { ...more, at: new Date().toISOString() });
}

/** Makes a queued training. */
export async function createTraining(storage: Storage, request: TrainingRequest): Promise<Training> {
  const id = randomBytes(8).toString('hex');
  await writeJson(storage, `${folder(id)}/training.json`, { id, request, createdAt: new Date().toISOString() });
  return readTraining(storage, id);
}

/** Errors: 404. */
export async function readTraining(storage: Storage, id: string): Promise<Training> {
  const key = `${folder(id)}/training.json`;
  if (!/^[0-9a-f]{16}$/.test(id) || (await storage.head(key)) === undefined)
    throw new RequestError(404, 'not-found', `no training ${JSON.stringify(id)}`);
  const record = recordSchema.parse(await readJson(storage, key));
  const attempt = await lastAttempt(storage, id);
  const at = async (what: Happening): Promise<string | null> => {
    const happening = happeningKey(id, attempt, what);
    return (await storage.head(happening)) === undefined
      ? null
      : eventSchema.parse(await readJson(storage, happening)).at;
  };
  const startedAt = await at('started');
  const progress = await readProgress(storage, id);
  const training: Training = {
    ...record,
    status: startedAt === null ? 'queued' : 'running',
    attempt,
    progress,
    cause: null,
    startedAt,
    endedAt: null,
  };
  if ((await storage.head(happeningKey(id, attempt, 'ended'))) !== undefined) {
    const { at: endedAt, ...end } = endSchema.parse(await readJson(storage, happeningKey(id, attempt, 'ended')));
    return { ...training, ...end, endedAt };
  }
  const cancelledAt = await at('cancelled');
  return cancelledAt === null ? training : { ...training, status: 'cancelled', endedAt: cancelledAt };
}

async function lastAttempt(storage: Storage, id: string): Promise<number> {
  let last = 1;
  for await (const { key } of storage.list(`${folder(id)}/attempts/`))
    last = Math.max(last, Number(/\/attempts\/(\d+)\//.exec(key)?.[1] ?? 1));
  return last;
}

/** Lines of the trainer's metrics, oldest first; empty before there are any. */
export async function readMetrics(storage: Storage, id: string): Promise<z.infer<typeof trainerEventSchema>[]> {
  if ((await storage.head(metricsKey(id))) === undefined) return [];
  const text = (await readBytes(storage, metricsKey(id))).toString('utf8');
  return text.split('\n').flatMap((line) => (line === '' ? [] : [trainerEventSchema.parse(JSON.parse(line))]));
}

async function readProgress(storage: Storage, id: string): Promise<Training['progress']> {
  return (await readMetrics(storage, id)).reduce(followEvent, emptyProgress);
}

/** Every training, newest first. */
export async function listTrainings(storage: Storage): Promise<Training[]> {
  const trainings: Training[] = [];
  for await (const { key } of storage.list('trainings/')) {
    const id = /^trainings\/([0-9a-f]{16})\/training\.json$/.exec(key)?.[1];
    if (id !== undefined) trainings.push(await readTraining(storage, id));
  }
  return trainings.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
}

export const isTrainingOver = ({ status }: Training): boolean => status !== 'queued' && status !== 'running';

export async function startTraining(storage: Storage, { id, attempt }: Training): Promise<void> {
  await write(storage, id, attempt, 'started');
}

export async function endTraining(
  storage: Storage,
  { id, attempt }: Training,
  end: { status: 'done' | 'failed' | 'cancelled'; cause: Cause | null },
): Promise<void> {
  await write(storage, id, attempt, 'ended', end);
}

/** Asks for a stop; the trainer leaves a checkpoint. A training that has ended stays as it is. */
export async function cancelTraining(storage: Storage, id: string): Promise<Training> {
  const training = await readTraining(storage, id);
  if (isTrainingOver(training)) return training;
  await write(storage, id, training.attempt, 'cancelled');
  return readTraining(storage, id);
}

/** Queues a failed or cancelled training again; it goes on from its newest checkpoint. Errors: 409. */
export async function resumeTraining(storage: Storage, id: string): Promise<Training> {
  const training = await readTraining(storage, id);
  if (training.status === 'done') return training;
  if (!isTrainingOver(training))
    throw new RequestError(409, 'conflict', `training ${id} is ${training.status}: expected failed or cancelled`);
  await write(storage, id, training.attempt + 1, 'queued');
  return readTraining(storage, id);
}

/** Newest checkpoint of a training that storage has. */
export async function latestCheckpoint(storage: Storage, id: string): Promise<string | undefined> {
  let latest: string | undefined;
  for await (const { key } of storage.list(`${folder(id)}/checkpoints/`)) latest = key.split('/').at(-1);
  return latest;
}
