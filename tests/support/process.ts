import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { EnvironmentName } from '../../src/config.ts';
import { until } from './until.ts';

const winnow = fileURLToPath(new URL('../../bin/winnow.js', import.meta.url));

export interface WinnowProcess {
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Asks it to end. */
  stop(): Promise<number | null>;
}

/** Starts the built `winnow` as users do. */
export function startWinnow(command: string[], environment: Partial<Record<EnvironmentName, string>>): WinnowProcess {
  const child: ChildProcess = spawn(process.execPath, [winnow, ...command], {
    // PATH alone: nothing of the tests' own environment reaches it.
    env: { PATH: process.env['PATH'], WINNOW_LOG_LEVEL: 'error', ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exited = once(child, 'exit');
  return {
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    async stop() {
      child.kill('SIGTERM');
      await exited;
      return child.exitCode;
    },
  };
}

export const waitUntilUp = (address: string): Promise<true> =>
  until(() =>
    fetch(`${address}/readyz`).then(
      ({ ok }) => (ok ? true : undefined),
      () => undefined,
    ),
  );
