import { copyFile, link, mkdir, readdir, rename, rm, symlink } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { runJob } from '../../workers/job.ts';
import { createPool } from '../../workers/pool.ts';
import { addPlanned } from '../runs/collections/add.ts';
import { openSegments } from '../runs/collections/segment.ts';
import {
  type PinnedCollection,
  pinCollection,
  pinnedCollectionSchema,
  serviceCollection,
} from '../runs/collections/state.ts';
import { fileKey } from '../runs/corpora.ts';
import { executePlan } from '../runs/execute.ts';
import { type Job, outputPrefix } from '../runs/job.ts';
import { contentKey } from '../runs/key.ts';
import { readDone } from '../runs/output.ts';
import { makePlan, type Plan } from '../runs/plan.ts';
import { keepRecent } from '../runs/recent.ts';
import { reportSchema } from '../runs/report.ts';
import { ProgressCache } from '../runs/status.ts';
import type { Run } from '../runs/store.ts';
import { FolderStorage } from '../storage/folder.ts';
import { readJson, writeJson } from '../storage/storage.ts';
import { type CollectionOptions, type FolderCollection, folderCollection, tidyCollection } from './collection.ts';
import { funnelText } from './funnel-text.ts';
import { expandInputs, hashFile } from './inputs.ts';
import { loadRecipe } from './load-recipe.ts';
import { importModels } from './local-assets.ts';
import { createProgress } from './progress.ts';

/** Name of the corpus that files of the command line belong to. */
const CORPUS = 'local';

/**
 * `winnow clean`: a whole run in this process. Outputs lie in `OUT/work` and are used again by the next call, so a call
 * that was stopped goes on where it was; the dataset lies in `OUT`.
 */
export async function cleanCommand(
  inputs: string[],
  options: { out: string; recipe: string; concurrency?: number; json: boolean } & CollectionOptions,
): Promise<void> {
  const storage = new FolderStorage(join(options.out, 'work'));
  const { recipe, place } = await folderCollection(
    await importModels(storage, await loadRecipe(options.recipe)),
    options,
  );
  const files: Run['corpora'][number]['files'] = [];
  for (const path of await expandInputs(inputs)) {
    const file = { name: basename(path), ...(await hashFile(path)) };
    await linkFile(path, join(storage.root, fileKey(CORPUS, file.sha256)));
    files.push(file);
  }
  const corpora = [{ name: CORPUS, source: CORPUS, files: distinctNames(files) }];
  const collection = place === undefined ? null : await pinOnce(storage, place, { corpora, recipe });
  const run = { corpora, recipe, collection };
  const plan = await makePlan(storage, run);
  const progress = createProgress({ json: options.json });
  const status = new ProgressCache();
  const concurrency = options.concurrency ?? availableParallelism();
  const runner = jobRunner(storage, concurrency);
  try {
    await executePlan(storage, run, plan, {
      concurrency,
      async runJob(job) {
        await runner.run(job);
        progress.update(await status.planStages(storage, plan));
      },
    });
    progress.end();
  } finally {
    await runner.close();
  }
  await publish(storage, plan, options.out);
  if (place !== undefined) {
    await addPlanned(storage, plan, place, null);
    await tidyCollection(place);
  }
  const report = reportSchema.parse(await readJson(storage, `datasets/${plan.dataset}/report.json`));
  if (options.json) console.log(JSON.stringify({ ...report, out: options.out }));
  else console.log(`${funnelText(report)}\ndataset     ${options.out}`);
}

/** One job at a time needs no child processes, which would load every module and model a second time. */
function jobRunner(
  storage: FolderStorage,
  concurrency: number,
): { run(job: Job): Promise<unknown>; close(): Promise<void> } {
  if (concurrency === 1) {
    const { signal } = new AbortController();
    keepRecent(storage);
    return { run: (job) => runJob(job, storage, { signal, progress: () => undefined }), close: async () => undefined };
  }
  const pool = createPool({ kind: 'folder', root: storage.root }, { concurrency });
  return pool;
}

/** Two inputs of one base name both stay, told apart by their contents. */
function distinctNames<File extends { name: string; sha256: string }>(files: File[]): File[] {
  const names = new Set<string>();
  return files.map((file) => {
    const name = names.has(file.name) ? `${file.sha256.slice(0, 8)}-${file.name}` : file.name;
    names.add(name);
    return { ...file, name };
  });
}

/**
 * Lets the jobs see the collection, and fixes what they check against: a call that was stopped, or is made again, goes
 * on with what the collection held at the first.
 */
async function pinOnce(
  storage: FolderStorage,
  place: FolderCollection,
  asked: Pick<Run, 'corpora' | 'recipe'>,
): Promise<PinnedCollection> {
  const { prefix } = serviceCollection(storage, place.name);
  await linkFile(place.storage.root, join(storage.root, prefix));
  const key = `pins/${contentKey(asked)}.json`;
  if ((await storage.head(key)) !== undefined) {
    const pinned = pinnedCollectionSchema.parse(await readJson(storage, key));
    if (await isUsable(storage, place, asked, pinned)) return pinned;
  }
  const pinned = await pinCollection(place);
  await writeJson(storage, key, pinned);
  return pinned;
}

/** Whether a call with this pin can be finished: its segments are there, or what was made of them is. */
async function isUsable(
  storage: FolderStorage,
  place: FolderCollection,
  asked: Pick<Run, 'corpora' | 'recipe'>,
  collection: PinnedCollection,
): Promise<boolean> {
  const known = (await makePlan(storage, { ...asked, collection })).collection?.known;
  if (known !== undefined && (await readDone(storage, outputPrefix('known', known.key))) !== undefined) return true;
  return openSegments(place, collection.segments).then(
    () => true,
    () => false,
  );
}

/** The user's file stays where it is: storage only points to it. */
async function linkFile(path: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  await rm(target, { force: true });
  await symlink(resolve(path), target);
}

/** Puts the dataset's files into the output folder: manifest last, shards of an earlier dataset removed. */
async function publish(storage: FolderStorage, plan: Plan, out: string): Promise<void> {
  const folder = join(storage.root, 'datasets', plan.dataset);
  const shards = await readdir(join(folder, 'shards')).catch((): string[] => []);
  await mkdir(join(out, 'shards'), { recursive: true });
  for (const old of await readdir(join(out, 'shards'))) if (!shards.includes(old)) await rm(join(out, 'shards', old));
  for (const shard of shards) await place(join(folder, 'shards', shard), join(out, 'shards', shard));
  await place(join(folder, 'report.json'), join(out, 'report.json'));
  await place(join(folder, 'manifest.json'), join(out, 'manifest.json'));
}

async function place(from: string, to: string): Promise<void> {
  const temporary = `${to}.tmp`;
  await rm(temporary, { force: true });
  await link(from, temporary).catch(() => copyFile(from, temporary));
  await rename(temporary, to);
  await rm(temporary, { force: true });
}
