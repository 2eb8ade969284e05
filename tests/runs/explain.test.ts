import { beforeAll, describe, expect, it } from 'vitest';
import { resolveRecipe } from '../../src/recipe.ts';
import { readCorpus } from '../../src/runs/corpora.ts';
import { type DocumentFilter, explainDocument, explainDocuments } from '../../src/runs/explain.ts';
import { makePlan, type Plan } from '../../src/runs/plan.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { runOver } from '../support/small-crawl.ts';
import { undisturbed } from '../support/undisturbed.ts';

const recipe = resolveRecipe({ preset: 'default', partBytes: 1024, safety: null, dedup: null });
/** One English page of prose a line; the last one is no prose. */
const prose = (number: number): string =>
  `The keeper of light number ${number} has been at his post since the spring, and he writes that it is quiet. ` +
  `There is a path along the cliff, and the boats that come with the tide are few. He has read the letters that you ` +
  `sent to him, and he will answer them when the days are long again. It is said that the harbour will be built in the ` +
  `next year, but he does not believe that it will, for he has heard it many times before. The garden is small, and ` +
  `the wind takes what the birds have left. On Sundays the teacher comes up and they play chess until it is dark.`;
const texts = [...Array.from({ length: 12 }, (_, number) => prose(number)), 'buy now buy now buy now '.repeat(40)];
const file = Buffer.from(texts.map((text) => `${JSON.stringify({ text })}\n`).join(''));

describe('the documents of a run', () => {
  let storage: Storage;
  let plan: Plan;
  let read: Set<string>;
  beforeAll(async () => {
    ({ storage } = await undisturbed(recipe, { 'a.jsonl': file }));
    plan = await makePlan(storage, runOver(recipe, await readCorpus(storage, 'news')));
    const get = storage.get.bind(storage);
    read = new Set();
    storage.get = (key, range) => {
      if (key.endsWith('/documents.jsonl.gz')) read.add(key);
      return get(key, range);
    };
  });
  const list = async (filter: DocumentFilter, after?: string): Promise<string[]> => {
    const ids: string[] = [];
    for await (const { document } of explainDocuments(storage, plan, filter, after)) ids.push(document.id);
    return ids;
  };

  it('go on behind any of them', async () => {
    const all = await list({});
    expect(all).toHaveLength(texts.length);
    expect(plan.parts.length).toBeGreaterThan(4);
    for (const [at, id] of all.entries()) expect(await list({}, id)).toEqual(all.slice(at + 1));
    await expect(list({}, '0:0')).rejects.toMatchObject({ status: 404 });
  });

  it('are not read where a part has none that fits', async () => {
    const all = await list({});
    read.clear();
    expect(await list({ verdict: 'drop' })).toEqual(all.slice(-1));
    expect(read.size).toBe(1);
    expect(await list({ verdict: 'drop', stage: 'extract' })).toEqual([]);
    expect(await list({ rule: 'no-such-rule' })).toEqual([]);
    expect(read.size).toBe(1);
    expect(await list({ verdict: 'keep' })).toEqual(all.slice(0, -1));
  });

  it('are found one by one from the part that starts last before them', async () => {
    const last = (await list({})).at(-1) ?? '';
    read.clear();
    expect((await explainDocument(storage, plan, last)).document.id).toBe(last);
    expect(read.size).toBe(1);
  });

  it('are listed as far as the run is', async () => {
    const all = await list({});
    for (const { key } of plan.exports) await storage.delete(`outputs/export/${key}/done.json`);
    expect(await list({ verdict: 'drop' })).toEqual(all.slice(-1));
    for (const { jobs } of plan.parts.slice(1)) await storage.delete(`outputs/extract/${jobs[0].key}/done.json`);
    const first = await list({});
    expect(all.slice(0, first.length)).toEqual(first);
    expect(first.length).toBeLessThan(all.length);
    await expect(list({}, all.at(-1))).rejects.toMatchObject({ status: 404 });
  });
});
