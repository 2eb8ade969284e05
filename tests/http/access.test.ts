import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, startTestService, type TestService } from '../support/service.ts';

const KEY = 'a-key-of-thirty-two-characters-1';
const OTHER = 'another-key-of-many-characters-2';

describe('with API keys', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService({
      WINNOW_WORKERS: 'none',
      WINNOW_HOST: '127.0.0.1',
      WINNOW_API_KEYS: `${KEY}, ${OTHER}`,
    });
  });
  afterAll(() => service.close());
  const get = (path: string, authorization?: string) =>
    ask(service.address, 'GET', path, { headers: authorization === undefined ? {} : { authorization } });

  it('serves whoever has one of them, as bearer or as password', async () => {
    const basic = `Basic ${Buffer.from(`anyone:${OTHER}`).toString('base64')}`;
    for (const authorization of [`Bearer ${KEY}`, `bearer ${OTHER}`, basic])
      expect((await get('/v1/corpora', authorization)).status).toBe(200);
  });

  it.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    `Bearer ${KEY}x`,
    `Bearer ${KEY.slice(1)}`,
    `Token ${KEY}`,
    KEY,
    `Basic ${Buffer.from(`${KEY}:`).toString('base64')}`,
    `Bearer ${KEY}, ${OTHER}`,
  ])('asks for a key: %j', async (authorization) => {
    for (const path of [
      '/v1/corpora',
      '/queues/',
      '/queues/api/queues',
      '/metrics',
      '/docs/openapi.json',
      '/v1/none',
    ]) {
      const { status, headers, body } = await get(path, authorization);
      expect({ path, status, code: body['code'] }).toEqual({ path, status: 401, code: 'unauthorized' });
      expect(headers.get('www-authenticate')).toContain('Bearer');
    }
  });

  it('tells probes that it is up without a key', async () => {
    expect((await get('/healthz')).status).toBe(200);
    expect((await get('/readyz')).status).toBe(200);
  });

  it('does not read the body of a stranger', async () => {
    const { status } = await ask(service.address, 'PUT', '/v1/corpora/a/files/b', { body: 'x'.repeat(100) });
    expect(status).toBe(401);
    const tus = await ask(service.address, 'POST', '/v1/uploads', { headers: { 'tus-resumable': '1.0.0' } });
    expect(tus.status).toBe(401);
  });
});

describe('without API keys', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService({ WINNOW_WORKERS: 'none' });
  });
  afterAll(() => service.close());

  /** fetch does not let a Host header through. */
  const status = (headers: Record<string, string>, method = 'GET', path = '/v1/corpora'): Promise<number> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(service.address);
      const sent = request({ hostname, port, method, path, headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      sent.on('error', reject);
      sent.end();
    });

  it('serves loopback names alone, so that no web page reaches it by a name of its own', async () => {
    for (const host of ['localhost', 'localhost:8080', '127.0.0.1:1', '[::1]:8080'])
      expect(await status({ host })).toBe(200);
    for (const host of ['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example:80'])
      expect(await status({ host })).toBe(403);
  });

  it('takes no change from a page of another site', async () => {
    const path = '/v1/runs/0000000000000000/cancel';
    expect(await status({ 'sec-fetch-site': 'cross-site' }, 'POST', path)).toBe(403);
    expect(await status({ 'sec-fetch-site': 'same-origin' }, 'POST', path)).toBe(404);
    expect(await status({ 'sec-fetch-site': 'cross-site' })).toBe(200);
  });
});
