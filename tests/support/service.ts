import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { type Config, type EnvironmentName, readConfig } from '../../src/config.ts';
import { type Server, startServer } from '../../src/server.ts';
import { startRedis } from './redis-server.ts';

export interface TestService {
  config: Config;
  address: string;
  /** Stops the service and removes all it has written. */
  close(): Promise<void>;
}

/** The whole service in this process, on a Redis and a folder of its own. */
export async function startTestService(
  environment: Partial<Record<EnvironmentName, string>> = {},
): Promise<TestService> {
  const redis = await startRedis();
  const folder = await mkdtemp(join(tmpdir(), 'winnow-service-'));
  const config = readConfig(
    {
      WINNOW_DATA: folder,
      REDIS_URL: redis.url,
      PORT: '0',
      WINNOW_WORKERS: 'all',
      WINNOW_CONCURRENCY: '2',
      ...environment,
    },
    {},
  );
  let server: Server | undefined;
  const close = async (): Promise<void> => {
    await server?.close();
    redis.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    server = await startServer(config, pino({ level: 'silent' }));
  } catch (error) {
    await close();
    throw error;
  }
  return { config, address: server.address, close };
}

export interface Answer {
  status: number;
  headers: Headers;
  // The tests look into whatever came.
  body: Record<string, unknown>;
}

/** Asks a service; a value given as `json` is sent as JSON. */
export async function ask(
  address: string,
  method: string,
  path: string,
  options: { json?: unknown; body?: NonNullable<RequestInit['body']>; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const { json, headers = {} } = options;
  const response = await fetch(new URL(path, address), {
    method,
    headers: json === undefined ? headers : { 'content-type': 'application/json', ...headers },
    ...(json !== undefined && { body: JSON.stringify(json) }),
    ...(options.body !== undefined && { body: options.body, duplex: 'half' }),
  });
  const text = await response.text();
  const parsed: unknown = text.startsWith('{') ? JSON.parse(text) : { text };
  return { status: response.status, headers: response.headers, body: parsed as Record<string, unknown> };
}
