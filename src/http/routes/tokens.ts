import { z } from 'zod';
import { RequestError } from '../../errors.ts';
import { nameSchema } from '../../runs/names.ts';
import { tokensRequestSchema, trainingRequestSchema, trainingSchema } from '../../training/schema.ts';
import { listTokenizers, storeTokenizer, tokenizerSchema } from '../../training/tokenizers.ts';
import { listTokens, readTokens, tokensPrefix, tokensSchema } from '../../training/tokens.ts';
import { beginTraining } from '../begin-training.ts';
import type { Routes } from '../context.ts';
import { problemSchema } from '../problem.ts';
import { sendObject } from '../send-object.ts';
import { readManifest } from './datasets.ts';

const params = z.object({ dataset: z.string() });
/** Vocabularies of a million tokens take some tens of megabytes. */
const MAX_TOKENIZER_BYTES = 64 << 20;

export const tokenRoutes: Routes = (context) => async (app) => {
  const { storage } = context;
  const tags = ['datasets'];

  app.post(
    '/v1/datasets/:dataset/tokens',
    {
      schema: {
        tags,
        summary: 'Make token shards of a dataset',
        description: 'A training of no steps, watched and cancelled as any; sets that are there are used again.',
        params,
        body: tokensRequestSchema,
        response: { 202: trainingSchema, 422: problemSchema },
      },
    },
    async (request, reply) => {
      const { dataset } = await readManifest(storage, request.params.dataset);
      const asked = trainingRequestSchema.parse({ ...request.body, dataset, steps: 0 });
      const training = await beginTraining(context, asked, request.log);
      return reply.code(202).header('location', `/v1/trainings/${training.id}`).send(training);
    },
  );

  app.get(
    '/v1/datasets/:dataset/tokens',
    {
      schema: {
        tags,
        summary: 'Sets of token shards that have been made of a dataset',
        params,
        response: { 200: z.object({ tokens: z.array(tokensSchema) }), 404: problemSchema },
      },
    },
    async (request) => {
      const { dataset } = await readManifest(storage, request.params.dataset);
      return { tokens: await listTokens(storage, dataset) };
    },
  );

  app.route({
    method: ['GET', 'HEAD'],
    url: '/v1/datasets/:dataset/tokens/:key/:name',
    schema: {
      tags,
      summary: 'A file of token shards; byte ranges and entity tags as in RFC 9110',
      params: params.extend({ key: z.string(), name: z.string() }),
    },
    handler: async (request, reply) => {
      const { key, name } = request.params;
      const { dataset } = await readManifest(storage, request.params.dataset);
      const tokens = await readTokens(storage, dataset, key);
      const file = tokens?.files.find((one) => one.name === name);
      if (tokens === undefined || file === undefined)
        throw new RequestError(
          404,
          'not-found',
          `dataset ${dataset} has no token file ${JSON.stringify(`${key}/${name}`)}`,
        );
      const object = { key: `${tokensPrefix(dataset, tokens.key)}/${file.name}`, size: file.size };
      const type = file.name.endsWith('.json') ? 'application/json' : 'application/octet-stream';
      // Tokens and tokenizer together settle the contents of every file.
      const tag = tokens.sha256.slice(0, 32);
      return sendObject(storage, { object, tag, type, what: `token file ${file.name}` }, request, reply);
    },
  });

  app.get(
    '/v1/tokenizers',
    {
      schema: {
        tags: ['trainings'],
        summary: 'Tokenizers that were given',
        response: { 200: z.object({ tokenizers: z.array(tokenizerSchema) }) },
      },
    },
    async () => ({ tokenizers: await listTokenizers(storage) }),
  );

  await app.register(async (raw) => {
    raw.removeAllContentTypeParsers();
    raw.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    raw.put<{ Params: { name: string }; Body: Buffer | undefined }>(
      '/v1/tokenizers/:name',
      {
        bodyLimit: MAX_TOKENIZER_BYTES,
        schema: {
          tags: ['trainings'],
          summary: 'Give a tokenizer: the body is a tokenizer.json of Hugging Face tokenizers',
          description: 'It needs a token `<|endoftext|>`. A name stays with its tokenizer.',
          params: z.object({ name: nameSchema }),
          response: { 200: tokenizerSchema, 201: tokenizerSchema, 400: problemSchema, 409: problemSchema },
        },
      },
      async (request, reply) => {
        const body = request.body ?? Buffer.alloc(0);
        const { tokenizer, created } = await storeTokenizer(storage, request.params.name, body);
        return reply.code(created ? 201 : 200).send(tokenizer);
      },
    );
  });
};
