import { z } from 'zod';
import { RequestError } from '../../errors.ts';
import { enqueueMerge } from '../../queue/enqueue.ts';
import { describeCollection, describedSchema, listCollections } from '../../runs/collections/describe.ts';
import { forgetDocuments } from '../../runs/collections/forget.ts';
import { chooseMerge } from '../../runs/collections/merge.ts';
import { type CollectionReader, openReader } from '../../runs/collections/query.ts';
import { removeCollection } from '../../runs/collections/remove.ts';
import { readDescription, readState, serviceCollection } from '../../runs/collections/state.ts';
import type { Routes } from '../context.ts';
import { problemSchema } from '../problem.ts';

const tags = ['collections'];
const params = z.object({ name: z.string() });
const idSchema = z.string().min(1).max(1000);
const forgottenSchema = z.object({ forgotten: z.array(z.string()).describe('Those that were there') });

/** Collections kept open for queries. */
const OPEN = 8;

export const collectionRoutes: Routes = (context) => async (app) => {
  const { storage, queues, config } = context;
  const readers = new Map<string, Promise<CollectionReader>>();

  function readerOf(name: string): Promise<CollectionReader> {
    const reader = readers.get(name) ?? openReader(serviceCollection(storage, name));
    readers.delete(name);
    readers.set(name, reader);
    for (const oldest of readers.keys()) if (readers.size > OPEN) readers.delete(oldest);
    reader.catch(() => readers.delete(name));
    return reader;
  }

  app.get(
    '/v1/collections',
    {
      schema: {
        tags,
        summary: 'All collections: near-duplicate indexes that runs check against and add to',
        response: { 200: z.object({ collections: z.array(describedSchema) }) },
      },
    },
    async () => ({ collections: await listCollections(storage) }),
  );

  app.get(
    '/v1/collections/:name',
    {
      schema: {
        tags,
        summary: 'A collection: what was added to it, and what it takes to store',
        params,
        response: { 200: describedSchema, 404: problemSchema },
      },
    },
    async (request) => describeCollection(serviceCollection(storage, request.params.name)),
  );

  app.delete(
    '/v1/collections/:name',
    {
      schema: {
        tags,
        summary: 'Remove a collection with all that it holds; refused while a run checks against it',
        params,
        response: { 204: z.null(), 404: problemSchema, 409: problemSchema },
      },
    },
    async (request, reply) => {
      await removeCollection(storage, request.params.name);
      readers.delete(request.params.name);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/v1/collections/:name/query',
    {
      schema: {
        tags,
        summary: 'The documents of a collection that are nearest to a text',
        description:
          'Similarity is the Jaccard similarity of the whole shingle sets. A document of similarity s is found with probability 1 - (1 - s^rows)^bands.',
        params,
        body: z
          .object({
            text: z.string(),
            limit: z.int().min(1).max(100).default(10),
            least: z.number().min(0).max(1).default(0.5).describe('Least similarity that is named'),
          })
          .strict(),
        response: {
          200: z.object({
            nearest: z.array(
              z.object({ id: z.string(), corpus: z.string(), similarity: z.number(), exact: z.boolean() }),
            ),
            candidates: z.int().describe('Documents that share a band of the signature, or the text'),
          }),
          404: problemSchema,
        },
      },
    },
    async (request) => {
      const { text, ...options } = request.body;
      return (await readerOf(request.params.name)).query(text, options);
    },
  );

  /** Forgets, and has segments written anew where much of them is forgotten. */
  async function forget(name: string, ids: readonly string[]): Promise<{ forgotten: string[] }> {
    const place = serviceCollection(storage, name);
    await readDescription(place);
    const forgotten = await forgetDocuments(place, ids);
    const state = await readState(place);
    if (chooseMerge(state) !== undefined)
      await enqueueMerge(queues, { name, state: state.number }, config.workers).catch((error: unknown) =>
        app.log.warn({ err: error, collection: name }, 'queue is away: merged after the next addition'),
      );
    return { forgotten };
  }

  app.delete(
    '/v1/collections/:name/documents/:id',
    {
      schema: {
        tags,
        summary: 'Forget a document: nothing is removed for it any more',
        params: params.extend({ id: idSchema }),
        response: { 200: forgottenSchema, 404: problemSchema },
      },
    },
    async (request) => {
      const { name, id } = request.params;
      const found = await forget(name, [id]);
      if (found.forgotten.length === 0)
        throw new RequestError(404, 'not-found', `collection ${name} has no document ${JSON.stringify(id)}`);
      return found;
    },
  );

  app.post(
    '/v1/collections/:name/forget',
    {
      schema: {
        tags,
        summary: 'Forget many documents at once',
        params,
        body: z.object({ ids: z.array(idSchema).min(1).max(10_000) }).strict(),
        response: { 200: forgottenSchema, 404: problemSchema },
      },
    },
    async (request) => forget(request.params.name, request.body.ids),
  );
};
