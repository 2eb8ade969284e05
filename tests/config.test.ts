import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { environmentSchema, readConfig } from '../src/config.ts';
import { ConfigurationError } from '../src/errors.ts';
import { queueNames } from '../src/queue/jobs.ts';

const read = (environment: Record<string, string>) => readConfig({}, environment);

describe('the configuration', () => {
  it('needs nothing: embedded queue, folder, loopback, all workers in one process', () => {
    expect(read({})).toMatchObject({
      storage: { kind: 'folder', root: resolve('winnow-data/storage') },
      queue: { kind: 'embedded', folder: resolve('winnow-data/queue') },
      http: { host: '127.0.0.1', port: 8080, apiKeys: [] },
      workers: { queues: queueNames, concurrency: availableParallelism() },
    });
  });

  it('takes Redis before PostgreSQL, and leaves workers to processes of their own then', () => {
    const both = { REDIS_URL: 'redis://r:6379', DATABASE_URL: 'postgres://u@p/d' };
    expect(read(both)).toMatchObject({ queue: { kind: 'redis', url: 'redis://r:6379' }, workers: { queues: [] } });
    expect(read({ DATABASE_URL: both.DATABASE_URL }).queue).toEqual({ kind: 'postgres', url: 'postgres://u@p/d' });
    expect(read({ ...both, WINNOW_WORKERS: 'run, extract' }).workers.queues).toEqual(['run', 'extract']);
    expect(read({ ...both, WINNOW_WORKERS: 'all' }).workers.queues).toEqual(queueNames);
    expect(read({ WINNOW_WORKERS: 'none' }).workers.queues).toEqual([]);
  });

  it('reads buckets with and without a prefix', () => {
    expect(read({ WINNOW_STORAGE: 's3://bucket' }).storage).toMatchObject({ kind: 's3', bucket: 'bucket', prefix: '' });
    expect(read({ WINNOW_STORAGE: 's3://bucket/a/b/', WINNOW_S3_ENDPOINT: 'http://s:9000' }).storage).toEqual({
      kind: 's3',
      bucket: 'bucket',
      prefix: 'a/b',
      region: 'us-east-1',
      endpoint: 'http://s:9000',
    });
    expect(read({ WINNOW_STORAGE: '/srv/winnow' }).storage).toEqual({ kind: 'folder', root: '/srv/winnow' });
  });

  it('listens to the world only where it asks for keys', () => {
    const keys = { WINNOW_API_KEYS: 'a-key-that-is-long-enough, and-another-one-of-them' };
    expect(read(keys).http).toMatchObject({
      host: '0.0.0.0',
      apiKeys: ['a-key-that-is-long-enough', 'and-another-one-of-them'],
    });
    expect(() => read({ WINNOW_HOST: '0.0.0.0' })).toThrow('WINNOW_API_KEYS is not set');
    for (const host of ['localhost', '::1', '127.0.0.1']) expect(read({ WINNOW_HOST: host }).http.host).toBe(host);
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', 'http'],
    ['REDIS_URL', 'http://redis'],
    ['DATABASE_URL', 'mysql://x'],
    ['WINNOW_WORKERS', 'extract,cook'],
    ['WINNOW_CONCURRENCY', '0'],
    ['WINNOW_STORAGE', 's3://'],
    ['WINNOW_STORAGE', 's3://UPPER/x'],
    ['WINNOW_API_KEYS', 'short'],
    ['WINNOW_LOG_LEVEL', 'loud'],
    ['WINNOW_MAX_UPLOAD_BYTES', '-1'],
  ])('names what does not fit: %s=%s', (name, value) => {
    expect(() => read({ [name]: value })).toThrow(ConfigurationError);
    expect(() => read({ [name]: value })).toThrow(name);
  });

  it('names everything that does not fit at once', () => {
    expect(() => read({ PORT: 'x', WINNOW_LOG_LEVEL: 'y' })).toThrow(/PORT.*WINNOW_LOG_LEVEL/);
  });

  it('is documented, every variable', () => {
    const page = readFileSync(new URL('../docs/deployment.md', import.meta.url), 'utf8');
    for (const name of Object.keys(environmentSchema.shape)) expect(page).toContain(`\`${name}\``);
  });
});
