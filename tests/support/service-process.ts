import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const winnow = fileURLToPath(new URL('../../bin/winnow.js', import.meta.url));

/** A `winnow` process of the build, as a user starts it; `ready` is the log message that it is waited for. */
export interface WinnowProcess {
  /** Address from the log, where the process serves. */
  address: string;
  pid: number;
  /** SIGKILL, and waits until it is gone. */
  kill(): Promise<void>;
  /** SIGTERM, and waits for its exit code. */
  stop(): Promise<number | null>;
}

export async function startWinnow(
  args: string[],
  environment: Record<string, string>,
  ready: string,
): Promise<WinnowProcess> {
  const child: ChildProcess = spawn('node', [winnow, ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const address = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`winnow ${args.join(' ')} ended with ${code} before it was ready`)));
    createInterface({ input: child.stdout! }).on('line', (line) => {
      const entry: { msg?: string; url?: string } = line.startsWith('{') ? JSON.parse(line) : {};
      if (entry.msg === ready) resolve(entry.url ?? '');
    });
  });
  return {
    address,
    pid: child.pid ?? 0,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    async stop() {
      child.kill('SIGTERM');
      const [code] = await exited;
      return typeof code === 'number' ? code : null;
    },
  };
}
