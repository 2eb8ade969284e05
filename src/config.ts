import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { ConfigurationError } from './errors.ts';
import { type QueueName, queueNames } from './queue/jobs.ts';
import { packageRoot } from './runs/package-root.ts';
import type { StorageSpec } from './storage/open.ts';

const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max);
/** A list in one variable, separated by commas. */
const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  );

/** Every environment variable that Winnow reads; the only place that knows their names. */
export const environmentSchema = z.object({
  WINNOW_DATA: z
    .string()
    .min(1)
    .default('winnow-data')
    .describe('Folder for storage, embedded queue and partial uploads'),
  WINNOW_STORAGE: z
    .string()
    .regex(
      /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?:\/[A-Za-z0-9._/-]*)?$|^(?!s3:)./,
      'expected a folder or s3://bucket/prefix',
    )
    .optional()
    .describe('Where everything lies: a folder, or s3://bucket/prefix (default: storage in WINNOW_DATA)'),
  WINNOW_S3_ENDPOINT: z.url().optional().describe('Endpoint of an S3-compatible store; AWS itself when not set'),
  WINNOW_S3_REGION: z.string().default('us-east-1').describe('Region of the bucket'),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/ })
    .optional()
    .describe('Queue in Redis, e.g. redis://127.0.0.1:6379'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(?:ql)?$/ })
    .optional()
    .describe(
      'Queue in PostgreSQL, e.g. postgres://user@127.0.0.1/winnow (name the user); used when REDIS_URL is not set',
    ),
  WINNOW_QUEUE_PREFIX: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,40}$/)
    .default('winnow')
    .describe('Prefix of the keys in Redis, so that two services can share one; in PostgreSQL give each its database'),
  WINNOW_HOST: z
    .string()
    .optional()
    .describe('Address to listen on (default: 127.0.0.1, or 0.0.0.0 when WINNOW_API_KEYS is set)'),
  PORT: whole(0, 65535).default(8080).describe('TCP port; 0 takes a free one'),
  WINNOW_API_KEYS: list
    .pipe(z.array(z.string().min(16, 'expected keys of at least 16 characters')))
    .describe('Bearer keys, separated by commas; without any, the service listens on loopback only'),
  WINNOW_WORKERS: z
    .string()
    .optional()
    .transform((text, context): 'default' | QueueName[] => {
      if (text === undefined || text === '') return 'default';
      if (text === 'all') return [...queueNames];
      if (text === 'none') return [];
      const parsed = z.array(z.enum(queueNames)).safeParse(text.split(',').map((name) => name.trim()));
      if (parsed.success) return parsed.data;
      context.addIssue({ code: 'custom', message: `expected all, none or some of ${queueNames.join(', ')}` });
      return z.NEVER;
    })
    .describe(
      'Queues that `winnow serve` works on: all, none or a list (default: all with the embedded queue, else none)',
    ),
  WINNOW_CONCURRENCY: whole(1, 1024)
    .optional()
    .describe('Jobs at a time, each in a process of its own (default: the cores)'),
  WINNOW_JOB_HEAP_MB: whole(64, 1 << 20)
    .default(1024)
    .describe('JavaScript heap of one job; a job that needs more fails with its cause'),
  WINNOW_JOB_ATTEMPTS: whole(1, 100).default(3).describe('Tries of a job before it fails its run'),
  WINNOW_JOB_BACKOFF_MS: whole(1, 600_000)
    .default(1000)
    .describe('Wait before the second try; doubles with each further one'),
  WINNOW_MAX_UPLOAD_BYTES: whole(1, Number.MAX_SAFE_INTEGER)
    .default(2 ** 40)
    .describe('Largest upload, in bytes'),
  WINNOW_MAX_JSON_BYTES: whole(1024, 1 << 30)
    .default(1 << 20)
    .describe('Largest JSON body, in bytes'),
  WINNOW_PYTHON: z
    .string()
    .min(1)
    .optional()
    .describe("Interpreter that has the trainer's packages; without it an environment is made at the first training"),
  WINNOW_VENV: z.string().min(1).optional().describe('Folder of that environment (default: .venv in the package)'),
  WINNOW_LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('Least level that is logged'),
});

export type EnvironmentName = keyof typeof environmentSchema.shape;

export interface Config {
  /** Absolute path. */
  data: string;
  storage: StorageSpec;
  queue:
    | { kind: 'redis'; url: string; prefix: string }
    | { kind: 'postgres'; url: string }
    | { kind: 'embedded'; folder: string };
  http: {
    host: string;
    port: number;
    /** Empty: no key is asked for. */
    apiKeys: readonly string[];
    maxUploadBytes: number;
    maxJsonBytes: number;
    /** Where tus keeps what has come of an upload so far. */
    uploads: string;
  };
  workers: {
    queues: readonly QueueName[];
    concurrency: number;
    jobHeapMb: number;
    attempts: number;
    backoffMs: number;
  };
  training: {
    /** Datasets, tokens and checkpoints under way. */
    folder: string;
    python: string | undefined;
    /** Folder of the Python environment that is made where `python` is not set. */
    environment: string;
  };
  logLevel: z.infer<typeof environmentSchema>['WINNOW_LOG_LEVEL'];
}

const loopback = new Set(['127.0.0.1', '::1', 'localhost']);

/**
 * Reads the configuration from the environment; `overrides` win over it (the command line's options).
 * Errors: `ConfigurationError` naming every variable that does not fit.
 */
export function readConfig(
  overrides: Partial<Record<EnvironmentName, string>> = {},
  environment: Record<string, string | undefined> = process.env,
): Config {
  const parsed = environmentSchema.safeParse({ ...environment, ...overrides });
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`);
    throw new ConfigurationError(`environment: ${problems.join('; ')}`, { details: { problems } });
  }
  const env = parsed.data;
  const data = resolve(env.WINNOW_DATA);
  const queue = queueConfig(env, data);
  const keyed = env.WINNOW_API_KEYS.length > 0;
  const host = env.WINNOW_HOST ?? (keyed ? '0.0.0.0' : '127.0.0.1');
  if (!keyed && !loopback.has(host))
    throw new ConfigurationError(
      `WINNOW_HOST is ${host} but WINNOW_API_KEYS is not set: without keys the service listens on loopback only (127.0.0.1, ::1, localhost)`,
    );
  return {
    data,
    storage: storageSpec(env, data),
    queue,
    http: {
      host,
      port: env.PORT,
      apiKeys: env.WINNOW_API_KEYS,
      maxUploadBytes: env.WINNOW_MAX_UPLOAD_BYTES,
      maxJsonBytes: env.WINNOW_MAX_JSON_BYTES,
      uploads: join(data, 'uploads'),
    },
    workers: {
      queues: env.WINNOW_WORKERS !== 'default' ? env.WINNOW_WORKERS : queue.kind === 'embedded' ? queueNames : [],
      concurrency: env.WINNOW_CONCURRENCY ?? availableParallelism(),
      jobHeapMb: env.WINNOW_JOB_HEAP_MB,
      attempts: env.WINNOW_JOB_ATTEMPTS,
      backoffMs: env.WINNOW_JOB_BACKOFF_MS,
    },
    training: {
      folder: join(data, 'training'),
      python: env.WINNOW_PYTHON,
      environment: resolve(env.WINNOW_VENV ?? fileURLToPath(new URL('.venv', packageRoot))),
    },
    logLevel: env.WINNOW_LOG_LEVEL,
  };
}

type Environment = z.infer<typeof environmentSchema>;

function queueConfig(env: Environment, data: string): Config['queue'] {
  if (env.REDIS_URL !== undefined) return { kind: 'redis', url: env.REDIS_URL, prefix: env.WINNOW_QUEUE_PREFIX };
  if (env.DATABASE_URL !== undefined) return { kind: 'postgres', url: env.DATABASE_URL };
  return { kind: 'embedded', folder: join(data, 'queue') };
}

function storageSpec(env: Environment, data: string): StorageSpec {
  const s3 = /^s3:\/\/([^/]+)\/?(.*?)\/*$/.exec(env.WINNOW_STORAGE ?? '');
  if (s3 === null) return { kind: 'folder', root: resolve(env.WINNOW_STORAGE ?? join(data, 'storage')) };
  return {
    kind: 's3',
    bucket: s3[1]!,
    prefix: s3[2]!,
    region: env.WINNOW_S3_REGION,
    ...(env.WINNOW_S3_ENDPOINT !== undefined && { endpoint: env.WINNOW_S3_ENDPOINT }),
  };
}
