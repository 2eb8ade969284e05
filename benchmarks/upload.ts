/**
 * Memory of the service while 2 GB are uploaded, by a raw PUT and by tus, on its embedded default:
 * `npm run build && npx tsx benchmarks/upload.ts [GB]`. Prints the highest resident set that the kernel saw (VmHWM, Linux)
 * before and after each; the limit that is held to is 300 MB.
 */
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWinnow } from '../tests/support/service-process.ts';

const LIMIT_MB = 300;
const BLOCK = 1 << 20;
const size = Math.round(Number(process.argv[2] ?? 2) * 1e9);

/** Bytes that no compressor or sparse file makes small, the same every time. */
async function* body(): AsyncIterable<Uint8Array> {
  const block = Buffer.alloc(BLOCK);
  let state = 88172645;
  for (let at = 0; at < BLOCK; at += 4) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    block.writeInt32LE(state | 0, at);
  }
  for (let sent = 0; sent < size; sent += BLOCK) {
    block.writeUInt32LE(sent / BLOCK, 0);
    // A copy: the one before may still be on its way.
    yield Buffer.from(block.subarray(0, Math.min(BLOCK, size - sent)));
  }
}

async function sha256(): Promise<string> {
  const hash = createHash('sha256');
  for await (const block of body()) hash.update(block);
  return hash.digest('hex');
}

const folder = await mkdtemp(join(tmpdir(), 'winnow-upload-'));
const service = await startWinnow(['serve'], { WINNOW_DATA: folder, PORT: '0' }, 'service listens');
try {
  const status = async (field: string): Promise<number> => {
    const text = await readFile(`/proc/${service.pid}/status`, 'utf8');
    return Number(new RegExp(`${field}:\\s+(\\d+)`).exec(text)?.[1]) / 1024;
  };
  const send = (path: string, init: RequestInit): Promise<Response> => fetch(new URL(path, service.address), init);
  const stream = (): ReadableStream => ReadableStream.from(body());
  const expect = async (response: Response, code: number): Promise<void> => {
    if (response.status !== code)
      throw new Error(`expected ${code}, found ${response.status}: ${await response.text()}`);
  };
  const headers = { 'content-type': 'application/json' };
  await expect(await send('/v1/corpora', { method: 'POST', headers, body: '{"name": "large"}' }), 201);
  const digest = await sha256();
  const report = async (what: string, seconds: number): Promise<void> => {
    const corpus = await (await send('/v1/corpora/large', {})).text();
    if (!corpus.includes(digest)) throw new Error(`${what}: the service has other bytes`);
    const peak = await status('VmHWM');
    console.log(
      `${what.padEnd(16)} ${(size / 1e9).toFixed(1)} GB in ${seconds.toFixed(1)} s, ${(size / 1e6 / seconds).toFixed(0)} MB/s, peak ${peak.toFixed(0)} MB, now ${(await status('VmRSS')).toFixed(0)} MB`,
    );
    if (peak > LIMIT_MB) process.exitCode = 1;
  };
  console.log(`idle             peak ${(await status('VmHWM')).toFixed(0)} MB`);

  let start = performance.now();
  const put = { method: 'PUT', body: stream(), duplex: 'half' as const };
  await expect(await send('/v1/corpora/large/files/put.bin', put), 201);
  await report('PUT', (performance.now() - start) / 1000);

  start = performance.now();
  const metadata = (fields: Record<string, string>): string =>
    Object.entries(fields)
      .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
      .join(',');
  const tus = { 'tus-resumable': '1.0.0' };
  const created = await send('/v1/uploads', {
    method: 'POST',
    headers: {
      ...tus,
      'upload-length': String(size),
      'upload-metadata': metadata({ corpus: 'large', filename: 'tus.bin' }),
    },
  });
  await expect(created, 201);
  const patch = {
    method: 'PATCH',
    headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    body: stream(),
    duplex: 'half' as const,
  };
  await expect(await send(created.headers.get('location') ?? '', patch), 204);
  await report('tus', (performance.now() - start) / 1000);
} finally {
  await service.kill();
  await rm(folder, { recursive: true, force: true });
}
