import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { freePort } from './free-port.ts';

export interface RedisServer {
  url: string;
  flush(): Promise<void>;
  close(): void;
}

/** Starts a Redis of its own, so that a test may flush or kill it. */
export async function startRedis(): Promise<RedisServer> {
  const port = await freePort();
  const child: ChildProcess = spawn('redis-server', ['--port', String(port), '--save', '', '--appendonly', 'no'], {
    stdio: 'ignore',
  });
  let missing: Error | undefined;
  child.once('error', (error) => {
    missing = error;
  });
  const url = `redis://127.0.0.1:${port}`;
  for (let waits = 0; waits < 100; waits += 1) {
    if (missing !== undefined) throw new Error('queue tests need redis-server on the PATH', { cause: missing });
    const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
    client.on('error', () => undefined);
    const up = await client.connect().then(
      () => true,
      () => false,
    );
    client.disconnect();
    if (up) {
      const flush = async (): Promise<void> => {
        const admin = new Redis(url);
        await admin.flushall();
        admin.disconnect();
      };
      return { url, flush, close: () => child.kill('SIGKILL') };
    }
    await sleep(50);
  }
  child.kill();
  throw new Error('redis-server did not start');
}
