import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readConfig } from '../config.ts';
import { trainerPython } from '../training/python.ts';
import { type TrainerEvent, trainerConfigSchema } from '../training/schema.ts';
import { runTrainer } from '../training/trainer-process.ts';
import { eventText } from './training-text.ts';

/** Steps of a training on the command line that names none. */
const STEPS = 1000;

/**
 * `winnow train`: tokenizer, token shards and a model from a dataset folder, without a service. Called again with the
 * same folder it goes on from the newest checkpoint; Ctrl-C leaves one.
 */
export async function trainCommand(
  dataset: string,
  options: { out: string; preset: string; steps?: number; vocab?: number; tokenizer?: string; json: boolean },
): Promise<void> {
  const config = trainerConfigSchema.parse({ preset: options.preset, steps: options.steps ?? STEPS });
  const { python, environment } = readConfig().training;
  const interpreter = await trainerPython({ python, folder: environment, announce: (text) => console.error(text) });
  const out = resolve(options.out);
  const tokens = join(out, 'tokens');
  await mkdir(tokens, { recursive: true });
  await writeFile(join(out, 'config.json'), JSON.stringify(config));
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  process.once('SIGTERM', () => stop.abort());
  const onEvent = (event: TrainerEvent): void => {
    const line = options.json ? JSON.stringify(event) : eventText(event);
    if (line !== undefined) console.log(line);
  };
  const run = (args: string[]): Promise<void> =>
    runTrainer({ python: interpreter, arguments: args, signal: stop.signal, onEvent });
  const vocabulary = ['--vocab-size', String(options.vocab ?? 8192)];
  const given = options.tokenizer === undefined ? [] : ['--tokenizer', resolve(options.tokenizer)];
  await run(['tokenize', '--dataset', resolve(dataset), '--out', tokens, ...vocabulary, ...given]);
  await run(['train', '--tokens', tokens, '--out', out, '--config', join(out, 'config.json')]);
}
