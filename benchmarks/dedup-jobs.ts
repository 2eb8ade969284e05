/**
 * Near-duplicate jobs as a run shares them, each in a process of its own: processor seconds, peak memory, bytes on disk.
 *
 * usage: npx tsx benchmarks/dedup-jobs.ts [--sizes 10000,100000,1000000] [--copies 250000] [--cpu 0] [--keep]
 *
 * Signatures are made up: 16 shingles a document, three in ten an earlier document with one of them changed; `--copies`
 * are one document with another shingle in one place. A document counts as 1,500 stored bytes where the plan shares work
 * by size. What is there is not done again, so a call that ended early goes on; `--keep` leaves everything for the next.
 */
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { type Job, outputPrefix } from '../src/runs/job.ts';
import { contentKey } from '../src/runs/key.ts';
import { readDone } from '../src/runs/output.ts';
import { planBuckets, planClusters, planCompares, planRanks } from '../src/runs/plan-dedup.ts';
import { createCharacters } from '../src/stages/dedup/characters.ts';
import { createKernel } from '../src/stages/dedup/kernel/kernel.ts';
import { makePermutations } from '../src/stages/dedup/minhash.ts';
import { dedupParameters } from '../src/stages/dedup/parameters.ts';
import { bandKeys, compactSketch, SKETCH_WORDS } from '../src/stages/dedup/sketch.ts';
import { FolderStorage } from '../src/storage/folder.ts';
import { writeJson } from '../src/storage/storage.ts';
import { seeded } from '../tests/stages/dedup/oracle.ts';
import { IDS, SHINGLES, SIGNATURES } from '../workers/dedup/files.ts';
import { createSignatureWriter } from '../workers/dedup/signature.ts';
import { runJob } from '../workers/job.ts';
import { cacheFolder } from './crawl.ts';
import { type Measured, measure } from './measure.ts';

const PER_PART = 250_000;
const SHINGLES_EACH = 16;
const STORED_EACH = 1500;
const parameters = dedupParameters.parse({});
const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10000,100000,1000000' },
    copies: { type: 'string', default: '0' },
    cpu: { type: 'string', default: '0' },
    keep: { type: 'boolean', default: false },
    job: { type: 'string' },
    root: { type: 'string', default: join(cacheFolder, 'dedup-jobs') },
  },
});
const copies = Number(values.copies);

if (values.job !== undefined) {
  const { signal } = new AbortController();
  const job: Job = JSON.parse(values.job);
  const before = process.cpuUsage();
  await runJob(job, new FolderStorage(values.root), { signal, progress: () => undefined });
  const { user, system } = process.cpuUsage(before);
  console.log((user + system) / 1e6);
} else {
  console.log(
    ' documents  jobs            number   CPU s  longest s  peak MB  MB above an empty job  bytes a document',
  );
  const sizes = values.sizes.split(',').map(Number);
  const seconds: number[] = [];
  for (const size of sizes) seconds.push(await runSize(size));
  const exponent = (a: number, b: number): string =>
    (Math.log(seconds[b]! / seconds[a]!) / Math.log(sizes[b]! / sizes[a]!)).toFixed(3);
  for (let i = 1; i < sizes.length; i++) console.log(`${sizes[i - 1]} to ${sizes[i]}: exponent ${exponent(i - 1, i)}`);
  if (sizes.length > 2) console.log(`over all: exponent ${exponent(0, sizes.length - 1)}`);
}

/** Processor seconds of all jobs together. */
async function runSize(documents: number): Promise<number> {
  const root = join(values.root, `${documents}-${copies}`);
  const storage = new FolderStorage(root);
  const signatures = await sign(storage, root, documents);
  const found = { ranks: planRanks(signatures, parameters), addresses: [], known: null };
  const stored = { corpus: '', source: '', name: '', sha256: '', size: documents * STORED_EACH };
  const parts = [{ ...stored, start: 0, end: stored.size }];
  const buckets = planBuckets(signatures, parts, parameters);
  const { components, sets, compares } = planCompares(buckets, found, signatures, parts, parameters);
  const clusters = planClusters(signatures, { ...found, buckets, compares }, parameters);
  const noFound = { ranks: null, addresses: [], known: null, buckets: [], compares: [] };
  const empty = await run(root, planClusters([], noFound, parameters));
  let total = 0;
  for (const [name, jobs] of [
    ['buckets', buckets],
    ['ranks', found.ranks === null ? [] : [found.ranks]],
    ['components', [components]],
    ['sets', sets],
    ['compare', compares],
    ['clusters', [clusters]],
  ] as const) {
    if (jobs.length === 0) continue;
    const all: Measured[] = [];
    for (const job of jobs) all.push(await run(root, job));
    const seconds = all.map(({ cpuSeconds }) => cpuSeconds);
    const sum = seconds.reduce((a, b) => a + b, 0);
    total += sum;
    const peak = Math.max(...all.map(({ peakMb }) => peakMb));
    const above = peak - empty.peakMb;
    const cells = [
      documents,
      `  ${name.padEnd(10)}`,
      jobs.length,
      sum.toFixed(1),
      Math.max(...seconds).toFixed(1),
      peak.toFixed(0),
      above.toFixed(0),
      ((above * 2 ** 20) / documents).toFixed(0),
    ];
    console.log(cells.map((cell, i) => String(cell).padStart([10, 12, 10, 8, 11, 9, 23, 18][i]!)).join(''));
  }
  const done = await readDone(storage, outputPrefix('clusters', clusters.key));
  console.log(
    `removed ${done?.counts['dropped']}, clusters ${done?.counts['clusters']}; bytes on disk a document: ${await bytesEach(root, documents)}`,
  );
  if (!values.keep) await rm(root, { recursive: true, force: true });
  return total;
}

/** Does a job in a process of its own, whose start is not counted, but for one that an earlier call measured. */
async function run(root: string, job: Job): Promise<Measured> {
  const path = join(root, 'measured', `${job.key}.json`);
  const before = await readFile(path, 'utf8').catch(() => undefined);
  if (before !== undefined) return JSON.parse(before);
  const command = [process.execPath, '--import', 'tsx', fileURLToPath(import.meta.url)];
  const whole = await measure([...command, '--root', root, '--job', JSON.stringify(job)], { cpus: values.cpu });
  const measured = { ...whole, cpuSeconds: Number(whole.stdout) };
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, JSON.stringify(measured));
  return measured;
}

async function bytesEach(root: string, documents: number): Promise<string> {
  const shares: string[] = [];
  for (const kind of ['signature', 'buckets', 'ranks', 'components', 'sets', 'compare', 'clusters'])
    shares.push(`${kind} ${((await folderBytes(join(root, 'outputs', kind))) / documents).toFixed(0)}`);
  return shares.join(', ');
}

async function folderBytes(folder: string): Promise<number> {
  let bytes = 0;
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) if (entry.isFile()) bytes += (await stat(join(entry.parentPath, entry.name))).size;
  return bytes;
}

/** Writes made-up signature outputs; returns their keys. */
async function sign(storage: FolderStorage, root: string, documents: number): Promise<string[]> {
  const { bands, rows, seed } = parameters;
  const characters = createCharacters(parameters.normalisation);
  const kernel = createKernel(parameters, characters, makePermutations(bands * rows, seed));
  let random = seeded(0);
  const lane = (): number => Math.floor(random() * 2 ** 32) | 0;
  const lanes = (): readonly [Int32Array, Int32Array] => [
    Int32Array.from({ length: SHINGLES_EACH }, lane),
    Int32Array.from({ length: SHINGLES_EACH }, lane),
  ];
  const copied = lanes();
  const own = lanes();
  let [lane1, lane2] = own;
  const none = { lane1: new Int32Array(0), lane2: new Int32Array(0), count: 0 };
  const keys = new Uint32Array(bands * 2);
  const compact = new Uint32Array(SKETCH_WORDS);
  const outputs: string[] = [];
  for (let first = 0; first < documents; first += PER_PART) {
    const key = contentKey(['signature', documents, first]);
    outputs.push(key);
    if ((await readDone(storage, `outputs/signature/${key}`)) !== undefined) continue;
    random = seeded(first + 1);
    const folder = join(root, 'outputs', 'signature', key);
    await mkdir(folder, { recursive: true });
    const files = [SIGNATURES, SHINGLES].map((name) => createWriteStream(join(folder, name)));
    const sink = (file: WriteStream) => ({
      async write(bytes: Uint8Array) {
        if (!file.write(bytes)) await once(file, 'drain');
      },
    });
    const writer = createSignatureWriter(parameters, {
      signatures: sink(files[0]!),
      shingles: sink(files[1]!),
      tokens: undefined,
      addresses: undefined,
    });
    const size = Math.min(PER_PART, documents - first);
    let ids = '';
    for (let index = 0; index < size; index++) {
      [lane1, lane2] = own;
      if (copies > 0 && random() < copies / documents) {
        [lane1, lane2] = copied;
        [lane1[0], lane2[0]] = [lane(), lane()];
      } else if (index > 0 && random() < 0.3) {
        lane1[index % SHINGLES_EACH] = lane();
        lane2[index % SHINGLES_EACH] = lane();
      } else for (let i = 0; i < SHINGLES_EACH; i++) [lane1[i], lane2[i]] = [lane(), lane()];
      const signature = kernel.signature(lane1, SHINGLES_EACH);
      bandKeys(signature, bands, rows, keys);
      compactSketch(signature, compact);
      const text: [number, number, number, number] = [lane() >>> 0, lane() >>> 0, 0, 0];
      const sketch = {
        text,
        tokens: 20,
        token1: lane1,
        set: { lane1, lane2, count: SHINGLES_EACH },
        coarse: none,
        bands: keys,
        compact,
      };
      if (writer.add({ index, length: 100 + (index % 50), quality: 0 }, sketch, false)) await writer.drain();
      ids += `"${(first + index).toString(16).padStart(16, '0')}:${index}"\n`;
    }
    await writer.finish();
    for (const file of files) file.end();
    await Promise.all(files.map((file) => finished(file)));
    await storage.put(`outputs/signature/${key}/${IDS}`, gzipSync(ids, { level: 1 }));
    const counts = { documents: size, looked: size };
    await writeJson(storage, `outputs/signature/${key}/done.json`, {
      key,
      counts,
      files: { [IDS]: { bytes: ids.length, lines: size, sha256: '' } },
    });
  }
  return outputs;
}
