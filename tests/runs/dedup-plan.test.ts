import { describe, expect, it } from 'vitest';
import { type RecipeInput, resolveRecipe } from '../../src/recipe.ts';
import { makePlan, planJobs } from '../../src/runs/plan.ts';
import { MemoryStorage } from '../support/memory-storage.ts';
import { runOver, smallCrawl, uploadFiles } from '../support/small-crawl.ts';

async function keysOf(dedup: object): Promise<Record<string, string[]>> {
  const storage = new MemoryStorage();
  const corpus = await uploadFiles(storage, 'news', { 'a.warc.gz': smallCrawl(20) });
  const input: RecipeInput = { preset: 'default', quality: null, safety: null, dedup };
  const plan = await makePlan(storage, runOver(resolveRecipe(input), corpus));
  const keys: Record<string, string[]> = {};
  for (const { kind, key } of planJobs(plan)) keys[kind] = [...(keys[kind] ?? []), key];
  return keys;
}

describe('the plan of deduplication', () => {
  it.each([{ threshold: 0.9 }, { survivor: 'first' }])(
    'uses the signatures and buckets again for another %j, and clusters anew',
    async (change) => {
      const first = await keysOf({});
      const second = await keysOf(change);
      expect(second['signature']).toEqual(first['signature']);
      expect(second['buckets']).toEqual(first['buckets']);
      expect(second['clusters']).not.toEqual(first['clusters']);
    },
  );

  it.each([
    { seed: 2 },
    { rows: 5 },
    { shingleSize: 6 },
    { normalisation: { marks: 'strip' } },
    { editSimilarity: 0.8 },
  ])('makes signatures anew for another %j', async (change) => {
    expect((await keysOf(change))['signature']).not.toEqual((await keysOf({}))['signature']);
  });
});
