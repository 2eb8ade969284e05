import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../src/document.ts';
import { resolveRecipe } from '../../src/recipe.ts';
import { executePlan } from '../../src/runs/execute.ts';
import { explainDocuments } from '../../src/runs/explain.ts';
import { makePlan } from '../../src/runs/plan.ts';
import { runJob } from '../../workers/job.ts';
import { randomWords, seeded } from '../stages/dedup/oracle.ts';
import { MemoryStorage } from '../support/memory-storage.ts';
import { runOver, uploadFiles } from '../support/small-crawl.ts';

const MENU = 'Home | About us | Contact | Imprint';
const random = seeded(4);
const line = (url: string, text: string): string => `${JSON.stringify({ url, text })}\n`;

/** Twelve different pages of a site with its menu, and twelve of one text on addresses of another. */
const pages = Array.from({ length: 12 }, (_, i) =>
  line(`https://site.example/${i}`, `${MENU}\n${randomWords(random, 60).join(' ')}`),
);
const copied = `${randomWords(random, 60).join(' ')}\n${randomWords(random, 60).join(' ')}`;
const copies = Array.from({ length: 12 }, (_, i) => line(`https://copies.example/${i}`, copied));

async function textsOf(files: Record<string, string>, repeatedLines: object | null = {}): Promise<string[]> {
  const storage = new MemoryStorage();
  const bytes = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]));
  const recipe = resolveRecipe({
    preset: 'default',
    quality: null,
    safety: null,
    partBytes: 1024,
    dedup: { repeatedLines },
  });
  const run = runOver(recipe, await uploadFiles(storage, 'news', bytes));
  const plan = await makePlan(storage, run);
  const { signal } = new AbortController();
  await executePlan(storage, run, plan, {
    concurrency: 2,
    runJob: async (job) => {
      await runJob(job, storage, { signal, progress: () => undefined });
    },
  });
  const texts: string[] = [];
  for await (const { document, verdict, stages } of explainDocuments(storage, plan, {}))
    if (verdict === 'keep') texts.push(applyEdits(document.text, stages.at(-1)?.attributes.edits ?? []));
  return texts.sort();
}

describe('repeated lines of a run', () => {
  it('are cut from every page, whatever file and part it is in', async () => {
    const one = await textsOf({ 'a.jsonl': pages.join('') });
    expect(one).toHaveLength(12);
    expect(one.filter((text) => text.includes(MENU))).toEqual([]);
    const two = await textsOf({ 'b.jsonl': pages.slice(5).reverse().join(''), 'a.jsonl': pages.slice(0, 5).join('') });
    expect(two).toEqual(one);
  });

  it('stay on one page fewer than the recipe says, and where it says null', async () => {
    const menus = (texts: string[]): number => texts.filter((text) => text.includes(MENU)).length;
    expect(menus(await textsOf({ 'a.jsonl': pages.slice(0, 9).join('') }))).toBe(9);
    expect(menus(await textsOf({ 'a.jsonl': pages.join('') }, { minPages: 13 }))).toBe(12);
    expect(menus(await textsOf({ 'a.jsonl': pages.join('') }, null))).toBe(12);
  });

  it('are none of a text that is only on many addresses: its copies are removed first', async () => {
    expect(await textsOf({ 'a.jsonl': copies.join('') })).toEqual([copied]);
  });
});
