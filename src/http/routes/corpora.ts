import { z } from 'zod';
import { RequestError } from '../../errors.ts';
import { corpusFileSchema, corpusSchema, createCorpus, listCorpora, readCorpus } from '../../runs/corpora.ts';
import { fileNameSchema, nameSchema } from '../../runs/names.ts';
import { parseContentDigest } from '../content-digest.ts';
import type { Routes } from '../context.ts';
import { problemSchema } from '../problem.ts';
import { storeUpload, tooLarge } from '../upload.ts';

const corpusWithFiles = corpusSchema.extend({ files: z.array(corpusFileSchema) });
const tags = ['corpora'];

export const corpusRoutes: Routes = (context) => async (app) => {
  const { storage, config } = context;

  app.post(
    '/v1/corpora',
    {
      schema: {
        tags,
        summary: 'Make a corpus; making it again changes nothing',
        body: z.object({ name: nameSchema, source: corpusSchema.shape.source.optional() }).strict(),
        response: { 201: corpusSchema, 409: problemSchema },
      },
    },
    async (request, reply) => {
      const corpus = await createCorpus(storage, request.body);
      return reply.code(201).header('location', `/v1/corpora/${corpus.name}`).send(corpus);
    },
  );

  app.get(
    '/v1/corpora',
    { schema: { tags, summary: 'All corpora', response: { 200: z.object({ corpora: z.array(corpusSchema) }) } } },
    async () => ({ corpora: await listCorpora(storage) }),
  );

  app.get(
    '/v1/corpora/:corpus',
    {
      schema: {
        tags,
        summary: 'A corpus with its files',
        params: z.object({ corpus: z.string() }),
        response: { 200: corpusWithFiles, 404: problemSchema },
      },
    },
    async (request) => readCorpus(storage, request.params.corpus),
  );

  await app.register(async (raw) => {
    // The body of an upload is streamed, whatever its type says.
    raw.removeAllContentTypeParsers();
    raw.addContentTypeParser('*', (_request, _payload, done) => done(null));
    raw.put<{ Params: { corpus: string; name: string } }>(
      '/v1/corpora/:corpus/files/:name',
      {
        bodyLimit: Number.MAX_SAFE_INTEGER,
        schema: {
          tags,
          summary: 'Upload a file: the bytes are the body; sent again, it changes nothing',
          description: 'Give `Content-Digest: sha-256=:BASE64:` to have the bytes checked.',
          params: z.object({ corpus: z.string(), name: fileNameSchema }),
          response: { 200: corpusFileSchema, 201: corpusFileSchema, 400: problemSchema, 413: problemSchema },
        },
      },
      async (request, reply) => {
        const { headers } = request;
        if (headers['content-range'] !== undefined)
          throw new RequestError(
            400,
            'bad-request',
            'Content-Range: a PUT takes whole files; use /v1/uploads (tus) for parts',
          );
        const coding = headers['content-encoding'] ?? 'identity';
        if (coding !== 'identity')
          throw new RequestError(
            415,
            'unsupported-media',
            `Content-Encoding: expected none, found ${coding}; send a .gz file as it is`,
          );
        const maxBytes = config.http.maxUploadBytes;
        if (Number(headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
        const digest = headers['content-digest'];
        const sha256 = typeof digest === 'string' ? parseContentDigest(digest) : undefined;
        const { name: corpus } = await readCorpus(storage, request.params.corpus);
        // An upload that fails must leave the connection, so that its answer arrives.
        const body = request.raw.iterator({ destroyOnReturn: false });
        const { file, outcome } = await storeUpload(storage, {
          corpus,
          name: request.params.name,
          body,
          maxBytes,
          sha256,
        });
        context.metrics.uploaded(file.size);
        request.log.info({ corpus, file: file.name, size: file.size, sha256: file.sha256, outcome }, 'file uploaded');
        return reply.code(outcome === 'created' ? 201 : 200).send(file);
      },
    );
  });
};
