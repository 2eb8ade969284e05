import { z } from 'zod';
import { RequestError } from '../errors.ts';
import { readJson, type Storage, writeJson } from '../storage/storage.ts';
import { corpusFileSchema } from './corpora.ts';
import { nameSchema } from './names.ts';

const sideSchema = z.object({ name: nameSchema, source: z.string(), files: z.array(corpusFileSchema) });

/** `models/<name>/request.json`: what a classifier is trained from; files are pinned when it is asked for. */
const requestSchema = z.object({
  name: nameSchema,
  /** Texts of the kind to keep, and of the kind to drop. */
  good: z.array(sideSchema).min(1),
  bad: z.array(sideSchema).min(1),
  seed: z.int(),
  attempt: z.int().positive(),
  createdAt: z.string(),
});
export type ModelRequest = z.infer<typeof requestSchema>;

/** `models/<name>/ended-<attempt>.json`; written after `model.bin` and `report.json`. */
const endSchema = z.object({
  status: z.enum(['done', 'failed']),
  cause: z.object({ code: z.string(), message: z.string() }).nullable(),
  at: z.string(),
});
export type ModelEnd = Omit<z.infer<typeof endSchema>, 'at'>;

export const modelSchema = requestSchema.extend({
  status: z.enum(['queued', 'done', 'failed']),
  cause: endSchema.shape.cause,
  endedAt: z.string().nullable(),
  report: z
    .record(z.string(), z.json())
    .nullable()
    .describe('On texts held out: ROC, precision and recall, calibration, strongest features'),
});
export type Model = z.infer<typeof modelSchema>;

const key = (name: string, file: string): string => `models/${name}/${file}`;

/** Errors: 404. */
export async function readModelRequest(storage: Storage, name: string): Promise<ModelRequest> {
  if (!nameSchema.safeParse(name).success || (await storage.head(key(name, 'request.json'))) === undefined)
    throw new RequestError(404, 'not-found', `no model ${JSON.stringify(name)}`);
  return requestSchema.parse(await readJson(storage, key(name, 'request.json')));
}

/** Errors: 404. */
export async function readModel(storage: Storage, name: string): Promise<Model> {
  const request = await readModelRequest(storage, name);
  const endKey = key(name, `ended-${request.attempt}.json`);
  if ((await storage.head(endKey)) === undefined)
    return { ...request, status: 'queued', cause: null, endedAt: null, report: null };
  const { at, ...end } = endSchema.parse(await readJson(storage, endKey));
  const report =
    end.status === 'done' ? modelSchema.shape.report.parse(await readJson(storage, key(name, 'report.json'))) : null;
  return { ...request, ...end, endedAt: at, report };
}

/** Every model that was asked for, in order of name. */
export async function listModels(storage: Storage): Promise<Model[]> {
  const models: Model[] = [];
  for await (const { key: found } of storage.list('models/')) {
    const name = /^models\/([^/]+)\/request\.json$/.exec(found)?.[1];
    if (name !== undefined) models.push(await readModel(storage, name));
  }
  return models;
}

/**
 * Asks for a classifier. A name stays with its model, since runs pin it; only a training that failed may be asked for
 * again. Errors: 409.
 */
export async function createModel(
  storage: Storage,
  input: Pick<ModelRequest, 'name' | 'good' | 'bad' | 'seed'>,
): Promise<Model> {
  const before = await readModel(storage, input.name).catch((error: unknown) => {
    if (error instanceof RequestError && error.status === 404) return undefined;
    throw error;
  });
  if (before !== undefined && before.status !== 'failed')
    throw new RequestError(409, 'conflict', `model ${input.name} exists and is ${before.status}: expected a new name`);
  const attempt = (before?.attempt ?? 0) + 1;
  const request = requestSchema.parse({ ...input, attempt, createdAt: new Date().toISOString() });
  await writeJson(storage, key(input.name, 'request.json'), request);
  return readModel(storage, input.name);
}

export async function storeModel(
  storage: Storage,
  { name }: Pick<ModelRequest, 'name'>,
  trained: { model: Uint8Array; report: object },
): Promise<void> {
  await storage.put(key(name, 'model.bin'), trained.model);
  await writeJson(storage, key(name, 'report.json'), trained.report);
}

export async function endModel(
  storage: Storage,
  { name, attempt }: Pick<ModelRequest, 'name' | 'attempt'>,
  end: ModelEnd,
): Promise<void> {
  await writeJson(storage, key(name, `ended-${attempt}.json`), { ...end, at: new Date().toISOString() });
}
