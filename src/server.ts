import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { startWorkers, type Workers } from '../workers/main.ts';
import type { Config } from './config.ts';
import { buildApp } from './http/app.ts';
import { createMetrics } from './http/metrics.ts';
import { sweepUploads } from './http/upload.ts';
import { openQueues } from './queue/connection.ts';
import { startReconciler } from './queue/reconcile.ts';
import { FolderStorage } from './storage/folder.ts';
import { openStorage } from './storage/open.ts';

/** What uploads and writes of a process that died have left is removed after this time. */
const LEFTOVER_MS = 7 * 24 * 3600 * 1000;
/** How long jobs under way may take to end when the service is told to stop; then they are left to the next start. */
const GRACE_MS = 5000;

export interface Service {
  /** Where it listens, e.g. `http://127.0.0.1:8080`; undefined for workers alone. */
  address: string | undefined;
  /** Stops taking requests and jobs, waits a moment for those under way, and closes queue and storage. */
  close(): Promise<void>;
}

/** Starts what the configuration says: the HTTP service and, where it names queues, their workers in this process. */
export async function startService(config: Config, options: { http: boolean; log?: pino.Logger }): Promise<Service> {
  const log = options.log ?? pino({ level: config.logLevel });
  const storage = await openStorage(config.storage);
  const queues = await openQueues(config.queue, (error) => log.warn({ err: error }, 'queue connection'));
  const metrics = createMetrics(queues);
  const closers: (() => Promise<void>)[] = [() => queues.close()];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse())
      await closer().catch((error: unknown) => log.error({ err: error }, 'close'));
  };
  try {
    const reconciler = startReconciler(storage, queues, config.workers, (error) =>
      log.warn({ err: error }, 'cannot look for unfinished runs'),
    );
    closers.push(() => reconciler.stop());
    if (config.workers.queues.length > 0) {
      const workers = await startWorkers({ config, storage, queues, log, onJob: metrics.job });
      closers.push(() => closeWorkers(workers));
    }
    const address = options.http ? await listen() : undefined;
    return { address, close };
  } catch (error) {
    await close();
    throw error;
  }

  async function listen(): Promise<string> {
    const app = await buildApp({ config, storage, queues, log, metrics });
    closers.push(() => app.close());
    await app.listen({ host: config.http.host, port: config.http.port });
    const sweep = storage instanceof FolderStorage ? storage.sweep(LEFTOVER_MS) : Promise.resolve();
    sweep.then(() => sweepUploads(storage, LEFTOVER_MS)).catch((error: unknown) => log.warn({ err: error }, 'sweep'));
    // A listening TCP server has an address of this kind.
    const { address, port, family } = app.server.address() as AddressInfo;
    const url = `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
    const access = config.http.apiKeys.length > 0 ? 'asks for an API key' : 'loopback only: no WINNOW_API_KEYS';
    log.info({ url, queue: queues.kind, storage: config.storage.kind, access }, 'service listens');
    return url;
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
export async function serveUntilSignal(service: Service): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.once(signal, () => {
        resolve();
        process.once(signal, () => process.exit(1));
      });
  });
  await service.close();
}
