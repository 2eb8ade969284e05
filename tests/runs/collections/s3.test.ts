import { afterAll, beforeAll } from 'vitest';
import { openStorage } from '../../../src/storage/open.ts';
import { describeCollections } from '../../suites/collections.ts';
import { makeBucket, S3_START_MS, type S3Server, setS3Credentials, startS3 } from '../../support/s3-server.ts';

let server: S3Server;

beforeAll(async () => {
  setS3Credentials();
  server = await startS3();
  await makeBucket(server.endpoint, 'winnow');
}, S3_START_MS);
afterAll(() => server.close());

describeCollections('S3', () =>
  openStorage({ kind: 's3', bucket: 'winnow', prefix: 'some/where', region: 'us-east-1', endpoint: server.endpoint }),
);
