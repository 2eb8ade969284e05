import { setTimeout as sleep } from 'node:timers/promises';
import {
  type BackendClasses,
  createPostgresBackend,
  createRedisBackend,
  DEFAULT_SCHEMA,
  type FlowProducer,
  type IQueueBackend,
  isPgPool,
  type Job,
  type PgPool,
  type Processor,
  Queue,
  runMigrations,
  type WorkerOptions,
  withBackend,
} from 'bullmq';
import type { Config } from '../config.ts';
import { QueueError } from '../errors.ts';
import { type QueueName, queueNames } from './jobs.ts';

/** Job data is checked against its queue's schema where it is taken up, so it is unknown until then. */
export type QueueJob = Job<unknown, unknown, string>;
export interface QueueWorker {
  /** Waits for running jobs, unless forced. */
  close(force?: boolean): Promise<void>;
  waitUntilReady(): Promise<unknown>;
}
export type QueueHandle = Pick<
  Queue<unknown, unknown, string>,
  'add' | 'getJob' | 'getJobs' | 'getJobCounts' | 'name' | 'waitUntilReady' | 'remove'
>;

/** The same queues on Redis, PostgreSQL or the embedded database. */
export interface Queues {
  readonly kind: Config['queue']['kind'];
  queue(name: QueueName): QueueHandle;
  /** Every queue as BullMQ's own class, for bull-board. */
  readonly all: readonly Queue[];
  readonly flows: Pick<FlowProducer, 'addBulk'>;
  worker(
    name: QueueName,
    processor: Processor<unknown, unknown, string>,
    options: Omit<WorkerOptions, 'connection' | 'prefix'>,
  ): QueueWorker;
  /** Throws `QueueError` where the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Told what goes wrong between operations, e.g. a connection that is lost and made again. */
export type OnQueueError = (error: Error) => void;

/** Opens the queues where the configuration says. Errors: `QueueError`. */
export async function openQueues(config: Config['queue'], onError: OnQueueError): Promise<Queues> {
  switch (config.kind) {
    case 'redis':
      return openRedis(config.url, config.prefix, onError);
    case 'postgres':
      return openPostgres(config.url, onError);
    case 'embedded':
      return openEmbeddedQueues(config.folder, onError);
  }
}

async function openRedis(url: string, prefix: string, onError: OnQueueError): Promise<Queues> {
  const { Redis } = await import('ioredis');
  // null: workers wait for a Redis that is away for a while instead of failing.
  const connection = new Redis(url, { maxRetriesPerRequest: null });
  connection.on('error', onError);
  return bind(
    'redis',
    withBackend(createRedisBackend),
    connection,
    { prefix },
    {
      async ping() {
        if (connection.status !== 'ready') throw new Error(`connection is ${connection.status}`);
        await connection.ping();
      },
      async close() {
        connection.disconnect();
      },
    },
    onError,
  );
}

async function openPostgres(url: string, onError: OnQueueError): Promise<Queues> {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({
    connectionString: url,
    // BullMQ's schema is fixed where it is given a pool.
    options: `-c search_path=${DEFAULT_SCHEMA}`,
    // Every worker keeps one client for LISTEN; fewer clients than workers would hang them all in silence.
    max: 4 * queueNames.length,
    keepAlive: true,
  });
  pool.setMaxListeners(0);
  pool.on('error', onError);
  try {
    const client = await pool.connect();
    try {
      await runMigrations(client, DEFAULT_SCHEMA);
    } finally {
      client.release();
    }
  } catch (cause) {
    await pool.end();
    throw new QueueError(`PostgreSQL at DATABASE_URL does not open: ${reason(cause)}`, { cause });
  }
  return bind(
    'postgres',
    withBackend(createPostgresBackend),
    asPgPool(pool),
    {},
    {
      async ping() {
        await pool.query('SELECT 1');
      },
      close: () => pool.end(),
    },
    onError,
  );
}

async function openEmbeddedQueues(folder: string, onError: OnQueueError): Promise<Queues> {
  const { openEmbedded } = await import('./pglite.ts');
  const { pool, close } = await openEmbedded(folder);
  return bind(
    'embedded',
    withBackend(createPostgresBackend),
    pool,
    {},
    {
      async ping() {
        await pool.query('SELECT 1');
      },
      close,
    },
    onError,
  );
}

/** node-postgres' own types say less than BullMQ asks for. */
function asPgPool(pool: object): PgPool {
  if (!isPgPool(pool)) throw new QueueError('expected a pool of node-postgres');
  return pool;
}

/** BullMQ's `Queue` type names the Redis backend; at run time it is one class for all. */
function isQueue(value: unknown): value is Queue {
  return value instanceof Queue;
}

const reason = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

/** How long a database may take to answer a ping. */
const PING_MS = 3000;

function bind<B extends IQueueBackend, C>(
  kind: Queues['kind'],
  classes: BackendClasses<B, C>,
  connection: C,
  naming: { prefix?: string },
  server: { ping(): Promise<void>; close(): Promise<void> },
  onError: OnQueueError,
): Queues {
  const queues = new Map(queueNames.map((name) => [name, new classes.Queue(name, { connection, ...naming })]));
  const opened: readonly unknown[] = [...queues.values()];
  const flows = new classes.FlowProducer({ connection, ...naming });
  for (const queue of queues.values()) queue.on('error', onError);
  flows.on('error', onError);
  return {
    kind,
    queue: (name) => queues.get(name)!,
    all: opened.filter(isQueue),
    flows,
    worker(name, processor, options) {
      const worker = new classes.Worker(name, processor, { ...options, connection, ...naming });
      worker.on('error', onError);
      return worker;
    },
    async ping() {
      const late = new AbortController();
      try {
        await Promise.race([
          server.ping(),
          sleep(PING_MS, undefined, { signal: late.signal }).then(() => {
            throw new Error(`no answer in ${PING_MS} ms`);
          }),
        ]);
      } catch (cause) {
        throw new QueueError(`${kind} queue: ${reason(cause)}`, { cause });
      } finally {
        late.abort();
      }
    },
    async close() {
      await Promise.allSettled([...queues.values(), flows].map((opened) => opened.close()));
      await server.close();
    },
  };
}
