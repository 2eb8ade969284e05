import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { freePort } from './free-port.ts';

export interface S3Server {
  endpoint: string;
  close(): void;
}

const VENV = '.cache/moto';

/** The moto server: from the PATH, or from a virtual environment that the first run makes. */
function motoServer(): string {
  if (spawnSync('moto_server', ['--version']).status === 0) return 'moto_server';
  const installed = `${VENV}/bin/moto_server`;
  if (existsSync(installed)) return installed;
  mkdirSync('.cache', { recursive: true });
  for (const [command, ...args] of [
    ['python3', '-m', 'venv', VENV],
    [`${VENV}/bin/pip`, 'install', '--quiet', 'moto[server]==5.2.5'],
  ]) {
    const { status, stderr } = spawnSync(command!, args, { encoding: 'utf8' });
    if (status !== 0)
      throw new Error(`tests of the S3 storage need moto_server (pip install 'moto[server]'): ${command}: ${stderr}`);
  }
  return installed;
}

/** Starts an S3 server that keeps its objects in memory. */
export async function startS3(): Promise<S3Server> {
  const port = await freePort();
  const child: ChildProcess = spawn(motoServer(), ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
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
