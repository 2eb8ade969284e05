import { z } from 'zod';
import { RequestError } from '../../errors.ts';
import { type Cluster, clusterDetailSchema, clusterSchema, readCluster, readClusters } from '../../runs/clusters.ts';
import { outputPrefix } from '../../runs/job.ts';
import { readDone } from '../../runs/output.ts';
import type { Plan } from '../../runs/plan.ts';
import { readPlan } from '../../runs/status.ts';
import { readRun } from '../../runs/store.ts';
import type { HttpContext, Routes } from '../context.ts';
import { problemSchema } from '../problem.ts';

const tags = ['runs'];

export const clusterRoutes: Routes = (context) => async (app) => {
  const { storage } = context;

  app.get(
    '/v1/runs/:run/clusters',
    {
      schema: {
        tags,
        summary: 'Clusters of near-duplicates, the largest first',
        description:
          'Each with the document that stays. `next` is the `after` of the following page, null on the last.',
        params: z.object({ run: z.string() }),
        querystring: z
          .object({
            least: z.coerce.number().int().min(2).default(2).describe('Fewest documents of a cluster'),
            after: z.string().optional().describe('Id of the cluster before the first'),
            limit: z.coerce.number().int().min(1).max(500).default(20),
          })
          .strict(),
        response: {
          200: z.object({ clusters: z.array(clusterSchema), next: z.string().nullable() }),
          404: problemSchema,
        },
      },
    },
    async (request) => {
      const plan = await clusteredPlan(context, request.params.run);
      const { limit, ...filter } = request.query;
      const clusters: Cluster[] = [];
      for await (const cluster of readClusters(storage, plan, filter)) {
        if (clusters.length === limit) return { clusters, next: clusters.at(-1)?.survivor ?? null };
        clusters.push(cluster);
      }
      return { clusters, next: null };
    },
  );

  app.get(
    '/v1/runs/:run/clusters/:id',
    {
      schema: {
        tags,
        summary: 'One cluster: its survivor, and removed documents beside it word by word',
        description: 'All its documents: `GET /v1/runs/:run/documents?survivor=ID`.',
        params: z.object({ run: z.string(), id: z.string() }),
        querystring: z.object({ samples: z.coerce.number().int().min(0).max(20).default(3) }).strict(),
        response: { 200: clusterDetailSchema, 404: problemSchema },
      },
    },
    async (request) => {
      const plan = await clusteredPlan(context, request.params.run);
      return readCluster(storage, plan, request.params.id, request.query.samples);
    },
  );
};

/** Errors: 404 where the run has no clusters, or not yet. */
async function clusteredPlan({ storage }: HttpContext, id: string): Promise<Plan> {
  const run = await readRun(storage, id);
  const plan = await readPlan(storage, run.id);
  const key = plan?.clusters?.key;
  if (plan === undefined || key === undefined || (await readDone(storage, outputPrefix('clusters', key))) === undefined)
    throw new RequestError(
      404,
      'not-found',
      `run ${run.id} is ${run.status}: no clusters${key === undefined ? '' : ' yet'}`,
    );
  return plan;
}
