import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CancelledError, WinnowError } from '../src/errors.ts';
import { contentKey } from '../src/runs/key.ts';
import type { Storage } from '../src/storage/storage.ts';
import {
  download,
  givenTokenizer,
  localDataset,
  metricsKeeper,
  restoreTraining,
  startingPoint,
  storeCheckpoint,
} from '../src/training/local.ts';
import { trainerPython } from '../src/training/python.ts';
import { type TrainerEvent, type Training, type TrainingRequest, trainerConfigSchema } from '../src/training/schema.ts';
import { endTraining, isTrainingOver, readTraining, startTraining, tokenizerKey } from '../src/training/store.ts';
import { tokensPrefix } from '../src/training/tokens.ts';
import { runTrainer } from '../src/training/trainer-process.ts';

export interface TrainContext {
  storage: Storage;
  /** Folder of this process for datasets, tokens and checkpoints under way. */
  folder: string;
  python: { python?: string | undefined; folder: string };
  log: (text: string) => void;
  /** Told of every event, for the queue's board. */
  onEvent?: (event: TrainerEvent) => void;
}

/** How soon a cancel that came in through another process is seen. */
const WATCH_MS = 1000;

/**
 * Does a training to its end: dataset → token shards → steps, from the newest checkpoint that storage has. What ends it
 * is recorded in storage, so it may be called again after a crash. Errors: none for a training that fails; storage's.
 */
export async function runTraining(id: string, context: TrainContext): Promise<Training['status']> {
  const { storage } = context;
  const training = await readTraining(storage, id);
  if (isTrainingOver(training)) return training.status;
  await startTraining(storage, training);
  const { signal, close } = watchCancel(storage, training);
  try {
    await work(training, context, signal);
    await endTraining(storage, training, { status: 'done', cause: null });
  } catch (error) {
    if (error instanceof CancelledError && signal.aborted)
      await endTraining(storage, training, { status: 'cancelled', cause: null });
    else {
      const code = error instanceof WinnowError ? error.code : 'trainer-failed';
      const message = error instanceof Error ? error.message : String(error);
      await endTraining(storage, training, { status: 'failed', cause: { stage: 'train', part: null, code, message } });
    }
  } finally {
    close();
  }
  return (await readTraining(storage, id)).status;
}

function watchCancel(storage: Storage, training: Training): { signal: AbortSignal; close: () => void } {
  const controller = new AbortController();
  const timer = setInterval(async () => {
    // A storage that does not answer now says nothing about the training.
    const now = await readTraining(storage, training.id).catch(() => undefined);
    if (now !== undefined && (now.status === 'cancelled' || now.attempt !== training.attempt)) controller.abort();
  }, WATCH_MS);
  timer.unref();
  return { signal: controller.signal, close: () => clearInterval(timer) };
}

async function work(training: Training, context: TrainContext, signal: AbortSignal): Promise<void> {
  const { storage, folder } = context;
  const { id, request } = training;
  const python = await trainerPython({ ...context.python, announce: context.log });
  const dataset = await localDataset(storage, folder, request.dataset);
  const start = request.startFrom === null ? undefined : await startingPoint(storage, folder, request.startFrom);
  const given = request.tokenizer === null ? undefined : await givenTokenizer(storage, folder, request.tokenizer);
  const tokens = await makeTokens(request, dataset, start?.tokenizer ?? given, python, context, signal);
  const out = join(folder, 'trainings', id);
  await storage.put(tokenizerKey(id), await readFile(join(tokens, 'tokenizer.json')));
  if (request.steps === 0) return;
  await restoreTraining(storage, id, out);
  const config = join(out, 'config.json');
  // The schema leaves out what the request has beside it.
  await writeFile(config, JSON.stringify(trainerConfigSchema.strip().parse(request)));
  const keeper = metricsKeeper(storage, id, join(out, 'metrics.jsonl'));
  const uploads: Promise<void>[] = [];
  try {
    await runTrainer({
      python,
      arguments: [
        ...['train', '--tokens', tokens, '--out', out, '--config', config],
        ...(start === undefined ? [] : ['--init-from', start.checkpoint]),
      ],
      signal,
      onEvent(event) {
        context.onEvent?.(event);
        keeper.changed();
        // One after the other: a checkpoint that is no longer kept is removed only when its follower is there.
        if (event.event === 'checkpoint')
          uploads.push((uploads.at(-1) ?? Promise.resolve()).then(() => storeCheckpoint(storage, id, out, event)));
      },
    });
  } finally {
    await Promise.all(uploads);
    await keeper.close();
  }
}

/**
 * Token shards of the dataset, also in storage beside it: `datasets/<dataset>/tokens/<key>/`. Named by what they are
 * made from, so trainings that differ in the model alone share them.
 */
async function makeTokens(
  request: TrainingRequest,
  dataset: string,
  tokenizer: string | undefined,
  python: string,
  context: TrainContext,
  signal: AbortSignal,
): Promise<string> {
  const { storage, folder } = context;
  const { vocabSize, validation, seed, startFrom, tokenizer: given } = request;
  const key = contentKey({ dataset: request.dataset, vocabSize, validation, seed, startFrom, given }).slice(0, 16);
  const prefix = tokensPrefix(request.dataset, key);
  const local = join(folder, 'tokens', request.dataset, key);
  await mkdir(local, { recursive: true });
  for await (const { key: stored } of storage.list(`${prefix}/`))
    await download(storage, stored, join(local, stored.slice(prefix.length + 1)));
  await runTrainer({
    python,
    arguments: [
      ...['tokenize', '--dataset', dataset, '--out', local, '--vocab-size', String(vocabSize)],
      ...['--validation', String(validation), '--seed', String(seed)],
      ...(tokenizer === undefined ? [] : ['--tokenizer', tokenizer]),
    ],
    signal,
    onEvent: (event) => context.onEvent?.(event),
  });
  if ((await storage.head(`${prefix}/tokens.json`)) === undefined) {
    const files = (await readdir(local)).filter((name) => /\.(?:bin|idx|json)$/.test(name) && name !== 'tokens.json');
    for (const name of [...files.sort(), 'tokens.json'])
      await storage.put(`${prefix}/${name}`, createReadStream(join(local, name)));
  }
  return local;
}
