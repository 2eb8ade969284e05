import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Attributes } from '../../src/document.ts';
import { createFastText } from '../../src/stages/quality/classifier/fasttext/fasttext.ts';
import { sampleText } from '../support/runs.ts';
import { ask, startTestService, type TestService } from '../support/service.ts';
import { until } from '../support/until.ts';

let service: TestService;
const post = (path: string, json: unknown) => ask(service.address, 'POST', path, { json });
const model = (name: string) =>
  until(async () => {
    const { body } = await ask(service.address, 'GET', `/v1/models/${name}`);
    return body['status'] === 'queued' ? undefined : body;
  });

const lines = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => `${JSON.stringify({ text: text(index) })}\n`).join('');
const spam = (index: number): string => `Buy cheap watches now ${index} best price casino bonus click here `.repeat(20);

beforeAll(async () => {
  service = await startTestService();
  for (const [name, body] of [
    ['good', lines(120, sampleText)],
    ['bad', lines(120, spam)],
    ['few', lines(3, spam)],
    ['mixed', lines(10, (index) => (index % 2 === 0 ? sampleText(index * 3) : spam(index)))],
  ] as const) {
    await post('/v1/corpora', { name });
    await ask(service.address, 'PUT', `/v1/corpora/${name}/files/${name}.jsonl`, { body });
  }
  await post('/v1/corpora', { name: 'empty' });
});
afterAll(() => service.close());

describe('POST /v1/models', () => {
  it('trains a classifier that a recipe can use, and reports how it does on texts held out', async () => {
    const made = await post('/v1/models', { name: 'taste', good: ['good'], bad: ['bad'] });
    expect(made.status).toBe(202);
    expect(made.headers.get('location')).toBe('/v1/models/taste');
    const trained = await model('taste');
    expect(trained).toMatchObject({ status: 'done', cause: null, report: { texts: { good: 120, bad: 120 } } });
    const list = await ask(service.address, 'GET', '/v1/models');
    expect(list.body).toMatchObject({ models: [{ name: 'taste', status: 'done' }] });

    const quality = { classifier: { model: 'model:taste' } };
    const run = await post('/v1/runs', { corpora: ['mixed'], recipe: { quality, safety: null, dedup: null } });
    expect(run.status).toBe(201);
    const ended = await until(async () => {
      const { body } = await ask(service.address, 'GET', `/v1/runs/${run.body['id']}`);
      return body['status'] === 'done' || body['status'] === 'failed' ? body : undefined;
    });
    expect(ended).toMatchObject({ status: 'done', cause: null });
    const { body } = await ask(service.address, 'GET', `/v1/runs/${run.body['id']}/documents?limit=50`);
    const scores = (body['documents'] as { stages: { attributes: { measures: Record<string, number> } }[] }[]).map(
      ({ stages }) => stages[1]?.attributes.measures['quality'] ?? Number.NaN,
    );
    expect(scores).toHaveLength(10);
    const [lowestGood, highestBad] = [0, 1].map((kind) => scores.filter((_, index) => index % 2 === kind));
    expect(Math.min(...(lowestGood ?? []))).toBeGreaterThan(Math.max(...(highestBad ?? [])));

    const [first] = body['documents'] as { document: { id: string } }[];
    const page = await ask(service.address, 'GET', `/v1/runs/${run.body['id']}/documents/${first?.document.id}`);
    const score = page.body['score'] as { feature: string; weight: number }[];
    expect(score.length).toBeGreaterThan(5);
    const magnitudes = score.map(({ weight }) => Math.abs(weight));
    expect(magnitudes).toEqual([...magnitudes].sort((a, b) => b - a));
  });

  it('shows the report as a page that loads nothing', async () => {
    await post('/v1/models', { name: 'shown', good: ['good'], bad: ['bad'] });
    await model('shown');
    const page = await fetch(`${service.address}/v1/models/shown/report`);
    expect(page.headers.get('content-type')).toContain('text/html');
    const html = await page.text();
    expect(html.match(/<svg /g)).toHaveLength(3);
    expect(html).not.toMatch(/<script|<link|https?:/);
  });

  it('keeps a name with its model', async () => {
    await post('/v1/models', { name: 'once', good: ['good'], bad: ['bad'] });
    await model('once');
    const again = await post('/v1/models', { name: 'once', good: ['good'], bad: ['bad'] });
    expect(again.body).toMatchObject({ status: 409, code: 'conflict' });
  });

  it('says why a training failed, and takes the name again', async () => {
    await post('/v1/models', { name: 'poor', good: ['good'], bad: ['few'] });
    const failed = await model('poor');
    expect(failed).toMatchObject({ status: 'failed', report: null, cause: { code: 'bad-request' } });
    expect(JSON.stringify(failed['cause'])).toContain('at least 10 bad texts, found 3');
    expect((await post('/v1/models', { name: 'poor', good: ['good'], bad: ['bad'] })).status).toBe(202);
    expect(await model('poor')).toMatchObject({ status: 'done', attempt: 2 });
  });

  it.each([
    [{ name: 'x', good: ['none'], bad: ['bad'] }, 422, 'not-found'],
    [{ name: 'x', good: ['good'], bad: ['empty'] }, 422, 'bad-request'],
    [{ name: 'X', good: ['good'], bad: ['bad'] }, 400, 'bad-request'],
    [{ name: 'x', good: [], bad: ['bad'] }, 400, 'bad-request'],
  ])('refuses %j', async (body, status, code) => {
    expect((await post('/v1/models', body)).body).toMatchObject({ status, code });
    expect((await ask(service.address, 'GET', '/v1/models/x')).status).toBe(404);
  });
});

describe('PUT /v1/models', () => {
  const bytes = new Uint8Array(readFileSync('tests/golden/fasttext/quantised.ftz'));
  const put = (name: string, body: Uint8Array) => ask(service.address, 'PUT', `/v1/models/${name}`, { body });

  it('takes a fastText model, which a recipe then scores with', async () => {
    const made = await put('topics', bytes);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ name: 'topics', kind: 'fasttext', size: bytes.length });
    const list = await ask(service.address, 'GET', '/v1/models');
    expect(list.body['uploaded']).toEqual([made.body]);

    const quality = { classifier: { model: 'model:topics', labels: ['river', 'kitchen'] } };
    const recipe = { quality, safety: null, dedup: null };
    const run = await post('/v1/runs', { corpora: ['mixed'], recipe });
    const ended = await until(async () => {
      const { body } = await ask(service.address, 'GET', `/v1/runs/${run.body['id']}`);
      return body['status'] === 'done' || body['status'] === 'failed' ? body : undefined;
    });
    expect(ended).toMatchObject({ status: 'done', cause: null });
    const { body } = await ask(service.address, 'GET', `/v1/runs/${run.body['id']}/documents?limit=1`);
    const [found] = body['documents'] as { document: { text: string }; stages: { attributes: Attributes }[] }[];
    const model = createFastText(bytes);
    const probabilities = model.predict(found?.document.text ?? '');
    const expected = ['river', 'kitchen'].reduce((sum, name) => sum + probabilities[model.labels.indexOf(name)]!, 0);
    expect(found?.stages[1]?.attributes.measures['quality']).toBeCloseTo(Math.min(1, expected), 5);
  });

  it('fails a run whose recipe names no label that the model has, and lists them', async () => {
    await put('labels', bytes);
    const quality = { classifier: { model: 'model:labels', labels: ['hq'] } };
    const run = await post('/v1/runs', { corpora: ['mixed'], recipe: { quality, safety: null, dedup: null } });
    const ended = await until(async () => {
      const { body } = await ask(service.address, 'GET', `/v1/runs/${run.body['id']}`);
      return body['status'] === 'failed' ? body : undefined;
    });
    expect(JSON.stringify(ended['cause'])).toMatch(/expected labels of the fastText model.*kitchen.*found hq/);
  });

  it('keeps a name with its model, trained or uploaded', async () => {
    await put('taken', bytes);
    expect((await put('taken', bytes)).body).toMatchObject({ status: 409, code: 'conflict' });
    expect((await post('/v1/models', { name: 'taken', good: ['good'], bad: ['bad'] })).status).toBe(409);
  });

  it('refuses what is no model, and stores nothing of it', async () => {
    for (const body of [new Uint8Array(0), new TextEncoder().encode('{"a": 1}, more')])
      expect((await put('nothing', body)).body).toMatchObject({ status: 415, code: 'unsupported-media' });
    expect((await put('nothing', bytes)).status).toBe(201);
  });
});
