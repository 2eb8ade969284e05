import type { AddressInfo } from 'node:net';
import { type Logger, pino } from 'pino';
import { startWorkers, type Workers } from '../workers/main.ts';
import type { Config } from './config.ts';
import { ConfigurationError } from './errors.ts';
import { buildApp } from './http/app.ts';
import { createMetrics } from './http/metrics.ts';
import { sweepUploads } from './http/upload.ts';
import { openQueues } from './queue/connection.ts';
import { startReconciler } from './queue/reconcile.ts';
import { FolderStorage } from './storage/folder.ts';
import { openStorage } from './storage/open.ts';
import type { Storage } from './storage/storage.ts';

/** What uploads and writes of a process that died have left is removed after this time. */
const LEFTOVER_MS = 7 * 24 * 3600 * 1000;
/** How long jobs under way may take to end when the service is told to stop; then they are left to the next start. */
const GRACE_MS = 5000;

export interface Running {
  /** Stops taking requests and jobs, waits a moment for those under way, and closes queue and storage. */
  close(): Promise<void>;
}

export interface Server extends Running {
  /** Where it listens, e.g. `http://127.0.0.1:8080`. */
  address: string;
}

/** Starts the HTTP service and, where the configuration names queues, their workers in this process. */
export async function startServer(config: Config, log: Logger = pino({ level: config.logLevel })): Promise<Server> {
  const parts = await openParts(config, log);
  try {
    if (config.workers.queues.length > 0) await parts.startWorkers();
    const app = await buildApp({ ...parts.context, metrics: parts.metrics });
    parts.closers.push(() => app.close());
    await app.listen({ host: config.http.host, port: config.http.port });
    void sweep(parts.context.storage, log);
    // A TCP server that listens has an address of this kind.
    const { address, port, family } = app.server.address() as AddressInfo;
    const url = `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
    const access = config.http.apiKeys.length > 0 ? 'asks for an API key' : 'loopback only: no WINNOW_API_KEYS';
    log.info({ url, queue: config.queue.kind, storage: config.storage.kind, access }, 'service listens');
    return { address: url, close: parts.close };
  } catch (error) {
    await parts.close();
    throw error;
  }
}

/** Starts the workers of the configured queues alone. */
export async function startWorker(config: Config, log: Logger = pino({ level: config.logLevel })): Promise<Running> {
  if (config.queue.kind === 'embedded')
    throw new ConfigurationError(
      'winnow worker: the embedded queue belongs to the process that serves; share one by REDIS_URL or DATABASE_URL',
    );
  const parts = await openParts(config, log);
  try {
    await parts.startWorkers();
    return { close: parts.close };
  } catch (error) {
    await parts.close();
    throw error;
  }
}

/** What every process has: storage, queues, and a look at storage for runs that the queues have lost. */
async function openParts(config: Config, log: Logger) {
  const storage = await openStorage(config.storage);
  const queues = await openQueues(config.queue, (error) => log.warn({ err: error }, 'queue connection'));
  const metrics = createMetrics(queues);
  const reconciler = startReconciler(storage, queues, config.workers, (error) =>
    log.warn({ err: error }, 'cannot look for unfinished runs'),
  );
  const closers: (() => Promise<void>)[] = [() => queues.close(), () => reconciler.stop()];
  const context = { config, storage, queues, log };
  return {
    context,
    metrics,
    closers,
    async startWorkers(): Promise<void> {
      const workers = await startWorkers({ ...context, onJob: metrics.job });
      closers.push(() => closeWorkers(workers));
    },
    async close(): Promise<void> {
      for (const closer of closers.splice(0).reverse())
        await closer().catch((error: unknown) => log.error({ err: error }, 'close'));
    },
  };
}

async function sweep(storage: Storage, log: Logger): Promise<void> {
  try {
    if (storage instanceof FolderStorage) await storage.sweep(LEFTOVER_MS);
    await sweepUploads(storage, LEFTOVER_MS);
  } catch (error) {
    log.warn({ err: error }, 'cannot remove what dead processes left');
  }
}

async function closeWorkers(workers: Workers): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), GRACE_MS);
  });
  const outcome = await Promise.race([workers.close().then(() => 'closed' as const), late]);
  clearTimeout(timer);
  if (outcome === 'late') await workers.close(true);
}

/** Runs a service until SIGTERM or SIGINT; a second signal ends the process at once. */
export async function serveUntilSignal(service: Running): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.once(signal, () => {
        resolve();
        process.once(signal, () => process.exit(1));
      });
  });
  await service.close();
}
