import { isUnderWay } from '../src/runs/store.ts';
import type { Storage } from '../src/storage/storage.ts';

export interface RunWatch {
  /** A signal that is aborted when the run ends, or goes on under another attempt, while its job is at work. */
  open(run: string, attempt: number): { signal: AbortSignal; close(): void };
  stop(): void;
}

/** How long a cancelled run's jobs may go on. */
const PERIOD_MS = 1000;

/** Looks after the runs whose jobs this process works on, since a cancel may come in through any other process. */
export function createRunWatch(storage: Storage): RunWatch {
  const watched = new Map<string, { run: string; attempt: number; controllers: Set<AbortController> }>();
  let looking = false;
  const look = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    try {
      for (const { run: id, attempt, controllers } of [...watched.values()]) {
        // A storage that does not answer now says nothing about the run.
        if (!(await isUnderWay(storage, id, attempt).catch(() => true)))
          for (const controller of controllers) controller.abort();
      }
    } finally {
      looking = false;
    }
  };
  const timer = setInterval(() => void look(), PERIOD_MS);
  timer.unref();
  return {
    open(run, attempt) {
      const key = `${run}.${attempt}`;
      const entry = watched.get(key) ?? { run, attempt, controllers: new Set() };
      watched.set(key, entry);
      const controller = new AbortController();
      entry.controllers.add(controller);
      return {
        signal: controller.signal,
        close() {
          entry.controllers.delete(controller);
          if (entry.controllers.size === 0) watched.delete(key);
        },
      };
    },
    stop: () => clearInterval(timer),
  };
}
