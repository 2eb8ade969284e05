import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleText } from '../support/runs.ts';
import { ask, startTestService, type TestService } from '../support/service.ts';
import { until } from '../support/until.ts';

let service: TestService;
const post = (path: string, json: unknown) => ask(service.address, 'POST', path, { json });
const get = (path: string) => ask(service.address, 'GET', path);

const lines = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, index) => `${JSON.stringify({ text: sampleText(from + index) })}\n`).join('');

async function upload(corpus: string, body: string): Promise<void> {
  await post('/v1/corpora', { name: corpus });
  await ask(service.address, 'PUT', `/v1/corpora/${corpus}/files/${corpus}.jsonl`, { body });
}

async function run(corpora: string[], collection: object, dedup: object = {}) {
  const recipe = { quality: null, safety: null, dedup: { ...dedup, collection } };
  const made = await post('/v1/runs', { corpora, recipe });
  expect(made.status).toBe(201);
  return until(async () => {
    const { body } = await get(`/v1/runs/${made.body['id']}`);
    return body['status'] === 'done' || body['status'] === 'failed' ? body : undefined;
  });
}

beforeAll(async () => {
  service = await startTestService();
  await upload('first', lines(0, 40));
  await upload('second', lines(30, 60));
});
afterAll(() => service.close());

describe('/v1/collections', () => {
  it('holds what runs keep, and makes later runs drop what it has', async () => {
    expect(await run(['first'], { name: 'books' })).toMatchObject({ status: 'done', cause: null });
    const second = await run(['second'], { name: 'books' });
    expect(second).toMatchObject({ status: 'done', cause: null });
    const { body: report } = await get(`/v1/runs/${second['id']}/report`);
    // Ten texts are in the first corpus, two of them as copies; of the other twenty four are copies of their neighbours.
    expect(report).toMatchObject({
      documents: { in: 30, kept: 16, dropped: 14 },
      clusters: { known: 10, dropped: 14 },
      stages: { dedup: { rules: { 'exact-in-collection': 8, 'near-in-collection': 2, 'near-duplicate': 4 } } },
    });
    const { body: list } = await get(`/v1/runs/${second['id']}/documents?rule=exact-in-collection&limit=1`);
    const [document] = list['documents'] as {
      document: { id: string };
      stages: { stage: string; attributes: object }[];
    }[];
    expect(document?.stages.find(({ stage }) => stage === 'dedup')?.attributes).toMatchObject({
      failures: [
        { rule: 'exact-in-collection', value: 1, collection: 'books', corpus: 'first', survivor: expect.any(String) },
      ],
    });
    expect((await get(`/v1/runs/${second['id']}/documents/${document?.document.id}`)).body).toMatchObject({
      survivor: null,
    });
    const { body } = await get('/v1/collections/books');
    expect(body).toMatchObject({
      name: 'books',
      documents: 48,
      additions: [
        { corpora: ['first'], documents: 32 },
        { corpora: ['second'], documents: 16, run: second['id'] },
      ],
    });
    expect((await get('/v1/collections')).body).toMatchObject({ collections: [{ name: 'books', documents: 48 }] });
  });

  it('answers a text with its nearest documents', async () => {
    const { status, body } = await post('/v1/collections/books/query', {
      text: `${sampleText(3)} And one more thing.`,
    });
    expect(status).toBe(200);
    const [nearest] = body['nearest'] as { id: string; corpus: string; similarity: number; exact: boolean }[];
    expect(nearest).toMatchObject({ corpus: 'first', exact: false });
    expect(nearest?.similarity).toBeGreaterThan(0.9);
  });

  it('forgets a document', async () => {
    const query = async () => {
      const { body } = await post('/v1/collections/books/query', { text: sampleText(3), least: 0.9 });
      return body['nearest'] as { id: string }[];
    };
    const [found] = await query();
    const path = `/v1/collections/books/documents/${found?.id}`;
    expect((await ask(service.address, 'DELETE', path)).body).toEqual({ forgotten: [found?.id] });
    expect(await query()).toEqual([]);
    expect((await ask(service.address, 'DELETE', path)).body).toMatchObject({ status: 404, code: 'not-found' });
    const many = await post('/v1/collections/books/forget', { ids: [found?.id, 'nobody:1'] });
    expect(many.body).toEqual({ forgotten: [] });
  });

  it('merges its segments in the background', async () => {
    for (let index = 0; index < 4; index += 1) {
      await upload(`more-${index}`, lines(100 + index * 10, 110 + index * 10));
      await run([`more-${index}`], { name: 'many' });
    }
    const merged = await until(async () => {
      const { body } = await get('/v1/collections/many');
      return (body['segments'] as object[]).length === 1 ? body : undefined;
    });
    expect(merged).toMatchObject({ documents: 32, additions: [{}, {}, {}, {}] });
  });

  it('removes a collection, and takes its name again', async () => {
    await run(['first'], { name: 'gone' });
    expect((await post('/v1/collections/gone/query', { text: sampleText(3) })).body['candidates']).toBe(1);
    expect((await ask(service.address, 'DELETE', '/v1/collections/gone')).status).toBe(204);
    expect((await get('/v1/collections/gone')).status).toBe(404);
    expect((await post('/v1/collections/gone/query', { text: sampleText(3) })).status).toBe(404);
    expect((await ask(service.address, 'DELETE', '/v1/collections/gone')).status).toBe(404);
    await run(['second'], { name: 'gone' }, { bands: 14, rows: 8 });
    expect((await get('/v1/collections/gone')).body).toMatchObject({ additions: [{ corpora: ['second'] }] });
  });

  it.each([
    [{ name: 'none', add: false }, {}, 422, 'not-found'],
    [{ name: 'books' }, { bands: 14, rows: 8 }, 422, 'recipe-invalid'],
    [{ name: 'No' }, {}, 422, 'recipe-invalid'],
  ])('refuses a run that names %j with %j', async (collection, dedup, status, code) => {
    const recipe = { quality: null, safety: null, dedup: { ...dedup, collection } };
    expect((await post('/v1/runs', { corpora: ['first'], recipe })).body).toMatchObject({ status, code });
  });

  it.each([
    ['GET', '/v1/collections/none'],
    ['POST', '/v1/collections/none/query'],
    ['POST', '/v1/collections/none/forget'],
    ['DELETE', '/v1/collections/none/documents/a:1'],
    ['GET', '/v1/collections/..%2fcorpora'],
  ])('answers 404: %s %s', async (method, path) => {
    const json = method === 'POST' ? (path.endsWith('query') ? { text: 'x' } : { ids: ['x'] }) : undefined;
    expect((await ask(service.address, method, path, json === undefined ? {} : { json })).body).toMatchObject({
      status: 404,
      code: 'not-found',
    });
  });
});
