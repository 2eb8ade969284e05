import { z } from 'zod';
import { enqueueModel } from '../../queue/enqueue.ts';
import { createModel, listModels, modelSchema, readModel } from '../../runs/models.ts';
import { nameSchema } from '../../runs/names.ts';
import type { Routes } from '../context.ts';
import { pinCorpora } from '../pin-corpora.ts';
import { problemSchema } from '../problem.ts';

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
        summary: 'Classifiers trained here',
        response: { 200: z.object({ models: z.array(summarySchema) }) },
      },
    },
    async () => ({ models: await listModels(storage) }),
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
};
