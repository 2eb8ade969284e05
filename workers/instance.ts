import { canonicalJson } from '../src/runs/key.ts';
import type { Assets, Stage } from '../src/stages/stage.ts';

const made = new Map<string, { key: string; worker: unknown }>();

/**
 * A stage's worker for these parameters; the last one of each stage is kept, since jobs of one run follow each other
 * and loading a model costs more than many documents.
 */
export function stageWorker<Parameters, Worker>(
  stage: Stage<Parameters, Worker>,
  parameters: unknown,
  pinned: Record<string, string>,
  assets: Assets,
): Worker {
  const key = canonicalJson([stage.version, parameters, pinned]);
  const last = made.get(stage.name);
  // The entry under a stage's name was made by that same stage.
  if (last?.key === key) return last.worker as Worker;
  const worker = stage.create(stage.parameters.parse(parameters), assets);
  made.set(stage.name, { key, worker });
  return worker;
}
