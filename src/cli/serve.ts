import { type EnvironmentName, readConfig } from '../config.ts';
import { serveUntilSignal, startServer, startWorker } from '../server.ts';

/** `winnow serve`: the service until SIGTERM or Ctrl-C. Options win over the environment. */
export async function serveCommand(options: {
  port?: number;
  host?: string;
  data?: string;
  workers: boolean;
}): Promise<void> {
  const overrides: Partial<Record<EnvironmentName, string>> = {
    ...(options.port !== undefined && { PORT: String(options.port) }),
    ...(options.host !== undefined && { WINNOW_HOST: options.host }),
    ...(options.data !== undefined && { WINNOW_DATA: options.data }),
    ...(!options.workers && { WINNOW_WORKERS: 'none' }),
  };
  await serveUntilSignal(await startServer(readConfig(overrides)));
}

/** `winnow worker`: workers for the queues named (default: all) until SIGTERM or Ctrl-C. */
export async function workerCommand(queues: string[], options: { concurrency?: number }): Promise<void> {
  const overrides: Partial<Record<EnvironmentName, string>> = {
    WINNOW_WORKERS: queues.length > 0 ? queues.join(',') : 'all',
    ...(options.concurrency !== undefined && { WINNOW_CONCURRENCY: String(options.concurrency) }),
  };
  await serveUntilSignal(await startWorker(readConfig(overrides)));
}
