import { z } from 'zod';
import { RequestError } from '../../errors.ts';
import { trainerEventSchema, trainingRequestSchema, trainingSchema } from '../../training/schema.ts';
import {
  cancelTraining,
  checkpointKey,
  isTrainingOver,
  listTrainings,
  readMetrics,
  readTraining,
  resumeTraining,
} from '../../training/store.ts';
import { beginTraining, queueTraining } from '../begin-training.ts';
import type { Routes } from '../context.ts';
import { problemSchema } from '../problem.ts';
import { sendEvents } from '../sse.ts';

const tags = ['trainings'];
const params = z.object({ training: z.string() });

export const trainingRoutes: Routes = (context) => async (app) => {
  const { storage } = context;

  app.post(
    '/v1/trainings',
    {
      schema: {
        tags,
        summary: 'Train a model on a dataset',
        body: trainingRequestSchema,
        response: { 201: trainingSchema, 422: problemSchema },
      },
    },
    async (request, reply) => {
      const training = await beginTraining(context, request.body, request.log);
      return reply.code(201).header('location', `/v1/trainings/${training.id}`).send(training);
    },
  );

  app.get(
    '/v1/trainings',
    {
      schema: {
        tags,
        summary: 'All trainings, newest first',
        response: { 200: z.object({ trainings: z.array(trainingSchema) }) },
      },
    },
    async () => ({ trainings: await listTrainings(storage) }),
  );

  app.get(
    '/v1/trainings/:training',
    {
      schema: {
        tags,
        summary: 'A training: how far it is',
        params,
        response: { 200: trainingSchema, 404: problemSchema },
      },
    },
    async (request) => readTraining(storage, request.params.training),
  );

  app.get(
    '/v1/trainings/:training/metrics',
    {
      schema: {
        tags,
        summary: 'Loss curve: every line that the trainer wrote, oldest first',
        params,
        response: { 200: z.object({ metrics: z.array(trainerEventSchema) }), 404: problemSchema },
      },
    },
    async (request) => {
      const { id } = await readTraining(storage, request.params.training);
      return { metrics: await readMetrics(storage, id) };
    },
  );

  app.get(
    '/v1/trainings/:training/events',
    { schema: { tags, summary: 'Server-sent events: the training whenever it has changed, until it ends', params } },
    async (request, reply) => {
      const { id } = await readTraining(storage, request.params.training);
      return sendEvents(request, reply, context.closing, async () => {
        const training = await readTraining(storage, id);
        return { event: 'training', data: training, last: isTrainingOver(training) };
      });
    },
  );

  app.post(
    '/v1/trainings/:training/cancel',
    {
      schema: {
        tags,
        summary: 'Stop a training within seconds; it leaves a checkpoint',
        params,
        response: { 200: trainingSchema, 404: problemSchema },
      },
    },
    async (request) => cancelTraining(storage, request.params.training),
  );

  app.post(
    '/v1/trainings/:training/resume',
    {
      schema: {
        tags,
        summary: 'Go on with a failed or cancelled training from its newest checkpoint',
        params,
        response: { 200: trainingSchema, 404: problemSchema, 409: problemSchema },
      },
    },
    async (request) => {
      const training = await resumeTraining(storage, request.params.training);
      if (!isTrainingOver(training)) await queueTraining(context, training, request.log);
      return training;
    },
  );

  app.get(
    '/v1/trainings/:training/checkpoints',
    {
      schema: {
        tags,
        summary: 'Checkpoints that are kept',
        params,
        response: {
          200: z.object({ checkpoints: z.array(z.object({ name: z.string(), size: z.number() })) }),
          404: problemSchema,
        },
      },
    },
    async (request) => {
      const { id } = await readTraining(storage, request.params.training);
      const checkpoints: { name: string; size: number }[] = [];
      for await (const { key, size } of storage.list(checkpointKey(id, '')))
        checkpoints.push({ name: key.split('/').at(-1) ?? '', size });
      return { checkpoints };
    },
  );

  app.get(
    '/v1/trainings/:training/checkpoints/:name',
    { schema: { tags, summary: 'A checkpoint (PyTorch)', params: params.extend({ name: z.string() }) } },
    async (request, reply) => {
      const { id } = await readTraining(storage, request.params.training);
      const key = checkpointKey(id, request.params.name);
      const object = /^step-\d{8}\.pt$/.test(request.params.name) ? await storage.head(key) : undefined;
      if (object === undefined)
        throw new RequestError(
          404,
          'not-found',
          `training ${id} has no checkpoint ${JSON.stringify(request.params.name)}`,
        );
      reply.header('content-length', object.size).type('application/octet-stream');
      return reply.send(await storage.get(key));
    },
  );
};
