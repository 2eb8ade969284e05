import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { generator } from '../../examples/crawl/fill.ts';
import { temporaryFolder } from '../support/folder.ts';
import { sampleText } from '../support/runs.ts';
import { ask } from '../support/service.ts';
import { startWinnow, type WinnowProcess } from '../support/service-process.ts';
import { until } from '../support/until.ts';

const RUNS = 3;
const random = generator(5);

/** Texts of one corpus: its own, and the last of the one before. */
const lines = (corpus: number): string =>
  Array.from({ length: 60 }, (_, index) => `${JSON.stringify({ text: sampleText(corpus * 50 + index) })}\n`).join('');

it('a service that is killed again and again adds what each run keeps once, and loses no other', async () => {
  const folder = await temporaryFolder();
  const start = (): Promise<WinnowProcess> =>
    startWinnow(
      ['serve', '--port', '0'],
      { WINNOW_DATA: folder, WINNOW_CONCURRENCY: '2', WINNOW_JOB_BACKOFF_MS: '50', WINNOW_JOB_ATTEMPTS: '20' },
      'service listens',
    );
  let service = await start();
  const kept: number[] = [];
  for (let number = 0; number < RUNS; number += 1) {
    await ask(service.address, 'POST', '/v1/corpora', { json: { name: `c${number}` } });
    await ask(service.address, 'PUT', `/v1/corpora/c${number}/files/a.jsonl`, { body: lines(number) });
    const recipe = { partBytes: 20_000, quality: null, safety: null, dedup: { collection: { name: 'all' } } };
    const made = await ask(service.address, 'POST', '/v1/runs', { json: { corpora: [`c${number}`], recipe } });
    expect(made.status).toBe(201);
    for (let kill = 0; kill < 2; kill += 1) {
      await sleep(20 + random() * 1500);
      await service.kill();
      service = await start();
    }
    const run = await until(async () => {
      const { body } = await ask(service.address, 'GET', `/v1/runs/${made.body['id']}`);
      return ['done', 'failed'].includes(String(body['status'])) ? body : undefined;
    }, 120_000);
    expect(run).toMatchObject({ status: 'done', cause: null });
    const { body: report } = await ask(service.address, 'GET', `/v1/runs/${made.body['id']}/report`);
    const { documents, clusters } = report as { documents: { kept: number }; clusters: { known: number } };
    kept.push(documents.kept);
    expect(clusters.known).toBe(number === 0 ? 0 : 10);
  }
  const { body } = await ask(service.address, 'GET', '/v1/collections/all');
  expect(body['documents']).toBe(kept.reduce((sum, count) => sum + count, 0));
  expect((body['additions'] as { documents: number }[]).map(({ documents }) => documents)).toEqual(kept);
  expect(await service.stop()).toBe(0);
}, 600_000);
