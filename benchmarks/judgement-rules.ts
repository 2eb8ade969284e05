/**
 * The quality stage on good and bad text: how much of each it keeps, its speed beside datatrove 0.10.0's rule filters in the same
 * run (one core, processor time), with and without the classifiers of harmful content, and how often both decide alike on English documents.
 *
 * usage: npx tsx benchmarks/judgement-rules.ts
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { Annotation } from '../src/document.ts';
import type { QualityParameters } from '../src/stages/quality/parameters.ts';
import { qualityPresets } from '../src/stages/quality/presets.ts';
import { qualityStage } from '../src/stages/quality/quality.ts';
import { safetyStage } from '../src/stages/safety/safety.ts';
import { benchmarkData, cacheFolder } from './crawl.ts';

type Group = 'gopherQuality' | 'gopherRepetition' | 'c4' | 'fineweb';
const GROUPS: readonly Group[] = ['gopherRepetition', 'gopherQuality', 'c4', 'fineweb'];
const PREFIX: Record<Group, RegExp> = {
  gopherQuality: /^gopher-(?!duplicate|top)/,
  gopherRepetition: /^gopher-(?:duplicate|top)/,
  c4: /^c4-/,
  fineweb: /^fineweb-/,
};
const GOOD = [
  'openstax-en',
  'sotu-en',
  'wikitext-2-valid',
  'tw-law-zh-TW',
  'modern-prose-zh-CN',
  'wiki-zh-CN',
  'wiki-zh-TW',
  'd2l-zh',
  'rust-book-zh-CN',
  'rust-book-zh-TW',
];

const assets = new Map<string, Uint8Array>();
for (const name of ['language.bin', 'quality.bin', 'harm.bin']) {
  assets.set(`builtin:${name}`, new Uint8Array(await readFile(new URL(`../models/${name}`, import.meta.url))));
}

function judge(
  texts: readonly string[],
  parameters: QualityParameters,
): { annotations: Annotation[]; seconds: number } {
  const annotate = qualityStage.create(parameters, assets);
  const started = process.cpuUsage();
  const annotations = texts.map((text, index) => annotate({ id: String(index), text, source: '', metadata: {} }));
  const { user, system } = process.cpuUsage(started);
  return { annotations, seconds: (user + system) / 1e6 };
}

/** Processor seconds of the classifiers of harmful content alone. */
function judgeHarm(texts: readonly string[]): number {
  const annotate = safetyStage.create(
    safetyStage.parameters.parse({ url: null, badWords: null, pii: null, harm: {} }),
    assets,
  );
  const round = (some: readonly string[]): void => {
    for (const text of some) annotate({ id: '', text, source: '', metadata: {} });
  };
  round(texts.slice(0, 200));
  const started = process.cpuUsage();
  round(texts);
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1e6;
}

async function textsOf(path: string): Promise<string[]> {
  const rows = gunzipSync(await readFile(path))
    .toString()
    .trim()
    .split('\n');
  return rows.map((row) => String(JSON.parse(row).text));
}

function peerPython(): string {
  const folder = join(cacheFolder, 'rules-peer');
  const python = join(folder, 'bin', 'python');
  if (existsSync(python)) return python;
  execFileSync('python3', ['-m', 'venv', folder], { stdio: 'inherit' });
  const packages = ['datatrove==0.10.0', 'spacy==3.8.18', 'regex', 'numpy'];
  execFileSync(join(folder, 'bin', 'pip'), ['install', '-q', ...packages], { stdio: 'inherit' });
  return python;
}

const data = benchmarkData();
const standard = qualityStage.parameters.parse(qualityPresets.default);
console.log('kept by the default recipe');
for (const name of GOOD) {
  const { annotations } = judge(await textsOf(join(data, 'text', `${name}.jsonl.gz`)), standard);
  const kept = annotations.filter(({ verdict }) => verdict === 'keep').length;
  console.log(`  ${name.padEnd(20)} ${((100 * kept) / annotations.length).toFixed(1)} % of ${annotations.length}`);
}

const english = (await textsOf(join(data, 'extraction', 'wcxb-dev.truth.jsonl.gz'))).filter(
  (text) => text.trim() !== '',
);
const megabytes = english.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6;
const published = qualityStage.parameters.parse({ classifier: null });
judge(english.slice(0, 200), standard);
const all = judge(english, standard);
const rules = judge(english, published);
const together = all.seconds + judgeHarm(english);
await mkdir(cacheFolder, { recursive: true });
const file = join(cacheFolder, 'rules-texts.jsonl');
await writeFile(file, english.map((text) => JSON.stringify(text)).join('\n'));
const script = fileURLToPath(new URL('judgement-rules-peer.py', import.meta.url));
const output = execFileSync(peerPython(), [script, file], { maxBuffer: 1 << 28 });
const peer: { seconds: number; verdicts: Record<Group, boolean>[] } = JSON.parse(output.toString());

const rate = (seconds: number): string => `${(megabytes / seconds).toFixed(1)} MB/s`;
console.log(`\n${english.length} English main texts, ${megabytes.toFixed(1)} MB, processor time`);
console.log(
  `  language, all rules, classifier  ${rate(all.seconds)}, ${((1000 * all.seconds) / english.length).toFixed(2)} ms a text`,
);
console.log(
  `  those and the harm classifiers   ${rate(together)}, ${(peer.seconds / together).toFixed(1)} times datatrove's filters`,
);
console.log(`  language, published rules        ${rate(rules.seconds)}`);
console.log(`  datatrove's four rule filters    ${rate(peer.seconds)}`);
console.log(
  `  ratio                            ${(peer.seconds / all.seconds).toFixed(1)} with the classifier, ${(peer.seconds / rules.seconds).toFixed(1)} without`,
);
console.log('\nverdicts that agree with datatrove, with our own words');
for (const group of GROUPS) {
  const same = rules.annotations.filter(
    ({ failures }, index) => failures.every(({ rule }) => !PREFIX[group].test(rule)) === peer.verdicts[index]![group],
  ).length;
  console.log(`  ${group.padEnd(18)} ${((100 * same) / english.length).toFixed(2)} %`);
}
