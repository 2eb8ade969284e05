import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generator } from '../../examples/crawl/fill.ts';
import { type RecipeInput, resolveRecipe } from '../../src/recipe.ts';
import { temporaryFolder } from '../support/folder.ts';
import { type RedisServer, startRedis } from '../support/redis-server.ts';
import { ask } from '../support/service.ts';
import { startWinnow, type WinnowProcess } from '../support/service-process.ts';
import { smallCrawl } from '../support/small-crawl.ts';
import { undisturbed } from '../support/undisturbed.ts';
import { until } from '../support/until.ts';

const KILLS = 20;
const file = smallCrawl(160);
/** Each recipe makes a dataset of its own and shares extraction, so that there is always something left to do. */
const input = (number: number): RecipeInput => ({
  preset: 'default',
  partBytes: 24_000,
  safety: null,
  dedup: { seed: number },
});
const random = generator(7);

const start = (folder: string, environment: Record<string, string> = {}): Promise<WinnowProcess> =>
  startWinnow(
    ['serve', '--port', '0'],
    {
      WINNOW_DATA: folder,
      WINNOW_CONCURRENCY: '2',
      WINNOW_JOB_BACKOFF_MS: '50',
      WINNOW_JOB_ATTEMPTS: '20',
      ...environment,
    },
    'service listens',
  );

async function upload(address: string): Promise<void> {
  expect((await ask(address, 'POST', '/v1/corpora', { json: { name: 'news' } })).status).toBeLessThan(300);
  const put = await ask(address, 'PUT', '/v1/corpora/news/files/a.warc.gz', { body: new Uint8Array(file) });
  expect(put.status).toBeLessThan(300);
}

async function makeRun(address: string, number: number): Promise<string> {
  const made = await ask(address, 'POST', '/v1/runs', { json: { corpora: ['news'], recipe: input(number) } });
  expect(made.status).toBe(201);
  return String(made.body['id']);
}

async function ended(address: string, run: string): Promise<Record<string, unknown>> {
  return until(async () => {
    const { body } = await ask(address, 'GET', `/v1/runs/${run}`);
    return ['done', 'failed', 'cancelled'].includes(String(body['status'])) ? body : undefined;
  }, 120_000);
}

/** Shards' hashes of the service's dataset against those of a run that nothing happened to. */
async function expectUndisturbed(address: string, run: Record<string, unknown>, number: number): Promise<void> {
  expect(run).toMatchObject({ status: 'done', cause: null });
  const { manifest } = await undisturbed(resolveRecipe(input(number)), { 'a.warc.gz': file });
  const found = await ask(address, 'GET', `/v1/datasets/${String(run['dataset'])}`);
  expect(found.body).toEqual({ ...manifest, tokens: [] });
}

describe('a service that is killed', () => {
  it(`${KILLS} times at random points goes on from storage and makes the same datasets`, async () => {
    const folder = await temporaryFolder();
    let service = await start(folder);
    await upload(service.address);
    const runs = [await makeRun(service.address, 0)];
    for (let kill = 0; kill < KILLS; kill += 1) {
      await sleep(20 + random() * 1200);
      await service.kill();
      service = await start(folder);
      const last = await ask(service.address, 'GET', `/v1/runs/${runs.at(-1)}`);
      // Killing a service that has nothing to do would show nothing.
      if (last.body['status'] === 'done') runs.push(await makeRun(service.address, runs.length));
    }
    for (const [number, run] of runs.entries())
      await expectUndisturbed(service.address, await ended(service.address, run), number);
    expect(await service.stop()).toBe(0);
  }, 600_000);
});

describe('a service over Redis', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.close());

  it('makes the same dataset though workers are killed and Redis loses everything in the middle', async () => {
    const folder = await temporaryFolder();
    const environment = {
      WINNOW_DATA: folder,
      REDIS_URL: redis.url,
      WINNOW_CONCURRENCY: '2',
      WINNOW_JOB_BACKOFF_MS: '50',
    };
    const api = await start(folder, { ...environment, WINNOW_WORKERS: 'none' });
    const worker = (): Promise<WinnowProcess> => startWinnow(['worker'], environment, 'workers started');
    await upload(api.address);
    const run = await makeRun(api.address, 0);
    let working = await worker();
    await sleep(300 + random() * 600);
    await working.kill();
    await redis.flush();
    working = await worker();
    await sleep(300 + random() * 600);
    await redis.flush();
    await expectUndisturbed(api.address, await ended(api.address, run), 0);
    await working.stop();
    await api.stop();
  }, 300_000);
});
