import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { TrainerError } from '../errors.ts';
import { manifestSchema } from '../runs/manifest.ts';
import { FolderStorage } from '../storage/folder.ts';
import { readJson, type Storage } from '../storage/storage.ts';
import type { TrainerEvent } from './schema.ts';
import { checkpointKey, latestCheckpoint, metricsKey, tokenizerKey } from './store.ts';
import { givenTokenizerKey } from './tokenizers.ts';

/** The trainer works on files; what storage has and the disk has not is brought, what it makes is put into storage. */

/** Metrics go to storage at most this often, and at the end. */
const METRICS_MS = 1000;

/** Copies an object to a file, unless the file is there with its size. */
export async function download(storage: Storage, key: string, path: string): Promise<void> {
  const [object, file] = [await storage.head(key), await stat(path).catch(() => undefined)];
  if (object !== undefined && file?.size === object.size) return;
  await mkdir(dirname(path), { recursive: true });
  await pipeline(await storage.get(key), createWriteStream(`${path}.part`));
  await rename(`${path}.part`, path);
}

/** Where a dataset lies on disk. Errors: `TrainerError` where storage has none of that name. */
export async function localDataset(storage: Storage, folder: string, dataset: string): Promise<string> {
  const manifestKey = `datasets/${dataset}/manifest.json`;
  if ((await storage.head(manifestKey)) === undefined)
    throw new TrainerError(`training: no dataset ${dataset} in storage`);
  if (storage instanceof FolderStorage) return join(storage.root, 'datasets', dataset);
  const local = join(folder, 'datasets', dataset);
  const { shards } = manifestSchema.parse(await readJson(storage, manifestKey));
  for (const { name } of shards)
    await download(storage, `datasets/${dataset}/shards/${name}`, join(local, 'shards', name));
  await download(storage, manifestKey, join(local, 'manifest.json'));
  return local;
}

/** Newest checkpoint and tokenizer of another training. Errors: `TrainerError` where it has none. */
export async function startingPoint(
  storage: Storage,
  folder: string,
  id: string,
): Promise<{ checkpoint: string; tokenizer: string }> {
  const file = await latestCheckpoint(storage, id);
  if (file === undefined) throw new TrainerError(`training: startFrom ${id} has no checkpoint`);
  const local = join(folder, 'trainings', id);
  const checkpoint = join(local, 'checkpoints', file);
  await download(storage, checkpointKey(id, file), checkpoint);
  await download(storage, tokenizerKey(id), join(local, 'tokenizer.json'));
  return { checkpoint, tokenizer: join(local, 'tokenizer.json') };
}

/** A tokenizer that was given, on disk. Errors: `NotFoundError`. */
export async function givenTokenizer(storage: Storage, folder: string, name: string): Promise<string> {
  const path = join(folder, 'tokenizers', `${name}.json`);
  await download(storage, givenTokenizerKey(name), path);
  return path;
}

/** Brings the newest checkpoint and the metrics of a training that another machine, or this one, began. */
export async function restoreTraining(storage: Storage, id: string, out: string): Promise<void> {
  await mkdir(join(out, 'checkpoints'), { recursive: true });
  const file = await latestCheckpoint(storage, id);
  if (file === undefined) return;
  await download(storage, checkpointKey(id, file), join(out, 'checkpoints', file));
  if (
    (await stat(join(out, 'metrics.jsonl')).catch(() => undefined)) === undefined &&
    (await storage.head(metricsKey(id))) !== undefined
  )
    await download(storage, metricsKey(id), join(out, 'metrics.jsonl'));
}

/** Puts a new checkpoint into storage and removes those that the trainer no longer keeps. */
export async function storeCheckpoint(storage: Storage, id: string, out: string, event: TrainerEvent): Promise<void> {
  const { file, kept = [] } = event;
  if (file === undefined) return;
  const path = join(out, 'checkpoints', file);
  // The trainer goes on meanwhile and may have removed it again.
  if ((await stat(path).catch(() => undefined)) === undefined) return;
  await storage.put(checkpointKey(id, file), createReadStream(path));
  for await (const { key } of storage.list(checkpointKey(id, '')))
    if (!kept.includes(key.split('/').at(-1) ?? '')) await storage.delete(key);
}

/** Keeps storage's copy of the metrics fresh; `close` writes the last. */
export function metricsKeeper(storage: Storage, id: string, path: string): { changed(): void; close(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<unknown> = Promise.resolve();
  const write = (): void => {
    timer = undefined;
    writing = writing
      .then(() => readFile(path).catch(() => undefined))
      .then((text) => (text === undefined ? undefined : storage.put(metricsKey(id), text)))
      // Shown meanwhile only: the last write below is the one that must succeed.
      .catch(() => undefined);
  };
  return {
    changed() {
      timer ??= setTimeout(write, METRICS_MS);
    },
    async close() {
      clearTimeout(timer);
      await writing;
      const text = await readFile(path).catch(() => undefined);
      if (text !== undefined) await storage.put(metricsKey(id), text);
    },
  };
}
