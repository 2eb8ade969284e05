/**
 * Deduplication beside its peers, in the same run on one core.
 *
 * usage: npx tsx benchmarks/dedup.ts [speed] [quality] [shared] [curve] [scale]
 *          [--peers gaoya,rensa,datasketch,datatrove,minhash] [--sizes 10000,100000,1000000] [--corpora docs,wiki]
 *
 * speed    whole command, JSONL in and attributes out, documents per CPU second: 34,278 pages of Rust's documentation
 *          (needs rustup's rust-docs) and 200,000 wiki-like documents
 * quality  against all pairs by exact Jaccard, on 5,000 documents each: wiki-like, documentation, Chinese
 * shared   the same, as jobs of a run: one over all columns, 3, and 168
 * curve    how often bands find pairs, at similarities from .5 to 1
 * scale    as documents grow, and with 250,000 copies of one advertisement among a million
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Attributes } from '../src/document.ts';
import { presetNames } from '../src/stages/preset.ts';
import { cacheFolder } from './crawl.ts';
import { type CorpusName, corpus, peerPython, readCorpus } from './dedup-corpora.ts';
import { printCurve } from './dedup-curve.ts';
import { exactPairs } from './dedup-exact.ts';
import { printScale } from './dedup-scale.ts';
import { printShared } from './dedup-shared.ts';
import { type Measured, measure } from './measure.ts';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    peers: { type: 'string', default: 'gaoya,datatrove' },
    corpora: { type: 'string', default: 'docs,wiki' },
    sizes: { type: 'string', default: '10000,100000,1000000' },
  },
});
const peers = values.peers.split(',').filter((peer) => peer !== '');
const asked = (name: string): boolean => positionals.length === 0 || positionals.includes(name);
/** Documents that npm's minhash is given: it takes seconds a thousand. */
const MINHASH_DOCUMENTS = 2000;

function runWinnow(path: string): Promise<Measured> {
  return measure(['node', here('../bin/winnow.js'), 'dedup', path], { cpus: '0' });
}

function runPeer(peer: string, path: string, pairs?: string): Promise<Measured> {
  const rest = pairs === undefined ? [path] : [path, pairs];
  if (peer === 'minhash') return measure(['node', here('dedup-npm-minhash.mjs'), ...rest], { cpus: '0' });
  return measure([peerPython(), here('dedup-peers.py'), peer, ...rest], { cpus: '0' });
}

async function printSpeed(name: CorpusName, documents: number): Promise<void> {
  const path = await corpus(name, documents);
  const count = readFileSync(path).reduce((lines, byte) => lines + (byte === 10 ? 1 : 0), 0);
  console.log(`\n${name}: ${count} documents, documents per CPU second (CPU s, peak MB)`);
  const rate = ({ cpuSeconds }: Measured, looked: number): number => looked / cpuSeconds;
  const own = await runWinnow(path);
  const print = (label: string, measured: Measured, looked: number): void =>
    console.log(
      `${label.padEnd(12)}${rate(measured, looked).toFixed(0).padStart(8)}  (${measured.cpuSeconds.toFixed(1)} s, ${measured.peakMb.toFixed(0)} MB)  winnow is ${(rate(own, count) / rate(measured, looked)).toFixed(2)}×`,
    );
  print('winnow', own, count);
  for (const peer of peers) {
    // The slowest are given a part of the file: their time is no less than linear.
    const part = peer === 'minhash' ? MINHASH_DOCUMENTS : peer === 'datatrove' ? 5000 : documents;
    const given = part === documents ? path : await corpus(name, part);
    print(peer, await runPeer(peer, given), part === documents ? count : part);
  }
}

/** What is removed, by what is kept for it. */
type Removed = Map<string, string>;

async function printQuality(name: CorpusName): Promise<void> {
  const path = await corpus(name, 5000);
  const lines = readCorpus(path);
  const exact = exactPairs(lines, 0.8);
  console.log(`\n${name}: 5,000 documents, ${exact.pairs.length} pairs at Jaccard .8 or more`);
  console.log('              removed  precision   recall   under .8   under .5 to the kept');
  const { stdout } = await runWinnow(path);
  const own: Removed = new Map();
  for (const line of stdout.trimEnd().split('\n')) {
    const { id, failures }: Attributes = JSON.parse(line);
    const survivor = failures[0]?.survivor;
    if (survivor !== undefined) own.set(id, survivor);
  }
  printRow('winnow', own);
  for (const peer of peers) {
    const pairs = join(cacheFolder, `dedup-${name}-${peer}.tsv`);
    await runPeer(peer, path, pairs);
    const found = readFileSync(pairs, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
    printRow(peer, new Map(found.map((line) => line.split('\t') as [string, string])));
  }

  /** Recall: removed, of those removed and those still kept beside a kept document that they equal at .8. */
  function printRow(label: string, removed: Removed): void {
    const similarities = [...removed].map(([id, kept]) => (isShortCopy(id, kept) ? 1 : exact.of(id, kept)));
    const right = similarities.filter((value) => value >= 0.8).length;
    const missed = new Set(
      exact.pairs.filter(([x, y]) => !removed.has(exact.ids[x]!) && !removed.has(exact.ids[y]!)).map(([, y]) => y),
    ).size;
    const share = (count: number): string => (count / Math.max(1, removed.size)).toFixed(3);
    const cells = [
      String(removed.size),
      share(right),
      (right / Math.max(1, right + missed)).toFixed(4),
      share(removed.size - right),
      share(similarities.filter((value) => value < 0.5).length),
    ];
    console.log(label.padEnd(12) + cells.map((cell) => cell.padStart(10)).join(''));
  }
  /** Texts too short for a shingle have no Jaccard similarity: equal ones are copies all the same. */
  function isShortCopy(id: string, kept: string): boolean {
    const text = (of: string): string | undefined =>
      lines
        .find((line) => line.id === of)
        ?.text.trim()
        .toLowerCase();
    return exact.of(id, id) === 0 && text(id) === text(kept);
  }
}

if (asked('curve')) for (const preset of presetNames) printCurve(preset);
if (asked('quality')) for (const name of ['wiki', 'docs', 'chinese'] as const) await printQuality(name);
if (asked('shared')) for (const name of ['wiki', 'docs', 'chinese'] as const) await printShared(name);
if (asked('speed')) {
  if (values.corpora.includes('docs')) await printSpeed('docs', 50_000);
  if (values.corpora.includes('wiki')) await printSpeed('wiki', 200_000);
}
if (asked('scale')) await printScale(values.sizes.split(',').map(Number));
