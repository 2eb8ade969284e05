import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { RequestError } from '../../errors.ts';
import { type Manifest, manifestSchema } from '../../runs/manifest.ts';
import { reportSchema } from '../../runs/report.ts';
import { readJson, type Storage } from '../../storage/storage.ts';
import { listTokens, tokensSchema } from '../../training/tokens.ts';
import type { Routes } from '../context.ts';
import { problemSchema } from '../problem.ts';
import { sendObject } from '../send-object.ts';

const tags = ['datasets'];
const params = z.object({ dataset: z.string() });
const summarySchema = manifestSchema.pick({ dataset: true, sha256: true, documents: true, bytes: true }).extend({
  recipe: z.string(),
  shards: z.int(),
});

const describedSchema = manifestSchema.extend({ tokens: z.array(tokensSchema) });

export const datasetRoutes: Routes =
  ({ storage }) =>
  async (app) => {
    app.get(
      '/v1/datasets',
      { schema: { tags, summary: 'All datasets', response: { 200: z.object({ datasets: z.array(summarySchema) }) } } },
      async () => {
        const datasets: z.infer<typeof summarySchema>[] = [];
        for await (const { key } of storage.list('datasets/')) {
          const id = /^datasets\/([^/]+)\/manifest\.json$/.exec(key)?.[1];
          if (id === undefined) continue;
          const { recipe, shards, dataset, sha256, documents, bytes } = await readManifest(storage, id);
          datasets.push({ dataset, sha256, documents, bytes, recipe: recipe.name, shards: shards.length });
        }
        return { datasets };
      },
    );

    app.get(
      '/v1/datasets/:dataset',
      {
        schema: {
          tags,
          summary: 'The manifest, and the token shards that have been made of it',
          params,
          response: { 200: describedSchema, 404: problemSchema },
        },
      },
      async (request) => {
        const manifest = await readManifest(storage, request.params.dataset);
        return { ...manifest, tokens: await listTokens(storage, manifest.dataset) };
      },
    );

    app.get(
      '/v1/datasets/:dataset/report',
      {
        schema: {
          tags,
          summary: 'The funnel that made it',
          params,
          response: { 200: reportSchema, 404: problemSchema },
        },
      },
      async (request) => {
        const { dataset } = await readManifest(storage, request.params.dataset);
        return reportSchema.parse(await readJson(storage, `datasets/${dataset}/report.json`));
      },
    );

    app.route({
      method: ['GET', 'HEAD'],
      url: '/v1/datasets/:dataset/shards/:name',
      schema: {
        tags,
        summary: 'A shard as it is stored; byte ranges and entity tags as in RFC 9110',
        params: params.extend({ name: z.string() }),
      },
      handler: async (request, reply) => {
        const manifest = await readManifest(storage, request.params.dataset);
        return sendShard(storage, manifest, request.params.name, request, reply);
      },
    });
  };

/** Errors: 404. */
export async function readManifest(storage: Storage, id: string): Promise<Manifest> {
  const key = `datasets/${id}/manifest.json`;
  if (!/^[0-9a-f]{1,64}$/.test(id) || (await storage.head(key)) === undefined)
    throw new RequestError(404, 'not-found', `no dataset ${JSON.stringify(id)}`);
  return manifestSchema.parse(await readJson(storage, key));
}

const types: Record<string, string> = { gz: 'application/gzip', zst: 'application/zstd' };

async function sendShard(
  storage: Storage,
  manifest: Manifest,
  name: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const shard = manifest.shards.find((one) => one.name === name);
  const object =
    shard === undefined ? undefined : await storage.head(`datasets/${manifest.dataset}/shards/${shard.name}`);
  if (shard === undefined || object === undefined)
    throw new RequestError(404, 'not-found', `dataset ${manifest.dataset} has no shard ${JSON.stringify(name)}`);
  const type = types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
  // The hash is of the contents; the size, which is put behind it, tells compressors apart.
  return sendObject(storage, { object, tag: shard.sha256.slice(0, 32), type, what: `shard ${name}` }, request, reply);
}
