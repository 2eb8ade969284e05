import { resolveRecipe } from '../../src/recipe.ts';
import { addPlanned } from '../../src/runs/collections/add.ts';
import {
  type CollectionPlace,
  openCollection,
  pinCollection,
  serviceCollection,
} from '../../src/runs/collections/state.ts';
import { executePlan } from '../../src/runs/execute.ts';
import { explainDocuments } from '../../src/runs/explain.ts';
import { makePlan, type Plan } from '../../src/runs/plan.ts';
import type { Run } from '../../src/runs/store.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { runJob } from '../../workers/job.ts';
import { edited, randomWords, seeded } from '../stages/dedup/oracle.ts';
import { uploadFiles } from './small-crawl.ts';

export interface Text {
  id: string;
  text: string;
}

type Dedup = Record<string, unknown>;

/** A corpus of texts as one JSONL file. */
export const uploadTexts = (
  storage: Storage,
  corpus: string,
  texts: readonly Text[],
): Promise<Run['corpora'][number]> =>
  uploadFiles(storage, corpus, {
    [`${corpus}.jsonl`]: Buffer.from(texts.map((text) => `${JSON.stringify(text)}\n`).join('')),
  });

export const dedupRecipe = (dedup: Dedup) =>
  resolveRecipe({ preset: 'default', partBytes: 20_000, quality: null, safety: null, dedup });

/** A run over texts, as planned now: against what the collection holds at this moment. */
export async function planTexts(
  storage: Storage,
  corpora: Run['corpora'],
  dedup: Dedup,
): Promise<{ run: Pick<Run, 'corpora' | 'recipe' | 'collection'>; plan: Plan; place: CollectionPlace | undefined }> {
  const recipe = dedupRecipe(dedup);
  const named = recipe.dedup?.collection;
  const place = named ? serviceCollection(storage, named.name) : undefined;
  if (place !== undefined && recipe.dedup !== null)
    await openCollection(place, recipe.dedup, { create: named?.add === true });
  const collection = place === undefined ? null : await pinCollection(place);
  const run = { corpora, recipe, collection };
  return { run, plan: await makePlan(storage, run), place };
}

/** Does a planned run to its end: the dataset, then what it adds to the collection. */
export async function finishTexts(
  storage: Storage,
  { run, plan, place }: Awaited<ReturnType<typeof planTexts>>,
): Promise<void> {
  const { signal } = new AbortController();
  await executePlan(storage, run, plan, {
    concurrency: 1,
    runJob: async (job) => {
      await runJob(job, storage, { signal, progress: () => undefined });
    },
  });
  if (place !== undefined) await addPlanned(storage, plan, place, null);
}

/** What the dedup stage said of each document of a run, in order. */
export async function outcomes(storage: Storage, plan: Plan) {
  const found: { id: string; text: string; kept: boolean; failure: Record<string, unknown> | undefined }[] = [];
  for await (const { document, stages } of explainDocuments(storage, plan, {})) {
    const dedup = stages.find(({ stage }) => stage === 'dedup')?.attributes;
    found.push({
      id: document.id,
      text: document.text,
      kept: dedup?.verdict === 'keep',
      failure: dedup?.failures[0],
    });
  }
  return found;
}

/** Texts with edited and exact copies at every distance, short ones and empty ones, in random order. */
export function mixedTexts(seed: number, families: number): Text[] {
  const random = seeded(seed);
  const texts: Text[] = [];
  for (let family = 0; family < families; family++) {
    const base = randomWords(random, 20 + Math.floor(random() * 120));
    const copies = 1 + Math.floor(random() * 5);
    for (let copy = 0; copy < copies; copy++) {
      const words = random() < 0.3 ? base : edited(random, base, random() * 0.08);
      texts.push({ id: `${family}:${copy}`, text: words.join(' ') });
    }
    if (random() < 0.2) texts.push({ id: `${family}:short`, text: randomWords(random, 1 + (family % 3)).join(' ') });
  }
  return texts
    .map((text) => ({ text, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ text }) => text);
}
