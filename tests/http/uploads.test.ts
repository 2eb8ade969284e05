import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FolderStorage } from '../../src/storage/folder.ts';
import { readBytes } from '../../src/storage/storage.ts';
import { ask, startTestService, type TestService } from '../support/service.ts';
import { until } from '../support/until.ts';

const MAX = 3 << 20;
let service: TestService;
let storage: FolderStorage;
beforeAll(async () => {
  service = await startTestService({ WINNOW_WORKERS: 'none', WINNOW_MAX_UPLOAD_BYTES: String(MAX) });
  storage = new FolderStorage(join(service.config.data, 'storage'));
  await ask(service.address, 'POST', '/v1/corpora', { json: { name: 'crawls' } });
});
afterAll(() => service.close());

const hex = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
const base64 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('base64');
const put = (name: string, body: NonNullable<RequestInit['body']>, headers: Record<string, string> = {}) =>
  ask(service.address, 'PUT', `/v1/corpora/crawls/files/${encodeURIComponent(name)}`, { body, headers });

/** Sends a body without end, and gives the answer. */
async function answerWhileSending(path: string): Promise<unknown> {
  const sending = request(`${service.address}${path}`, { method: 'PUT' });
  const more = (): void => {
    while (!sending.destroyed && sending.write(Buffer.alloc(1 << 16)));
  };
  sending.on('drain', more);
  more();
  const [answer]: IncomingMessage[] = await once(sending, 'response');
  if (answer === undefined) throw new Error('no answer');
  const body: unknown = JSON.parse((await answer.setEncoding('utf8').toArray()).join(''));
  sending.destroy();
  return body;
}

/** Objects that belong to no file. */
async function leftovers(): Promise<string[]> {
  const found: string[] = [];
  for await (const { key } of storage.list('uploads/')) found.push(key);
  return [...found, ...(await readdir(join(service.config.data, 'storage', '.tmp')))];
}

describe('PUT /v1/corpora/:corpus/files/:name', () => {
  it('stores the bytes under their hash, and says so', async () => {
    const body = Buffer.from('WARC/1.0\r\n');
    const { status, body: file } = await put('a.warc', body);
    expect(status).toBe(201);
    expect(file).toEqual({ name: 'a.warc', sha256: hex(body), size: body.length });
    expect(await readBytes(storage, `corpora/crawls/files/${hex(body)}`)).toEqual(body);
    const corpus = await ask(service.address, 'GET', '/v1/corpora/crawls');
    expect(corpus.body).toEqual({ name: 'crawls', source: 'crawls', files: [file] });
    expect(await leftovers()).toEqual([]);
  });

  it('changes nothing when sent again, and replaces what the name held when the bytes differ', async () => {
    expect((await put('twice.txt', 'one')).status).toBe(201);
    expect((await put('twice.txt', 'one')).status).toBe(200);
    const replaced = await put('twice.txt', 'two');
    expect(replaced.status).toBe(200);
    expect(replaced.body['sha256']).toBe(hex('two'));
    const { body } = await ask(service.address, 'GET', '/v1/corpora/crawls');
    expect(JSON.stringify(body).match(/twice\.txt/g)).toHaveLength(1);
  });

  it('takes chunked bodies, empty ones and any content type', async () => {
    const chunks = Readable.toWeb(
      Readable.from(['a'.repeat(70_000), 'b'.repeat(70_000)].map((text) => Buffer.from(text))),
    );
    const chunked = await put('chunked.bin', chunks);
    expect(chunked.body).toMatchObject({ size: 140_000, sha256: hex('a'.repeat(70_000) + 'b'.repeat(70_000)) });
    expect((await put('empty.bin', '')).body).toMatchObject({ size: 0, sha256: hex('') });
    for (const type of ['application/json', 'text/plain', 'multipart/form-data', 'application/gzip', 'x/y; z=']) {
      const { status, body } = await put('typed.bin', '{"not json', { 'content-type': type });
      expect([200, 201]).toContain(status);
      expect(body['sha256']).toBe(hex('{"not json'));
    }
  });

  it('checks Content-Digest (RFC 9530)', async () => {
    const good = await put('digest.bin', 'text', { 'content-digest': `sha-512=:AAAA:, sha-256=:${base64('text')}:` });
    expect(good.status).toBe(201);
    const bad = await put('digest-bad.bin', 'text', { 'content-digest': `sha-256=:${base64('other')}:` });
    expect(bad.status).toBe(400);
    expect(bad.body).toMatchObject({ code: 'digest-mismatch' });
    expect(String(bad.body['detail'])).toContain(hex('text'));
    for (const header of ['sha-256=AAAA', 'sha-256=:AAAA:', ''])
      if (header !== '')
        expect((await put('x', 'text', { 'content-digest': header })).body).toMatchObject({ code: 'bad-request' });
    const { body } = await ask(service.address, 'GET', '/v1/corpora/crawls');
    expect(JSON.stringify(body)).not.toContain('digest-bad');
    expect(await leftovers()).toEqual([]);
  });

  it('refuses what is over the limit: by its announced length, and by its bytes', async () => {
    expect((await put('large.bin', Buffer.alloc(MAX))).status).toBe(201);
    const announced = await put('larger.bin', Buffer.alloc(MAX + 1));
    expect(announced.status).toBe(413);
    expect(announced.body).toMatchObject({ code: 'too-large' });
    expect(await answerWhileSending('/v1/corpora/crawls/files/larger.bin')).toMatchObject({ code: 'too-large' });
    const { body } = await ask(service.address, 'GET', '/v1/corpora/crawls');
    expect(JSON.stringify(body)).not.toContain('larger.bin');
    await until(async () => ((await leftovers()).length === 0 ? true : undefined));
  });

  it('answers while the client is still sending, when it refuses an upload', async () => {
    expect(await answerWhileSending('/v1/corpora/none/files/a.bin')).toMatchObject({
      code: 'not-found',
      detail: 'no corpus "none"; POST /v1/corpora makes one',
    });
  });

  it('keeps nothing of an upload whose client goes away', async () => {
    const { port } = new URL(service.address);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write('PUT /v1/corpora/crawls/files/half.bin HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n\r\n');
    socket.write('x'.repeat(50_000));
    await until(async () => ((await leftovers()).length > 0 ? true : undefined));
    socket.destroy();
    await until(async () => ((await leftovers()).length === 0 ? true : undefined));
    const { body } = await ask(service.address, 'GET', '/v1/corpora/crawls');
    expect(JSON.stringify(body)).not.toContain('half.bin');
  });

  it('takes the same file twice at once', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => put('race.bin', 'r'.repeat(100_000))));
    for (const { status, body } of answers) {
      expect([200, 201]).toContain(status);
      expect(body['sha256']).toBe(hex('r'.repeat(100_000)));
    }
    expect(await leftovers()).toEqual([]);
  });

  it.each(['../../../etc/passwd', '..', '.', 'a/b', 'a\\b', 'a\0b', 'a\nb', 'x'.repeat(256)])(
    'lets no name reach a path: %j',
    async (name) => {
      const response = await put(name, 'x').catch(() => undefined);
      if (response !== undefined) expect([400, 404, 405]).toContain(response.status);
      await sleep(10);
      expect(await readdir(service.config.data)).toEqual(expect.arrayContaining(['storage', 'uploads']));
      expect((await readdir(service.config.data)).sort()).toEqual(['storage', 'uploads']);
    },
  );

  it('keeps names as they are sent', async () => {
    const name = 'CC-MAIN 2024 – Überblick (1).warc.gz';
    expect((await put(name, 'x')).body['name']).toBe(name);
  });

  it('answers what it cannot take', async () => {
    expect((await put('a', 'x', { 'content-encoding': 'gzip' })).body).toMatchObject({
      status: 415,
      code: 'unsupported-media',
    });
    expect((await put('a', 'x', { 'content-range': 'bytes 0-0/5' })).body).toMatchObject({
      status: 400,
      code: 'bad-request',
    });
    const missing = await ask(service.address, 'PUT', '/v1/corpora/none/files/a', { body: 'x' });
    expect(missing.body).toMatchObject({ status: 404, code: 'not-found' });
  });
});
