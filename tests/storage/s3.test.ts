import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StorageError } from '../../src/errors.ts';
import { openStorage } from '../../src/storage/open.ts';
import { openS3 } from '../../src/storage/s3.ts';
import { readBytes } from '../../src/storage/storage.ts';
import { describeStorage } from '../suites/storage.ts';
import { makeBucket, S3_START_MS, type S3Server, setS3Credentials, startS3 } from '../support/s3-server.ts';

let server: S3Server;
const spec = (bucket: string, prefix: string) =>
  ({ kind: 's3', bucket, prefix, region: 'us-east-1', endpoint: server.endpoint }) as const;

beforeAll(async () => {
  setS3Credentials();
  server = await startS3();
  await makeBucket(server.endpoint, 'winnow');
}, S3_START_MS);
afterAll(() => server.close());

describeStorage('S3', () => openStorage(spec('winnow', 'some/where')));

describe('S3 storage', () => {
  it('keeps prefixes of one bucket apart', async () => {
    const [a, b] = [openS3(spec('winnow', 'a')), openS3(spec('winnow', 'b'))];
    await a.put('key', 'of a');
    expect(await b.head('key')).toBeUndefined();
    const keys: string[] = [];
    for await (const { key } of a.list('')) keys.push(key);
    expect(keys).toEqual(['key']);
  });

  it('copies objects too large for one request in parts', async () => {
    const storage = openS3(spec('winnow', 'parts'), { copyBytes: 5 << 20 });
    const body = Buffer.alloc(12 << 20, 'abc');
    await storage.put('from', body);
    await storage.copy('from', 'to');
    expect((await readBytes(storage, 'to')).equals(body)).toBe(true);
  });

  it('names the operation when the store refuses', async () => {
    const storage = openS3(spec('no-such-bucket', ''));
    const error: unknown = await storage.put('a', 'x').catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(StorageError);
    expect(String(error)).toContain('put a: NoSuchBucket');
  });
});
