/**
 * Reading crawl files beside warcio 1.8.1, FastWARC 2.0.1 and datatrove 0.10.0: what each gets from every file of
 * the benchmark data (the malformed ones included), then speed on one WARC of 2,445 pages, both in the same run.
 *
 * usage: npx tsx benchmarks/formats.ts [--rounds N] [--files-only | --speed-only]
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readRecords } from '../src/formats/read.ts';
import { defaultLimits } from '../src/formats/record.ts';
import { fileSource } from '../src/formats/source.ts';
import { benchmarkData, cacheFolder, pagesWarc } from './crawl.ts';

interface PeerCount {
  records: number;
  error: string | null;
}
type PeerLine = { path: string } & Record<'warcio' | 'fastwarc' | 'datatrove', PeerCount>;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    'files-only': { type: 'boolean', default: false },
    'speed-only': { type: 'boolean', default: false },
  },
});
const script = fileURLToPath(new URL('formats-peers.py', import.meta.url));
const median = (numbers: number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;

/** The peers in an environment of their own, made at the first call. */
function peerPython(): string {
  const folder = join(cacheFolder, 'formats-peers');
  const python = join(folder, 'bin', 'python');
  if (!existsSync(python)) {
    execFileSync('python3', ['-m', 'venv', folder], { stdio: 'inherit' });
    const packages = ['warcio==1.8.1', 'fastwarc==2.0.1', 'datatrove[io]==0.10.0', 'xxhash<4'];
    execFileSync(python, ['-m', 'pip', 'install', '-q', ...packages], { stdio: 'inherit' });
  }
  return python;
}

/** Every crawl file of the data, those packed as malformed ones unpacked. */
async function crawlFiles(): Promise<string[]> {
  const folder = join(benchmarkData(), 'crawls');
  const malformed = join(cacheFolder, 'malformed');
  if (!existsSync(malformed)) {
    await mkdir(malformed, { recursive: true });
    execFileSync('tar', ['xzf', join(folder, 'malformed.tar.gz'), '-C', malformed]);
  }
  const files: string[] = [];
  for (const root of [folder, malformed])
    for (const entry of await readdir(root, { recursive: true, withFileTypes: true }))
      if (entry.isFile() && entry.name !== 'malformed.tar.gz') files.push(join(entry.parentPath, entry.name));
  return files.sort();
}

interface Counts {
  records: number;
  pages: number;
  texts: number;
  skipped: number;
  rejected: number;
  bytes: number;
}

async function count(path: string): Promise<Counts> {
  const source = await fileSource(path);
  const counts: Counts = { records: 0, pages: 0, texts: 0, skipped: 0, rejected: 0, bytes: 0 };
  const options = { name: basename(path), range: { start: 0, end: source.size }, limits: defaultLimits };
  for await (const batch of readRecords(source, options)) {
    for (const record of batch) {
      counts.records += 1;
      counts.pages += record.kind === 'page' ? 1 : 0;
      counts.texts += record.kind === 'text' ? 1 : 0;
      counts.skipped += record.kind === 'skip' ? 1 : 0;
      counts.rejected += record.kind === 'reject' ? 1 : 0;
      counts.bytes += record.kind === 'page' ? record.body.length : 0;
    }
  }
  return counts;
}

async function compareFiles(): Promise<void> {
  const files = await crawlFiles();
  const output = execFileSync(peerPython(), [script, 'count', ...files], { maxBuffer: 1 << 26 }).toString();
  const peers = output
    .trim()
    .split('\n')
    .map((line): PeerLine => JSON.parse(line));
  console.log(`${'file'.padEnd(54)} records  pages  texts  skips rejects |  warcio FastWARC datatrove | ours/best`);
  const total = { ours: 0, best: 0, behind: 0 };
  for (const peer of peers) {
    const own = await count(peer.path);
    const best = Math.max(peer.warcio.records, peer.fastwarc.records, peer.datatrove.records);
    total.ours += own.records;
    total.best += best;
    total.behind += own.records < best ? 1 : 0;
    const cells = [own.records, own.pages, own.texts, own.skipped, own.rejected].map((n) => String(n).padStart(6));
    const shown = ({ records, error }: PeerCount) => `${records}${error === null ? '' : '!'}`.padStart(8);
    const ratio = best === 0 ? '-' : (own.records / best).toFixed(2);
    console.log(
      `${basename(peer.path).slice(0, 53).padEnd(54)} ${cells.join(' ')}  | ${shown(peer.warcio)} ${shown(peer.fastwarc)} ${shown(peer.datatrove)}  | ${ratio.padStart(6)}`,
    );
  }
  console.log(
    `${files.length} files, ${total.ours} records (best peer on each file: ${total.best}); behind on ${total.behind}`,
  );
  console.log(
    'records as run reports count them, rejects among them (what is no crawl file at all is one); ! the reader stopped with an error; datatrove counts HTML documents alone',
  );
}

async function compareSpeed(rounds: number): Promise<void> {
  const path = await pagesWarc();
  const python = peerPython();
  const ours: { wall: number; cpu: number }[] = [];
  const theirs: { wall: number; cpu: number; bytes: number }[] = [];
  let counts = await count(path);
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    const usage = process.cpuUsage();
    counts = await count(path);
    const used = process.cpuUsage(usage);
    ours.push({ wall: (performance.now() - started) / 1e3, cpu: (used.user + used.system) / 1e6 });
    theirs.push(JSON.parse(execFileSync(python, [script, 'read', path]).toString()));
  }
  const total = counts.records;
  const megabytes = median(theirs.map(({ bytes }) => bytes)) / 1e6;
  console.log(`\nreading ${total} records, ${megabytes.toFixed(0)} MB of bodies, from gzip (median of ${rounds})`);
  console.log(`${''.padEnd(12)}     wall s      CPU s  records/CPU s   MB/CPU s`);
  for (const [name, runs] of [['Winnow', ours] as const, ['FastWARC', theirs] as const]) {
    const wall = median(runs.map((run) => run.wall));
    const cpu = median(runs.map((run) => run.cpu));
    console.log(
      `${name.padEnd(12)} ${wall.toFixed(3).padStart(10)} ${cpu.toFixed(3).padStart(10)} ${(total / cpu).toFixed(0).padStart(14)} ${(megabytes / cpu).toFixed(0).padStart(10)}`,
    );
  }
  const ratio = median(theirs.map(({ cpu }) => cpu)) / median(ours.map(({ cpu }) => cpu));
  console.log(`ratio in CPU time: ${ratio.toFixed(2)}`);
}

if (!values['speed-only']) await compareFiles();
if (!values['files-only']) await compareSpeed(Number(values.rounds));
