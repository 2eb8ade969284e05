import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemSchema } from '../../src/http/problem.ts';
import { ask, startTestService, type TestService } from '../support/service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService({ WINNOW_WORKERS: 'none', WINNOW_MAX_JSON_BYTES: '2000' });
});
afterAll(() => service.close());

/** Sends bytes as they are and gives back the whole answer. */
function raw(bytes: string): Promise<string> {
  const { port } = new URL(service.address);
  const socket = connect(Number(port), '127.0.0.1', () => socket.end(bytes));
  return text(socket);
}

const json = (path: string, body: string, type = 'application/json') =>
  ask(service.address, 'POST', path, { body, headers: { 'content-type': type } });

describe('a bad request', () => {
  const cases: [string, () => ReturnType<typeof ask>, number, string][] = [
    ['no such path', () => ask(service.address, 'GET', '/v1/nothing'), 404, 'not-found'],
    ['no such path, with a query', () => ask(service.address, 'GET', '/none?a=1&b'), 404, 'not-found'],
    ['a method that the path has not', () => ask(service.address, 'DELETE', '/v1/corpora'), 405, 'method-not-allowed'],
    ['a method that a shard has not', () => ask(service.address, 'PUT', '/v1/runs/x'), 405, 'method-not-allowed'],
    ['no JSON', () => json('/v1/corpora', '{"name": '), 400, 'bad-request'],
    ['an empty body', () => json('/v1/corpora', ''), 400, 'bad-request'],
    [
      'another type',
      () => json('/v1/corpora', 'name=x', 'application/x-www-form-urlencoded'),
      415,
      'unsupported-media',
    ],
    ['too much JSON', () => json('/v1/corpora', `{"name":"${'x'.repeat(3000)}"}`), 413, 'too-large'],
    ['a field that does not fit', () => json('/v1/corpora', '{"name":"Not A Name"}'), 400, 'bad-request'],
    ['a field that is not known', () => json('/v1/corpora', '{"name":"a","nam":"b"}'), 400, 'bad-request'],
    ['a prototype for a field', () => json('/v1/corpora', '{"name":"a","__proto__":{"x":1}}'), 400, 'bad-request'],
    ['no such corpus', () => ask(service.address, 'GET', '/v1/corpora/none'), 404, 'not-found'],
    ['a corpus that is no name', () => ask(service.address, 'GET', '/v1/corpora/..%2f..'), 404, 'not-found'],
    ['a run over nothing', () => json('/v1/runs', '{"corpora":[]}'), 400, 'bad-request'],
    ['a run over no such corpus', () => json('/v1/runs', '{"corpora":["none"]}'), 422, 'not-found'],
    ['a recipe that is not known', () => json('/v1/runs', '{"corpora":["a"],"recipe":"best"}'), 400, 'bad-request'],
    [
      'a recipe field that is not known',
      () => json('/v1/runs', '{"corpora":["a"],"recipe":{"qualitty":{}}}'),
      422,
      'recipe-invalid',
    ],
    [
      'a recipe value that does not fit',
      () => json('/v1/runs', '{"corpora":["a"],"recipe":{"partBytes":-1}}'),
      422,
      'recipe-invalid',
    ],
    ['no such run', () => ask(service.address, 'GET', '/v1/runs/0000000000000000'), 404, 'not-found'],
    ['a run that is no id', () => ask(service.address, 'GET', '/v1/runs/..%2f..%2fetc'), 404, 'not-found'],
    ['events of no run', () => ask(service.address, 'GET', '/v1/runs/0000000000000000/events'), 404, 'not-found'],
    ['no such dataset', () => ask(service.address, 'GET', '/v1/datasets/..%2f..'), 404, 'not-found'],
    ['no such shard', () => ask(service.address, 'GET', '/v1/datasets/00/shards/..%2f..%2fx'), 404, 'not-found'],
    ['no such recipe', () => ask(service.address, 'GET', '/v1/recipes/none'), 404, 'not-found'],
    [
      'a limit that is no number',
      () => ask(service.address, 'GET', '/v1/runs/0/documents?limit=x'),
      400,
      'bad-request',
    ],
    [
      'a query that is not known',
      () => ask(service.address, 'GET', '/v1/runs/0/documents?verdicts=x'),
      400,
      'bad-request',
    ],
    ['a broken escape', () => ask(service.address, 'GET', '/v1/corpora/%zz'), 400, 'bad-request'],
    ['a tus request without its version', () => ask(service.address, 'POST', '/v1/uploads'), 412, 'bad-request'],
    ['a GET of an upload', () => ask(service.address, 'GET', '/v1/uploads/0'), 405, 'method-not-allowed'],
  ];
  it.each(cases)('is answered with problem details: %s', async (_name, send, status, code) => {
    const { headers, body, status: found } = await send();
    expect({ status: found, code: body['code'] }).toEqual({ status, code });
    expect(headers.get('content-type')).toContain('application/problem+json');
    const parsed = problemSchema.parse(body);
    expect(parsed.status).toBe(status);
    expect(parsed.detail).not.toBe('');
  });

  it('names every field that does not fit', async () => {
    const { body } = await json('/v1/runs', '{"corpora":["UPPER"],"extra":1}');
    expect(body['errors']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ path: 'body/corpora/0' }),
        expect.objectContaining({ message: expect.stringContaining('extra') }),
      ]),
    );
  });

  it.each([
    ['no HTTP at all', 'hello\r\n\r\n', 400],
    ['headers without end', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`, 431],
    ['a length that is no number', 'POST /v1/corpora HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n', 400],
  ])('is answered before it is a request: %s', async (_name, bytes, status) => {
    const answer = await raw(bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toContain('application/problem+json');
    expect(JSON.parse(answer.slice(answer.indexOf('{')))).toMatchObject({ status });
  });

  it('does not stop the service', async () => {
    expect((await ask(service.address, 'GET', '/readyz')).body).toEqual({ status: 'ready' });
  });
});
