import { z } from 'zod';
import { RequestError } from '../../errors.ts';
import { enqueueModel } from '../../queue/enqueue.ts';
import {
  createModel,
  listModels,
  listUploadedModels,
  modelSchema,
  readModel,
  uploadedModelSchema,
  uploadModel,
} from '../../runs/models.ts';
import { nameSchema } from '../../runs/names.ts';
import { reportHtml } from '../../stages/quality/classifier/report-html.ts';
import type { Routes } from '../context.ts';
import { pinCorpora } from '../pin-corpora.ts';
import { problemSchema } from '../problem.ts';
import { tooLarge } from '../upload.ts';

const tags = ['models'];
const corpora = z.array(nameSchema).min(1).max(1000);
const summarySchema = modelSchema.pick({ name: true, status: true, cause: true, createdAt: true, endedAt: true });

export const modelRoutes: Routes = (context) => async (app) => {
  const { storage, queues, config } = context;

  app.post(
    '/v1/models',
    {
      schema: {
        tags,
        summary: 'Train a quality classifier from good and bad texts',
        description:
          'A recipe uses it as `{"quality": {"classifier": {"model": "model:NAME"}}}`. Only a name whose training failed can be used again.',
        body: z
          .object({
            name: nameSchema,
            good: corpora.describe('Corpora of texts to keep'),
            bad: corpora.describe('Corpora of texts to drop'),
            seed: z.int().min(0).max(0xffffffff).default(1),
          })
          .strict(),
        response: { 202: modelSchema, 409: problemSchema, 422: problemSchema },
      },
    },
    async (request, reply) => {
      const { name, seed } = request.body;
      const good = await pinCorpora(storage, request.body.good);
      const bad = await pinCorpora(storage, request.body.bad);
      const model = await createModel(storage, { name, good, bad, seed });
      await enqueueModel(queues, model, config.workers).catch((error: unknown) =>
        request.log.warn({ err: error, model: name }, 'queue is away: the model is queued when it is back'),
      );
      return reply.code(202).header('location', `/v1/models/${name}`).send(model);
    },
  );

  app.get(
    '/v1/models',
    {
      schema: {
        tags,
        summary: 'Classifiers trained here, and models uploaded',
        response: { 200: z.object({ models: z.array(summarySchema), uploaded: z.array(uploadedModelSchema) }) },
      },
    },
    async () => ({ models: await listModels(storage), uploaded: await listUploadedModels(storage) }),
  );

  app.get(
    '/v1/models/:model',
    {
      schema: {
        tags,
        summary: 'A classifier, with its report on texts held out',
        params: z.object({ model: z.string() }),
        response: { 200: modelSchema, 404: problemSchema },
      },
    },
    async (request) => readModel(storage, request.params.model),
  );

  app.get(
    '/v1/models/:model/report',
    {
      schema: {
        tags,
        summary: 'Its report as a page: ROC, precision and recall, calibration, strongest features',
        params: z.object({ model: z.string() }),
      },
    },
    async (request, reply) => {
      const { name, status, report } = await readModel(storage, request.params.model);
      if (report === null) throw new RequestError(409, 'conflict', `model ${name} is ${status}: expected done`);
      return reply
        .type('text/html; charset=utf-8')
        .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
        .send(reportHtml(name, report));
    },
  );

  await app.register(async (raw) => {
    // The body of an upload is streamed, whatever its type says.
    raw.removeAllContentTypeParsers();
    raw.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    raw.put<{ Params: { model: string }; Body: AsyncIterable<Uint8Array> | undefined }>(
      '/v1/models/:model',
      {
        bodyLimit: Number.MAX_SAFE_INTEGER,
        schema: {
          tags,
          summary: 'Upload a model: a supervised fastText model (.bin, .ftz) or one of `winnow train-classifier`',
          description:
            'The bytes are the body. A recipe uses a fastText model as `{"quality": {"classifier": {"model": "model:NAME", "labels": ["hq"]}}}`.',
          params: z.object({ model: nameSchema }),
          response: { 201: uploadedModelSchema, 409: problemSchema, 413: problemSchema, 415: problemSchema },
        },
      },
      async (request, reply) => {
        const maxBytes = config.http.maxUploadBytes;
        const body = limited(request.body ?? request.raw, maxBytes);
        const model = await uploadModel(storage, request.params.model, body);
        request.log.info({ model: model.name, size: model.size, kind: model.kind }, 'model uploaded');
        return reply.code(201).header('location', `/v1/models/${model.name}`).send(model);
      },
    );
  });
};

async function* limited(body: AsyncIterable<Uint8Array>, maxBytes: number): AsyncIterable<Uint8Array> {
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge(maxBytes);
    yield chunk;
  }
}
