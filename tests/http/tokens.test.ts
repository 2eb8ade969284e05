import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FolderStorage } from '../../src/storage/folder.ts';
import { trainingSchema } from '../../src/training/schema.ts';
import { tokensSchema } from '../../src/training/tokens.ts';
import { makeDataset } from '../support/datasets.ts';
import { ask, startTestService, type TestService } from '../support/service.ts';
import { until } from '../support/until.ts';

const python = fileURLToPath(new URL('../support/fake-python.sh', import.meta.url));
const tokenizer = (extra: object = {}): string =>
  JSON.stringify({
    added_tokens: [{ content: '<|endoftext|>', id: 0 }],
    model: { type: 'BPE', vocab: { a: 1 } },
    ...extra,
  });

let service: TestService;
beforeAll(async () => {
  service = await startTestService({ WINNOW_PYTHON: python });
  const { storage } = service.config;
  if (storage.kind !== 'folder') throw new Error('expected a folder');
  await makeDataset(new FolderStorage(storage.root), 'd0');
});
afterAll(() => service.close());

const get = (path: string, headers: Record<string, string> = {}) => ask(service.address, 'GET', path, { headers });
const put = (path: string, body: string) => ask(service.address, 'PUT', path, { body });

/** Asks for token shards and waits until they are made. */
async function make(options: object) {
  const made = await ask(service.address, 'POST', '/v1/datasets/d0/tokens', { json: options });
  expect(made.status).toBe(202);
  const { id } = trainingSchema.parse(made.body);
  expect(made.headers.get('location')).toBe(`/v1/trainings/${id}`);
  return until(async () => {
    const training = trainingSchema.parse((await get(`/v1/trainings/${id}`)).body);
    return training.status === 'done' || training.status === 'failed' ? training : undefined;
  });
}
const listed = async () => tokensSchema.array().parse((await get('/v1/datasets/d0/tokens')).body['tokens']);

describe('token shards over HTTP', () => {
  it('are made without training a model, once for the same choices, and listed with the dataset', async () => {
    expect((await listed()).length).toBe(0);
    expect(await make({ vocabSize: 300 })).toMatchObject({ status: 'done', progress: { step: 0 } });
    const [first, ...others] = await listed();
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      type: 'uint16',
      vocabSize: 300,
      endOfText: 0,
      train: { documents: 1, tokens: 3, bytes: 2 },
      validation: { documents: 0, tokens: 0, bytes: 0 },
    });
    expect(first?.files.map(({ name }) => name)).toEqual([
      'tokenizer.json',
      'tokens.json',
      'train-00000.bin',
      'train-00000.idx',
    ]);
    await make({ vocabSize: 300 });
    expect(await listed()).toEqual([first]);
    expect((await get('/v1/datasets/d0')).body).toMatchObject({ dataset: 'd0', tokens: [first] });
  });

  it('come whole, in ranges and by entity tag', async () => {
    await make({ vocabSize: 300 });
    const [tokens] = await listed();
    const path = `/v1/datasets/d0/tokens/${tokens?.key}/train-00000.bin`;
    const response = await fetch(service.address + path);
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    const whole = Buffer.from(await response.arrayBuffer());
    expect([...new Uint16Array(whole.buffer, whole.byteOffset, 3)]).toEqual([1, 2, 0]);
    const part = await fetch(service.address + path, { headers: { range: 'bytes=2-3' } });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe('bytes 2-3/6');
    expect([...Buffer.from(await part.arrayBuffer())]).toEqual([2, 0]);
    const tag = response.headers.get('etag') ?? '';
    expect((await fetch(service.address + path, { headers: { 'if-none-match': tag } })).status).toBe(304);
    expect((await fetch(service.address + path, { headers: { range: 'bytes=6-' } })).status).toBe(416);
  });

  it.each(['survey.json', 'none.bin', '..%2f..%2fmanifest.json'])('are all that is served: not %s', async (name) => {
    await make({ vocabSize: 300 });
    const [tokens] = await listed();
    expect((await get(`/v1/datasets/d0/tokens/${tokens?.key}/${name}`)).body).toMatchObject({ code: 'not-found' });
    expect((await get(`/v1/datasets/d0/tokens/0000/${name}`)).status).toBe(404);
    expect((await get(`/v1/datasets/none/tokens/0000/${name}`)).status).toBe(404);
  });

  it('take a tokenizer that was given, whose name stays with it', async () => {
    const given = await put('/v1/tokenizers/mine', tokenizer());
    expect(given.status).toBe(201);
    expect((await put('/v1/tokenizers/mine', tokenizer())).status).toBe(200);
    expect((await put('/v1/tokenizers/mine', tokenizer({ version: '1.0' }))).body).toMatchObject({ status: 409 });
    expect((await get('/v1/tokenizers')).body).toEqual({ tokenizers: [given.body] });
    const before = await listed();
    expect(await make({ tokenizer: 'mine' })).toMatchObject({ status: 'done' });
    const made = (await listed()).find(({ key }) => !before.some((one) => one.key === key));
    expect((await get(`/v1/datasets/d0/tokens/${made?.key}/tokenizer.json`)).body).toEqual(JSON.parse(tokenizer()));
  });

  it.each([
    ['no JSON', '{'],
    ['no tokenizer', '{"vocab": {}}'],
    ['another model', tokenizer({ model: { type: 'Unigram', vocab: [] } })],
    ['no end of text', tokenizer({ added_tokens: [] })],
    ['nothing', ''],
  ])('refuse as tokenizer %s', async (_what, body) => {
    const { status, body: problem } = await put('/v1/tokenizers/other', body);
    expect(status).toBe(400);
    expect(problem).toMatchObject({ code: 'bad-request', detail: expect.stringContaining('<|endoftext|>') });
  });

  it('refuse what is not there', async () => {
    const post = (path: string, json: object) => ask(service.address, 'POST', path, { json });
    expect((await post('/v1/datasets/d1/tokens', {})).status).toBe(404);
    expect((await post('/v1/datasets/d0/tokens', { tokenizer: 'none' })).body).toMatchObject({ status: 422 });
    const training = { dataset: 'd0', steps: 1 };
    expect((await post('/v1/trainings', { ...training, startFrom: '0'.repeat(16) })).body).toMatchObject({
      status: 422,
    });
    expect(
      (await post('/v1/trainings', { ...training, startFrom: '0'.repeat(16), tokenizer: 'mine' })).body,
    ).toMatchObject({
      status: 400,
      errors: [{ path: 'body/tokenizer' }],
    });
  });
});
