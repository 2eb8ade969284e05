import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import { z } from 'zod';
import type { Routes } from '../context.ts';
import { problemSchema } from '../problem.ts';

const tags = ['watching'];

/** A key that no run writes; asking for it shows that storage answers. */
const PROBE = 'runs/probe';

export const watchingRoutes: Routes =
  ({ queues, storage, metrics }) =>
  async (app) => {
    app.get(
      '/healthz',
      { schema: { tags, summary: 'The process is up', response: { 200: z.object({ status: z.literal('ok') }) } } },
      async () => ({ status: 'ok' }) as const,
    );

    app.get(
      '/readyz',
      {
        schema: {
          tags,
          summary: 'Queue and storage answer',
          response: { 200: z.object({ status: z.literal('ready') }), 503: problemSchema },
        },
      },
      async () => {
        await Promise.all([queues.ping(), storage.head(PROBE)]);
        return { status: 'ready' } as const;
      },
    );

    app.get('/metrics', { schema: { tags, summary: 'Prometheus' } }, async (_request, reply) =>
      reply.type(metrics.contentType).send(await metrics.text()),
    );

    const board = new FastifyAdapter();
    board.setBasePath('/queues');
    createBullBoard({
      queues: queues.all.map((queue) => new BullMQAdapter(queue)),
      serverAdapter: board,
      options: { uiConfig: { boardTitle: 'Winnow' } },
    });
    await app.register(board.registerPlugin(), { prefix: '/queues' });
  };
