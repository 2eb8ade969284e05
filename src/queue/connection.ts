import { setTimeout as sleep } from 'node:timers/promises';
import {
  type BackendClasses,
  createPostgresBackend,
  createRedisBackend,
  type FlowProducer,
  type IQueueBackend,
  isPgPool,
  type Job,
  type PgPool,
  type Processor,
  Queue,
  quoteSchemaName,
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

/** Opens the queues where the configuration says. Errors: `QueueError`. */
export async function openQueues(config: Config['queue']): Promise<Queues> {
  switch (config.kind) {
    case 'redis':
      return openRedis(config.url, config.prefix);
    case 'postgres':
      return openPostgres(config.url, config.schema);
    case 'embedded':
      return openEmbeddedQueues(config.folder);
  }
}

async function openRedis(url: string, prefix: string): Promise<Queues> {
  const { Redis } = await import('ioredis');
  // null: workers wait for a Redis that is away for a while instead of failing.
  const connection = new Redis(url, { maxRetriesPerRequest: null });
  // Reported by ping and by every queue; without a listener ioredis prints each try to connect.
  connection.on('error', () => undefined);
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
  );
}

async function openPostgres(url: string, schema: string): Promise<Queues> {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({
    connectionString: url,
    options: `-c search_path=${quoteSchemaName(schema)}`,
    // Every worker keeps one client for LISTEN; fewer clients than workers would hang them all in silence.
    max: 4 * queueNames.length,
    keepAlive: true,
  });
  pool.setMaxListeners(0);
  pool.on('error', () => undefined);
  try {
    const client = await pool.connect();
    try {
      await runMigrations(client, schema);
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
  );
}

async function openEmbeddedQueues(folder: string): Promise<Queues> {
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
): Queues {
  const queues = new Map(queueNames.map((name) => [name, new classes.Queue(name, { connection, ...naming })]));
  const flows = new classes.FlowProducer({ connection, ...naming });
  // Each operation reports its own failure; an 'error' event without a listener would end the process.
  for (const queue of queues.values()) queue.on('error', () => undefined);
  flows.on('error', () => undefined);
  return {
    kind,
    queue: (name) => queues.get(name)!,
    all: [...queues.values()].filter(isQueue),
    flows,
    worker: (name, processor, options) => new classes.Worker(name, processor, { ...options, connection, ...naming }),
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
