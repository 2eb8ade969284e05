import { createReadStream } from 'node:fs';
import { mkdir, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { Server, type ServerOptions, type Upload } from '@tus/server';
import { readCorpus } from '../../runs/corpora.ts';
import { fileNameSchema } from '../../runs/names.ts';
import type { HttpContext, Routes } from '../context.ts';
import { describe, PROBLEM_TYPE, problem } from '../problem.ts';
import { storeUpload } from '../upload.ts';

const PATH = '/v1/uploads';
/** An upload that is not finished by then starts again from nothing. */
const EXPIRY_MS = 7 * 24 * 3600 * 1000;
const SWEEP_MS = 3600 * 1000;

/** What tus answers errors with, as problem details. */
const codes: Record<number, string> = {
  404: 'not-found',
  409: 'conflict',
  410: 'not-found',
  413: 'too-large',
  415: 'unsupported-media',
  500: 'internal',
};

class ProblemServer extends Server {
  override async write(...[context, headers, status, body]: Parameters<Server['write']>) {
    if (status < 400) return super.write(context, headers, status, body);
    headers.set('Content-Type', PROBLEM_TYPE);
    const own = body?.startsWith('{') === true;
    const detail = (body ?? '').trim();
    const text = own
      ? body
      : JSON.stringify(problem({ status, code: codes[status] ?? 'bad-request', detail }, { url: PATH, id: '' }));
    return super.write(context, headers, status, text);
  }
}

/** tus 1.0 resumable uploads; `Upload-Metadata` names `corpus` and `filename`. */
export const resumableRoutes: Routes = (context) => async (app) => {
  const { config } = context;
  const directory = config.http.uploads;
  await mkdir(directory, { recursive: true });
  const store = new FileStore({ directory, expirationPeriodInMilliseconds: EXPIRY_MS });
  const server = new ProblemServer({ ...tusOptions(context, store), path: PATH, datastore: store });
  const timer = setInterval(() => {
    store.deleteExpired().catch((error: unknown) => app.log.warn({ err: error }, 'cannot remove expired uploads'));
  }, SWEEP_MS);
  timer.unref();
  app.addHook('onClose', async () => clearInterval(timer));

  await app.register(async (raw) => {
    raw.removeAllContentTypeParsers();
    raw.addContentTypeParser('*', (_request, _payload, done) => done(null));
    for (const url of [PATH, `${PATH}/:id`])
      raw.route({
        method: url === PATH ? ['POST', 'OPTIONS'] : ['HEAD', 'PATCH', 'DELETE', 'OPTIONS'],
        url,
        bodyLimit: Number.MAX_SAFE_INTEGER,
        schema: {
          tags: ['corpora'],
          summary: 'Resumable upload (tus 1.0)',
          description: 'Upload-Metadata holds `corpus` and `filename`; see https://tus.io for the protocol.',
        },
        handler: (request, reply) => {
          reply.hijack();
          reply.raw.once('close', () =>
            request.log.info({ method: request.method, url: request.url, status: reply.raw.statusCode }, 'request'),
          );
          return server.handle(request.raw, reply.raw);
        },
      });
  });
};

function tusOptions(
  context: HttpContext,
  store: FileStore,
): Pick<
  ServerOptions,
  | 'maxSize'
  | 'relativeLocation'
  | 'allowedOrigins'
  | 'disableTerminationForFinishedUploads'
  | 'getFileIdFromRequest'
  | 'onUploadCreate'
  | 'onUploadFinish'
  | 'onIncomingRequest'
> {
  return {
    maxSize: context.config.http.maxUploadBytes,
    relativeLocation: true,
    allowedOrigins: () => false,
    disableTerminationForFinishedUploads: true,
    getFileIdFromRequest: (request) => /\/v1\/uploads\/([0-9a-f]{32})$/.exec(new URL(request.url).pathname)?.[1],
    onUploadCreate: async (_request, upload) => {
      await asTus(() => target(context, upload));
      return { metadata: upload.metadata };
    },
    onUploadFinish: async (_request, upload) => {
      await asTus(() => finish(context, store, upload));
      return {};
    },
    // The bytes may all have come while storing them failed, or the process died: the client asks, and it is tried again.
    onIncomingRequest: async (request, id) => {
      if (request.method !== 'HEAD') return;
      const upload = await store.getUpload(id).catch(() => undefined);
      if (upload !== undefined && upload.size === upload.offset) await asTus(() => finish(context, store, upload));
    },
  };
}

/** Errors: 400 for metadata that does not fit, 404 for a corpus that is not there. */
async function target({ storage }: HttpContext, { metadata }: Upload): Promise<{ corpus: string; name: string }> {
  const name = fileNameSchema.parse(metadata?.['filename'] ?? '');
  const { name: corpus } = await readCorpus(storage, metadata?.['corpus'] ?? '');
  return { corpus, name };
}

/** Moves a whole upload into storage; an upload that is there already is left. */
async function finish(context: HttpContext, store: FileStore, upload: Upload): Promise<void> {
  if (upload.metadata?.['stored'] !== undefined) return;
  const { corpus, name } = await target(context, upload);
  const path = join(store.directory, upload.id);
  const body = createReadStream(path, { highWaterMark: 1 << 20 });
  const maxBytes = context.config.http.maxUploadBytes;
  const { file } = await storeUpload(context.storage, { corpus, name, body, maxBytes, sha256: undefined });
  context.metrics.uploaded(file.size);
  upload.metadata = { ...upload.metadata, stored: file.sha256 };
  await store.configstore.set(upload.id, upload);
  // The length stays, for a client that did not hear the answer; the bytes are in storage.
  await truncate(path, 0);
  await truncate(path, file.size);
}

async function asTus<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const zod = error instanceof Error && error.name === 'ZodError';
    const described = zod
      ? {
          status: 400,
          code: 'bad-request',
          detail: 'Upload-Metadata: expected filename (1 to 255 characters, no "/" and "\\") and corpus',
        }
      : describe(error);
    throw { status_code: described.status, body: JSON.stringify(problem(described, { url: PATH, id: '' })) };
  }
}
