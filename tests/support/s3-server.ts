import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { freePort } from './free-port.ts';

export interface S3Server {
  endpoint: string;
  close(): void;
}

/** Milliseconds that a suite's first `startS3` may take: it installs the server where there is none. */
export const S3_START_MS = 300_000;

const VENV = '.cache/moto';

/** The moto server's command: from the PATH, or from a virtual environment that the first run makes. */
function motoServer(): [string, ...string[]] {
  if (spawnSync('moto_server', ['--version']).status === 0) return ['moto_server'];
  const installed: [string, ...string[]] = [`${VENV}/bin/python`, '-m', 'moto.server'];
  if (existsSync(VENV)) return installed;
  // Two suites may get here at once: each makes its own, and the first to be done is used.
  const making = `${VENV}-${process.pid}`;
  mkdirSync('.cache', { recursive: true });
  for (const [command, ...args] of [
    ['python3', '-m', 'venv', making],
    [`${making}/bin/python`, '-m', 'pip', 'install', '--quiet', 'moto[server]==5.2.5'],
  ]) {
    const { status, stderr } = spawnSync(command!, args, { encoding: 'utf8' });
    if (status !== 0)
      throw new Error(`tests of the S3 storage need moto_server (pip install 'moto[server]'): ${command}: ${stderr}`);
  }
  try {
    renameSync(making, VENV);
  } catch {
    rmSync(making, { recursive: true });
  }
  return installed;
}

/** Starts an S3 server that keeps its objects in memory. */
export async function startS3(): Promise<S3Server> {
  const port = await freePort();
  const [command, ...args] = motoServer();
  const child: ChildProcess = spawn(command, [...args, '-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  const endpoint = `http://127.0.0.1:${port}`;
  for (let waits = 0; waits < 300; waits += 1) {
    const answered = await fetch(endpoint).then(
      () => true,
      () => false,
    );
    if (answered) return { endpoint, close: () => child.kill() };
    if (child.exitCode !== null) break;
    await sleep(100);
  }
  child.kill();
  throw new Error('moto_server did not start');
}

/** Credentials that any test server takes; the SDK reads them from the environment, as in production. */
export function setS3Credentials(): void {
  process.env['AWS_ACCESS_KEY_ID'] = 'test';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'test';
}

export async function makeBucket(endpoint: string, bucket: string): Promise<void> {
  const client = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true });
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  client.destroy();
}
