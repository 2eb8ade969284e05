/**
 * `tsx benchmarks/metadata.ts`
 *
 * Titles and dates of the extraction sets' pages, read by Winnow and by trafilatura from the same UTF-8, and the CPU
 * time of both. Titles: exact matches with the truth of wcxb (white space, case, quotes and dashes apart), by page type.
 * Dates have no truth: what both say is counted, and every disagreement is written to `.cache/metadata/dates.tsv` for
 * reading. Pages: `WINNOW_BENCH_DATA`.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { pageSets, readPages, readTruth, utf8Of } from '../scripts/extract-model/pages.ts';
import { readMetadata } from '../src/stages/extract/metadata/metadata.ts';
import { benchmarkData } from './crawl.ts';

const folder = '.cache/metadata';
const titledSet = 'wcxb-dev';
const rounds = 3;

const peerLine = z.object({ title: z.string().nullable(), date: z.string().nullable() });
const peerEnd = z.object({ seconds: z.number() });
const titledTruth = z.object({ url: z.string(), title: z.string(), page_type: z.object({ primary: z.string() }) });

interface Found {
  title: string;
  /** `YYYY-MM-DD`, or empty. */
  date: string;
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function comparable(title: string): string {
  const plain = title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’`]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[–—]/g, '-');
  return plain.replace(/\s+/g, ' ').trim();
}

function readOurs(pages: readonly { url: string; utf8: Uint8Array }[]): { found: Found[]; seconds: number } {
  let seconds = Number.POSITIVE_INFINITY;
  let found: Found[] = [];
  for (let round = 0; round < rounds; round++) {
    const started = cpuSeconds();
    const read = pages.map((page) => readMetadata(page.utf8, page.url));
    seconds = Math.min(seconds, cpuSeconds() - started);
    found = read.map(({ created, metadata }) => ({
      title: String(metadata['title'] ?? ''),
      date: (created ?? String(metadata['modified'] ?? '')).slice(0, 10),
    }));
  }
  return { found, seconds };
}

function readPeer(pages: readonly { url: string; utf8: Uint8Array }[]): { found: Found[]; seconds: number } {
  const python = `${folder}/venv/bin/python`;
  if (!existsSync(python)) {
    execFileSync('python3', ['-m', 'venv', `${folder}/venv`], { stdio: 'inherit' });
    execFileSync(python, ['-m', 'pip', 'install', '--quiet', 'trafilatura', 'lxml_html_clean'], { stdio: 'inherit' });
  }
  const lines = pages.map(({ url, utf8 }) => JSON.stringify({ url, html: Buffer.from(utf8).toString() }));
  writeFileSync(`${folder}/pages.jsonl`, lines.join('\n'));
  const output = execFileSync(python, ['benchmarks/metadata.py', `${folder}/pages.jsonl`], {
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const read = output.toString().trim().split('\n');
  const { seconds } = peerEnd.parse(JSON.parse(read.pop() ?? ''));
  const found = read.map((line) => {
    const { title, date } = peerLine.parse(JSON.parse(line));
    return { title: title ?? '', date: date ?? '' };
  });
  return { found, seconds };
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`.padStart(7);
}

benchmarkData();
mkdirSync(folder, { recursive: true });
const pages = readPages().map((page) => ({ set: page.set, url: page.url, utf8: utf8Of(page) }));
const megabytes = pages.reduce((sum, page) => sum + page.utf8.length, 0) / 1e6;
const ours = readOurs(pages);
const peer = readPeer(pages);

const truth = new Map(
  readTruth(titledSet)
    .map((one) => titledTruth.parse(one))
    .map((one) => [one.url, one]),
);
const byType = new Map<string, { pages: number; ours: number; peer: number }>();
for (const [index, page] of pages.entries()) {
  const wanted = page.set === titledSet ? truth.get(page.url) : undefined;
  if (wanted === undefined) continue;
  for (const type of [wanted.page_type.primary, 'all']) {
    const row = byType.get(type) ?? { pages: 0, ours: 0, peer: 0 };
    row.pages++;
    if (comparable(ours.found[index]!.title) === comparable(wanted.title)) row.ours++;
    if (comparable(peer.found[index]!.title) === comparable(wanted.title)) row.peer++;
    byType.set(type, row);
  }
}
console.log(`\nTitles exactly right, ${titledSet}\n${'type'.padEnd(14)} pages  winnow  trafilatura`);
for (const [type, row] of [...byType].sort(([, a], [, b]) => a.pages - b.pages)) {
  console.log(
    type.padEnd(14),
    String(row.pages).padStart(5),
    percent(row.ours, row.pages),
    percent(row.peer, row.pages),
  );
}

console.log(`\nDates\n${'set'.padEnd(16)} same  differ  winnow only  trafilatura only  neither`);
const disagreements: string[] = [];
for (const set of pageSets) {
  const count = { same: 0, differ: 0, ours: 0, peer: 0, neither: 0 };
  for (const [index, page] of pages.entries()) {
    if (page.set !== set) continue;
    const [mine, theirs] = [ours.found[index]!.date, peer.found[index]!.date];
    if (mine === theirs) count[mine === '' ? 'neither' : 'same']++;
    else count[theirs === '' ? 'ours' : mine === '' ? 'peer' : 'differ']++;
    if (mine !== theirs) disagreements.push([set, page.url, mine || '-', theirs || '-'].join('\t'));
  }
  console.log(set.padEnd(16), Object.values(count).join('\t'));
}
writeFileSync(`${folder}/dates.tsv`, `${disagreements.join('\n')}\n`);

const perPage = (seconds: number): string => `${((1000 * seconds) / pages.length).toFixed(3)} ms a page`;
console.log(`\n${pages.length} pages, ${megabytes.toFixed(0)} MB, CPU time, one core`);
console.log(`winnow       ${perPage(ours.seconds)} (best of ${rounds} rounds)`);
console.log(
  `trafilatura  ${perPage(peer.seconds)}: winnow is ${(peer.seconds / ours.seconds).toFixed(0)} times as fast`,
);
