import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { CancelledError, TrainerError } from '../errors.ts';
import { packageRoot } from '../runs/package-root.ts';
import { type TrainerEvent, trainerEventSchema } from './schema.ts';

/** How long the trainer may take for its checkpoint after it was asked to stop. */
const GRACE_MS = 20_000;
/** Lines of standard error kept for the message of a trainer that died. */
const STDERR_LINES = 20;

/**
 * Runs `python -m winnow_trainer ARGUMENTS` and hands on its events. Aborting the signal asks it to stop, which leaves a
 * checkpoint, and kills it after 20 s. Errors: `CancelledError`, `TrainerError` with what it said last.
 */
export async function runTrainer(options: {
  python: string;
  arguments: readonly string[];
  signal: AbortSignal;
  onEvent: (event: TrainerEvent) => void;
}): Promise<void> {
  // Its standard input stays open as long as this process lives: the trainer stops when its parent is gone.
  const child = spawn(options.python, ['-m', 'winnow_trainer', '--with-parent', ...options.arguments], {
    cwd: fileURLToPath(new URL('workers/trainer', packageRoot)),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const closed = once(child, 'close');
  const stderr: string[] = [];
  let failure: string | undefined;
  let status: string | undefined;
  createInterface({ input: child.stderr }).on('line', (line) => {
    stderr.push(line);
    if (stderr.length > STDERR_LINES) stderr.shift();
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    const event = parseEvent(line);
    if (event === undefined) stderr.push(line);
    else if (event.event === 'error') failure = event.message;
    else if (event.event === 'exit') status = event.status;
    else options.onEvent(event);
  });
  let killer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    child.kill('SIGTERM');
    killer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  };
  if (options.signal.aborted) stop();
  options.signal.addEventListener('abort', stop, { once: true });
  try {
    const [code, signal] = await closed.catch((cause: unknown) => {
      throw new TrainerError(`trainer: cannot start ${options.python}: ${String(cause)}`, { cause });
    });
    if (options.signal.aborted || status === 'cancelled') throw new CancelledError('trainer: stopped on request');
    if (code !== 0) {
      const said = failure ?? stderr.at(-1) ?? 'it said nothing';
      throw new TrainerError(`trainer ended with ${code === null ? String(signal) : `exit code ${code}`}: ${said}`, {
        details: { stderr },
      });
    }
  } finally {
    clearTimeout(killer);
    options.signal.removeEventListener('abort', stop);
  }
}

function parseEvent(line: string): TrainerEvent | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return trainerEventSchema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}
