import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Document } from '../../src/document.ts';
import { type RecipeInput, resolveRecipe } from '../../src/recipe.ts';
import { executePlan } from '../../src/runs/execute.ts';
import { explainDocuments } from '../../src/runs/explain.ts';
import { outputPrefix } from '../../src/runs/job.ts';
import { makePlan, planJobs } from '../../src/runs/plan.ts';
import { readBytes, type Storage } from '../../src/storage/storage.ts';
import { runJob } from '../../workers/job.ts';
import { shuffleInPasses } from '../../workers/shuffle.ts';
import { MemoryStorage } from '../support/memory-storage.ts';
import { runOver, smallCrawl, uploadFiles } from '../support/small-crawl.ts';

const files = { 'a.warc.gz': smallCrawl(120) };
const plain: RecipeInput = { partBytes: 24_000, quality: null, safety: null, dedup: null };
const context = { signal: new AbortController().signal, progress: () => undefined };

async function make(input: RecipeInput, { concurrency = 1, storage = new MemoryStorage() } = {}) {
  const run = runOver(resolveRecipe(input), await uploadFiles(storage, 'news', files));
  const plan = await makePlan(storage, run);
  const manifest = await executePlan(storage, run, plan, {
    concurrency,
    runJob: async (job) => {
      await runJob(job, storage, context);
    },
  });
  return { manifest, storage, plan };
}

async function documentsOf({ manifest, storage }: Pick<Awaited<ReturnType<typeof make>>, 'manifest' | 'storage'>) {
  const documents: Document[] = [];
  for (const { name } of manifest.shards) {
    const bytes = await readBytes(storage as Storage, `datasets/${manifest.dataset}/shards/${name}`);
    for (const line of gunzipSync(bytes).toString().trim().split('\n')) documents.push(JSON.parse(line));
  }
  return documents;
}

const withShuffle = (shuffle: object, more: object = {}): RecipeInput => ({ ...plain, export: { shuffle, ...more } });

describe('a shuffled dataset', () => {
  it('holds the same documents in another order over all parts', async () => {
    const ordered = await documentsOf(await make(plain));
    const made = await make(withShuffle({}));
    const shuffled = await documentsOf(made);
    expect(made.plan.shuffles.length).toBe(made.plan.parts.length);
    expect(made.plan.parts.length).toBeGreaterThan(2);
    const ids = (documents: Document[]): string[] => documents.map(({ id }) => id);
    expect(ids(shuffled)).not.toEqual(ids(ordered));
    expect(ids(shuffled).sort()).toEqual(ids(ordered).sort());
    expect(shuffled.find(({ id }) => id === ordered[0]!.id)).toEqual(ordered[0]);
  });

  it('is the same whatever the number of workers', async () => {
    const recipe = withShuffle({ shards: 5 });
    const [one, many] = [await make(recipe), await make(recipe, { concurrency: 7 })];
    expect(many.manifest).toEqual(one.manifest);
  });

  it('is the same where jobs were stopped and their half-made outputs removed', async () => {
    const recipe = withShuffle({ shards: 3 });
    const first = await make(recipe);
    const storage = first.storage;
    const jobs = planJobs(first.plan).filter(({ kind }) => kind === 'export' || kind === 'shuffle');
    for (const [number, { kind, key }] of jobs.entries())
      if (number % 2 === 0) await storage.delete(`${outputPrefix(kind, key)}/done.json`);
    const plan = await makePlan(
      storage,
      runOver(first.manifest.recipe, await uploadFiles(new MemoryStorage(), 'news', files)),
    );
    for (const job of planJobs(plan)) await runJob(job, storage, context);
    const again = await make(recipe);
    expect(again.manifest).toEqual(first.manifest);
  });

  it('has another order with another seed', async () => {
    const [one, other] = [await make(withShuffle({ seed: 1 })), await make(withShuffle({ seed: 2 }))];
    expect(other.manifest.documents).toBe(one.manifest.documents);
    expect(other.manifest.sha256).not.toBe(one.manifest.sha256);
  });

  it('has the same bytes however little of a shard is in memory at a time', async () => {
    const { plan, storage } = await make(withShuffle({ shards: 2 }));
    const job = plan.shuffles[1]!;
    const key = `${outputPrefix('shuffle', job.key)}/shard.jsonl.gz`;
    const whole = gunzipSync(await readBytes(storage, key));
    let passes = 0;
    const progress = (): void => {
      passes += 1;
    };
    await shuffleInPasses(job, { storage, assets: new Map(), ...context, progress }, Math.ceil(whole.length / 9));
    expect(passes).toBeGreaterThan(8);
    expect(gunzipSync(await readBytes(storage, key)).equals(whole)).toBe(true);
  });
});

describe('epochs', () => {
  it('put a source in as often as the recipe says, copies apart, and count it in manifest and report', async () => {
    const once = await documentsOf(await make(plain));
    const made = await make(withShuffle({}, { epochs: { sources: { news: 3 } } }));
    const documents = await documentsOf(made);
    expect(documents.length).toBe(3 * once.length);
    const { manifest } = made;
    expect(manifest.documents).toBe(3 * once.length);
    expect(manifest.copies.sources).toEqual({ news: { documents: once.length, copies: 3 * once.length } });
    const together = documents.filter(({ id }, index) => documents[index + 1]?.id === id).length;
    expect(together).toBeLessThan(documents.length / 5);
  });

  it('below one leave documents out, each with its reason', async () => {
    const { plan, storage, manifest } = await make({ ...plain, export: { epochs: { default: 0.44 } } });
    const { documents, copies } = manifest.copies.sources['news']!;
    expect(copies).toBe(manifest.documents);
    expect(copies).toBeGreaterThan(0);
    expect(copies).toBeLessThan(documents);
    let dropped = 0;
    for await (const explained of explainDocuments(storage, plan, { stage: 'export', verdict: 'drop' })) {
      expect(explained.stages.at(-1)?.attributes.failures).toMatchObject([{ rule: 'epochs', limit: 0.44 }]);
      dropped += 1;
    }
    expect(dropped).toBe(documents - copies);
  });

  it('by quality repeat what scores best, and the top share leaves out the rest', async () => {
    const quality = {
      language: null,
      gopherQuality: null,
      gopherRepetition: null,
      c4: null,
      fineweb: null,
      prose: null,
    };
    const chosen = { topShare: 0.5, epochs: { quality: [[0.9, 2]] } };
    const made = await make({ ...plain, quality, export: chosen });
    const { storage, plan, manifest } = made;
    const scores: { score: number; copies: number }[] = [];
    for await (const { stages } of explainDocuments(storage, plan, {})) {
      const measured = Object.assign({}, ...stages.map(({ attributes }) => attributes.measures));
      if (stages.at(-1)?.stage === 'export') scores.push({ score: measured.quality, copies: measured.copies });
    }
    scores.sort((a, b) => b.score - a.score);
    expect(scores[0]!.copies).toBe(2);
    expect(scores.at(-1)!.copies).toBe(0);
    expect(scores.map(({ copies }) => copies)).toEqual(scores.map(({ copies }) => copies).sort((a, b) => b - a));
    const kept = scores.filter(({ copies }) => copies > 0).length;
    expect(kept).toBeGreaterThanOrEqual(scores.length / 2);
    expect(kept).toBeLessThanOrEqual(scores.length / 2 + 3);
    expect(manifest.documents).toBe(scores.reduce((sum, { copies }) => sum + copies, 0));
    expect((await documentsOf(made)).length).toBe(manifest.documents);
  });

  it('by quality without a classifier are refused', () => {
    expect(() => resolveRecipe({ quality: null, export: { topShare: 0.5 } })).toThrow('quality.classifier');
  });
});
