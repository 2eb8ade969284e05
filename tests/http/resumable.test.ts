import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as tus from 'tus-js-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FolderStorage } from '../../src/storage/folder.ts';
import { readBytes } from '../../src/storage/storage.ts';
import { ask, startTestService, type TestService } from '../support/service.ts';

const body = randomBytes(3 << 20);
const sha256 = createHash('sha256').update(body).digest('hex');
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const metadata = (corpus: string, filename: string): string => `corpus ${base64(corpus)},filename ${base64(filename)}`;

let service: TestService;
let storage: FolderStorage;
beforeAll(async () => {
  service = await startTestService({ WINNOW_WORKERS: 'none', WINNOW_MAX_UPLOAD_BYTES: String(4 << 20) });
  storage = new FolderStorage(join(service.config.data, 'storage'));
  await ask(service.address, 'POST', '/v1/corpora', { json: { name: 'crawls' } });
});
afterAll(() => service.close());

const send = (method: string, path: string, headers: Record<string, string>, bytes?: Uint8Array) =>
  ask(service.address, method, path, {
    headers: { 'tus-resumable': '1.0.0', ...headers },
    ...(bytes !== undefined && { body: new Uint8Array(bytes) }),
  });
const create = (headers: Record<string, string>) => send('POST', '/v1/uploads', headers);
const patch = (path: string, offset: number, bytes: Uint8Array) =>
  send('PATCH', path, { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' }, bytes);
const files = async (): Promise<unknown> => (await ask(service.address, 'GET', '/v1/corpora/crawls')).body['files'];

describe('/v1/uploads (tus)', () => {
  it('takes a file from a tus client, in pieces', async () => {
    await new Promise<void>((resolve, reject) => {
      new tus.Upload(body, {
        endpoint: `${service.address}/v1/uploads`,
        chunkSize: 1 << 20,
        metadata: { corpus: 'crawls', filename: 'client.warc' },
        onError: reject,
        onSuccess: () => resolve(),
      }).start();
    });
    expect(await files()).toContainEqual({ name: 'client.warc', sha256, size: body.length });
    expect((await readBytes(storage, `corpora/crawls/files/${sha256}`)).equals(body)).toBe(true);
  });

  it('goes on where it stopped, and says how far it is after the last byte too', async () => {
    const made = await create({ 'upload-length': String(body.length), 'upload-metadata': metadata('crawls', 'a.gz') });
    expect(made.status).toBe(201);
    const path = made.headers.get('location') ?? '';
    expect(path).toMatch(/^\/v1\/uploads\/[0-9a-f]{32}$/);
    expect((await patch(path, 0, body.subarray(0, 1000))).headers.get('upload-offset')).toBe('1000');
    expect((await send('HEAD', path, {})).headers.get('upload-offset')).toBe('1000');
    expect((await patch(path, 5, body.subarray(5))).body).toMatchObject({ status: 409, code: 'conflict' });
    expect((await patch(path, 1000, body.subarray(1000))).status).toBe(204);
    expect(await files()).toContainEqual({ name: 'a.gz', sha256, size: body.length });
    expect((await send('HEAD', path, {})).headers.get('upload-offset')).toBe(String(body.length));
    // The bytes are in storage; what is kept for the client takes no room.
    const kept = await stat(join(service.config.data, 'uploads', path.split('/').at(-1) ?? ''));
    expect(kept.size).toBe(body.length);
    expect(kept.blocks * 512).toBeLessThan(100_000);
  });

  it('stores an upload that was whole when the process died, as soon as the client asks', async () => {
    const made = await create({ 'upload-length': '5', 'upload-metadata': metadata('crawls', 'late.txt') });
    const path = made.headers.get('location') ?? '';
    await writeFile(join(service.config.data, 'uploads', path.split('/').at(-1) ?? ''), 'hello');
    expect((await send('HEAD', path, {})).headers.get('upload-offset')).toBe('5');
    expect(await files()).toContainEqual(expect.objectContaining({ name: 'late.txt', size: 5 }));
  });

  it('takes an empty file', async () => {
    expect((await create({ 'upload-length': '0', 'upload-metadata': metadata('crawls', 'empty') })).status).toBe(201);
    expect(await files()).toContainEqual(expect.objectContaining({ name: 'empty', size: 0 }));
  });

  it.each([
    [
      'a file over the limit',
      { 'upload-length': String(5 << 20), 'upload-metadata': metadata('crawls', 'a') },
      413,
      'too-large',
    ],
    ['no such corpus', { 'upload-length': '5', 'upload-metadata': metadata('none', 'a') }, 404, 'not-found'],
    ['no file name', { 'upload-length': '5', 'upload-metadata': `corpus ${base64('crawls')}` }, 400, 'bad-request'],
    [
      'a path for a name',
      { 'upload-length': '5', 'upload-metadata': metadata('crawls', '../../a') },
      400,
      'bad-request',
    ],
    ['no metadata', { 'upload-length': '5' }, 400, 'bad-request'],
    ['metadata that is none', { 'upload-length': '5', 'upload-metadata': 'a b c' }, 400, 'bad-request'],
    ['no length', { 'upload-metadata': metadata('crawls', 'a') }, 400, 'bad-request'],
    [
      'a length that is no number',
      { 'upload-length': 'x', 'upload-metadata': metadata('crawls', 'a') },
      400,
      'bad-request',
    ],
  ])('refuses %s', async (_name, headers: Record<string, string>, status, code) => {
    const before = await readdir(join(service.config.data, 'uploads'));
    const answer = await create(headers);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ status, code });
    expect(await readdir(join(service.config.data, 'uploads'))).toEqual(before);
  });

  it('lets no id reach a path', async () => {
    for (const id of ['..%2f..%2fqueue', '%2e%2e', '0'.repeat(32), 'x'])
      expect((await send('HEAD', `/v1/uploads/${id}`, {})).status).toBe(404);
    expect(
      (await readFile(join(service.config.data, 'storage', 'corpora', 'crawls', 'corpus.json'))).length,
    ).toBeGreaterThan(0);
  });
});
