import { listModels } from '../runs/models.ts';
import { listUnfinished } from '../runs/store.ts';
import type { Storage } from '../storage/storage.ts';
import { isTrainingOver, listTrainings } from '../training/store.ts';
import type { Queues } from './connection.ts';
import { enqueueModel, enqueueRun, enqueueTraining, type Retries } from './enqueue.ts';

export interface Reconciler {
  stop(): Promise<void>;
}

/** Between two looks at storage. */
const PERIOD_MS = 3000;

/**
 * Storage is the truth: every few seconds, each unfinished run in it whose job the queue does not know (a new or
 * emptied database, a crash between storing and queueing) is queued again.
 */
export function startReconciler(
  storage: Storage,
  queues: Queues,
  retries: Retries,
  onError: (error: unknown) => void,
): Reconciler {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const tick = async (): Promise<void> => {
    try {
      await reconcile(storage, queues, retries);
    } catch (error) {
      if (!stopped) onError(error);
    }
    if (!stopped)
      timer = setTimeout(() => {
        running = tick();
      }, PERIOD_MS);
  };
  running = tick();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

/** Queues every unfinished run, training and model that the queue has lost. */
export async function reconcile(storage: Storage, queues: Queues, retries: Retries): Promise<void> {
  for (const run of await listUnfinished(storage)) await enqueueRun(queues, run, retries);
  for (const training of await listTrainings(storage))
    if (!isTrainingOver(training)) await enqueueTraining(queues, training, retries);
  for (const model of await listModels(storage))
    if (model.status === 'queued') await enqueueModel(queues, model, retries);
}
