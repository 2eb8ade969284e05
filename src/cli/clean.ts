import { copyFile, link, mkdir, readdir, rename, rm, symlink } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { runJob } from '../../workers/job.ts';
import { createPool } from '../../workers/pool.ts';
import { fileKey } from '../runs/corpora.ts';
import { executePlan } from '../runs/execute.ts';
import type { Job } from '../runs/job.ts';
import { makePlan, type Plan } from '../runs/plan.ts';
import { reportSchema } from '../runs/report.ts';
import { ProgressCache } from '../runs/status.ts';
import type { Run } from '../runs/store.ts';
import { FolderStorage } from '../storage/folder.ts';
import { readJson } from '../storage/storage.ts';
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
  options: { out: string; recipe: string; concurrency?: number; json: boolean },
): Promise<void> {
  const storage = new FolderStorage(join(options.out, 'work'));
  const recipe = await importModels(storage, await loadRecipe(options.recipe));
  const files: Run['corpora'][number]['files'] = [];
  for (const path of await expandInputs(inputs)) {
    const file = { name: basename(path), ...(await hashFile(path)) };
    await linkFile(path, join(storage.root, fileKey(CORPUS, file.sha256)));
    files.push(file);
  }
  const run = { corpora: [{ name: CORPUS, source: CORPUS, files: distinctNames(files) }], recipe };
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
  const report = reportSchema.parse(await readJson(storage, `datasets/${plan.dataset}/report.json`));
  if (options.json) console.log(JSON.stringify({ ...report, out: options.out }));
  else console.log(`${funnelText(report)}\ndataset     ${options.out}`);
}

/** One job at a time needs no threads, which would load every module and model a second time. */
function jobRunner(
  storage: FolderStorage,
  concurrency: number,
): { run(job: Job): Promise<unknown>; close(): Promise<void> } {
  if (concurrency === 1) {
    const { signal } = new AbortController();
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
