import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import { z } from 'zod';
import type { Routes } from '../context.ts';
import { problemSchema } from '../problem.ts';

const tags = ['watching'];

const BOARD_POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

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

    await app.register(async (board) => {
      // The board's page asks a font server elsewhere; a browser is told not to.
      board.addHook('onSend', async (_request, reply) => {
        reply.header('content-security-policy', BOARD_POLICY);
      });
      const adapter = new FastifyAdapter();
      adapter.setBasePath('/queues');
      createBullBoard({
        queues: queues.all.map((queue) => new BullMQAdapter(queue)),
        serverAdapter: adapter,
        options: {
          uiConfig: {
            boardTitle: 'Winnow',
            boardLogo: { path: '/pages/icon.svg', width: 24, height: 24 },
            favIcon: { default: '/pages/icon.svg', alternative: 'static/favicon-32x32.png' },
            miscLinks: [
              { text: 'Corpora and runs', url: '/' },
              { text: 'API', url: '/docs' },
            ],
            // Only Redis can tell who its clients are.
            showWorkers: queues.kind === 'redis',
            hideRedisDetails: queues.kind !== 'redis',
          },
        },
      });
      await board.register(adapter.registerPlugin(), { prefix: '/queues' });
    });
  };
