import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Config } from '../config.ts';
import type { Queues } from '../queue/connection.ts';
import type { ProgressCache } from '../runs/status.ts';
import type { Storage } from '../storage/storage.ts';
import type { Metrics } from './metrics.ts';

/** What routes work with. */
export interface HttpContext {
  config: Config;
  storage: Storage;
  queues: Queues;
  progress: ProgressCache;
  metrics: Metrics;
  /** Aborted when the service shuts down: streams without an end of their own end then. */
  closing: AbortSignal;
}

export type Routes = (context: HttpContext) => FastifyPluginAsyncZod;
