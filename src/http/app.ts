import fastifySwagger from '@fastify/swagger';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { ProgressCache } from '../runs/status.ts';
import { describeApi } from './api-description.ts';
import { checkAccess } from './auth.ts';
import type { HttpContext, Routes } from './context.ts';
import { docsPage } from './docs-page.ts';
import { handleClientError, handleErrors } from './error-handler.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { describe, PROBLEM_TYPE, problem } from './problem.ts';
import { clusterRoutes } from './routes/clusters.ts';
import { collectionRoutes } from './routes/collections.ts';
import { corpusRoutes } from './routes/corpora.ts';
import { datasetRoutes } from './routes/datasets.ts';
import { documentRoutes } from './routes/documents.ts';
import { modelRoutes } from './routes/models.ts';
import { PAGE_POLICY, pageRoutes } from './routes/pages.ts';
import { recipeRoutes } from './routes/recipes.ts';
import { resumableRoutes } from './routes/resumable.ts';
import { runRoutes } from './routes/runs.ts';
import { tokenRoutes } from './routes/tokens.ts';
import { trainingRoutes } from './routes/trainings.ts';
import { watchingRoutes } from './routes/watching.ts';

const routes: readonly Routes[] = [
  corpusRoutes,
  resumableRoutes,
  runRoutes,
  documentRoutes,
  clusterRoutes,
  datasetRoutes,
  tokenRoutes,
  recipeRoutes,
  modelRoutes,
  collectionRoutes,
  trainingRoutes,
  watchingRoutes,
  pageRoutes,
];

export type App = FastifyInstance;

/** Builds the HTTP service; the caller listens and closes. */
export async function buildApp(
  options: Pick<HttpContext, 'config' | 'storage' | 'queues'> & { log: FastifyBaseLogger; metrics?: Metrics },
): Promise<App> {
  const { config, storage, queues, log } = options;
  const closing = new AbortController();
  const app = Fastify({
    loggerInstance: log,
    bodyLimit: config.http.maxJsonBytes,
    // Uploads may take hours; headers may not (Node's own limit).
    requestTimeout: 0,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 512 },
    logController: new LogController({ disableRequestLogging: true }),
    clientErrorHandler: handleClientError,
    frameworkErrors: (error, request, reply) => {
      const described = describe(error);
      reply.hijack();
      reply.raw.writeHead(described.status, { 'content-type': PROBLEM_TYPE });
      reply.raw.end(JSON.stringify(problem(described, request)));
    },
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.addHook('preClose', async () => closing.abort());
  const metrics = options.metrics ?? createMetrics(queues);
  watchRequests(app, metrics);
  checkAccess(app, config.http.apiKeys);
  handleErrors(app);
  await app.register(fastifySwagger, {
    openapi: {
      info: { title: 'Winnow', version: 'v1', description: 'Crawl dumps in, training-ready shards out.' },
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
      security: [{ key: [] }],
    },
    transform: jsonSchemaTransform,
  });
  const progress = new ProgressCache();
  const context: HttpContext = { config, storage, queues, progress, metrics, closing: closing.signal };
  for (const part of routes) await app.register(part(context));
  app.get('/docs', { schema: { hide: true } }, async (_request, reply) =>
    reply
      .header('content-security-policy', PAGE_POLICY)
      .type('text/html; charset=utf-8')
      .send(docsPage(describeApi(app.swagger()))),
  );
  app.get('/docs/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  return app;
}

function watchRequests(app: FastifyInstance, metrics: Metrics): void {
  app.addHook('onResponse', async (request, reply) => {
    const ms = reply.elapsedTime;
    const { method, url, routeOptions } = request;
    metrics.request(method, routeOptions.url ?? 'none', reply.statusCode, ms / 1000);
    request.log.info({ method, url, status: reply.statusCode, ms: Math.round(ms) }, 'request');
  });
}
