import { describe, expect, it } from 'vitest';
import { type RecipeInput, resolveRecipe } from '../../src/recipe.ts';
import { temporaryFolder } from '../support/folder.ts';
import { makeDatabase } from '../support/postgres.ts';
import { startRedis } from '../support/redis-server.ts';
import { ask } from '../support/service.ts';
import { startWinnow } from '../support/service-process.ts';
import { smallCrawl } from '../support/small-crawl.ts';
import { undisturbed } from '../support/undisturbed.ts';
import { until } from '../support/until.ts';

const input: RecipeInput = { preset: 'default', partBytes: 24_000 };
const files = { 'a.warc.gz': smallCrawl(120), 'b.warc.gz': smallCrawl(40) };

interface Backend {
  environment: Record<string, string>;
  close(): Promise<void>;
}

const backends: Record<string, () => Promise<Backend>> = {
  PGlite: async () => ({ environment: {}, close: async () => undefined }),
  PostgreSQL: async () => {
    const { url, drop } = await makeDatabase();
    return { environment: { DATABASE_URL: url, WINNOW_WORKERS: 'all' }, close: drop };
  },
  Redis: async () => {
    const { url, close } = await startRedis();
    return { environment: { REDIS_URL: url, WINNOW_WORKERS: 'all' }, close: async () => close() };
  },
};

describe('one recipe over the same files makes the same dataset', () => {
  it.each([
    ['PGlite', 1],
    ['PGlite', 4],
    ['PostgreSQL', 2],
    ['Redis', 2],
  ])(
    'on %s with %i workers',
    async (name, concurrency) => {
      const backend = await backends[name]!();
      const folder = await temporaryFolder();
      const environment = { WINNOW_DATA: folder, WINNOW_CONCURRENCY: String(concurrency), ...backend.environment };
      const service = await startWinnow(['serve', '--port', '0'], environment, 'service listens');
      try {
        await ask(service.address, 'POST', '/v1/corpora', { json: { name: 'news' } });
        for (const [file, body] of Object.entries(files))
          await ask(service.address, 'PUT', `/v1/corpora/news/files/${file}`, { body: new Uint8Array(body) });
        const made = await ask(service.address, 'POST', '/v1/runs', { json: { corpora: ['news'], recipe: input } });
        const run = await until(async () => {
          const { body } = await ask(service.address, 'GET', `/v1/runs/${String(made.body['id'])}`);
          return body['status'] === 'done' || body['status'] === 'failed' ? body : undefined;
        }, 120_000);
        expect(run['cause']).toBeNull();
        const { manifest } = await undisturbed(resolveRecipe(input), files);
        const found = await ask(service.address, 'GET', `/v1/datasets/${String(run['dataset'])}`);
        expect(found.body).toEqual({ ...manifest, tokens: [] });
        expect(manifest.documents).toBeGreaterThan(20);
      } finally {
        await service.kill();
        await backend.close();
      }
    },
    180_000,
  );
});
