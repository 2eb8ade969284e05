import { createHash } from 'node:crypto';
import { z } from 'zod';
import { RequestError } from '../errors.ts';
import { isFastText } from '../stages/quality/classifier/fasttext/file.ts';
import { isQualityModel } from '../stages/quality/classifier/model.ts';
import { classifierReportSchema } from '../stages/quality/classifier/report.ts';
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
  report: classifierReportSchema
    .nullable()
    .describe('On texts held out: ROC, precision and recall, calibration, strongest features'),
});
export type Model = z.infer<typeof modelSchema>;

/** `models/<name>/uploaded.json`; written after `model.bin`. */
export const uploadedModelSchema = z.object({
  name: nameSchema,
  size: z.int().nonnegative(),
  sha256: z.string(),
  kind: z.enum(['winnow', 'fasttext']),
});
export type UploadedModel = z.infer<typeof uploadedModelSchema>;

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

/** Every model that was uploaded, in order of name. */
export async function listUploadedModels(storage: Storage): Promise<UploadedModel[]> {
  const models: UploadedModel[] = [];
  for await (const { key: found } of storage.list('models/'))
    if (found.endsWith('/uploaded.json')) models.push(uploadedModelSchema.parse(await readJson(storage, found)));
  return models;
}

const FIRST_BYTES = 8;

/**
 * Stores a model's bytes under a name that no model has. Errors: 409 for a name that is taken, 415 for bytes that are
 * neither a model of ours nor fastText's; then nothing is stored.
 */
export async function uploadModel(
  storage: Storage,
  name: string,
  body: AsyncIterable<Uint8Array>,
): Promise<UploadedModel> {
  for (const file of ['request.json', 'model.bin'])
    if ((await storage.head(key(name, file))) !== undefined)
      throw new RequestError(409, 'conflict', `model ${name} exists: expected a new name, since runs pin models`);
  const hash = createHash('sha256');
  let size = 0;
  let kind: UploadedModel['kind'] | undefined;
  let waiting = Buffer.alloc(0);
  async function* recognised(): AsyncIterable<Uint8Array> {
    for await (const chunk of body) {
      size += chunk.byteLength;
      hash.update(chunk);
      if (kind !== undefined) {
        yield chunk;
        continue;
      }
      waiting = Buffer.concat([waiting, chunk]);
      if (waiting.length < FIRST_BYTES) continue;
      kind = kindOf(waiting);
      yield waiting;
    }
    kind ??= kindOf(waiting);
  }
  await storage.put(key(name, 'model.bin'), recognised());
  const uploaded = { name, size, sha256: hash.digest('hex'), kind: kind ?? kindOf(waiting) };
  await writeJson(storage, key(name, 'uploaded.json'), uploaded);
  return uploaded;
}

function kindOf(bytes: Uint8Array): UploadedModel['kind'] {
  if (isFastText(bytes)) return 'fasttext';
  if (isQualityModel(bytes)) return 'winnow';
  throw new RequestError(415, 'unsupported-media', 'model: expected a quality model of Winnow or a fastText model');
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
  if (before === undefined && (await storage.head(key(input.name, 'model.bin'))) !== undefined)
    throw new RequestError(409, 'conflict', `model ${input.name} was uploaded: expected a new name`);
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
