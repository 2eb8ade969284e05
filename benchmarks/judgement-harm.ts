/**
 * Harmful content: posts that people labelled (a fifth of each set, by a model that was trained on the other four fifths), beside
 * tf-idf with logistic regression (scikit-learn 1.7) and the shipped word list on the same split; functional cases; how
 * much good text the default recipe would drop, and whom it would drop; speed.
 *
 * usage: npx tsx benchmarks/judgement-harm.ts
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { collect } from '../scripts/harm-model/collect.ts';
import { type HarmExample, readExamples } from '../scripts/harm-model/data.ts';
import { fitHarmModel } from '../scripts/harm-model/fit.ts';
import { type Profanity, readProfanity } from '../scripts/harm-model/profanity.ts';
import { innocentDocuments } from '../scripts/harm-model/texts.ts';
import { createJudgeHarm } from '../src/stages/safety/harm/judge.ts';
import { safetyStage } from '../src/stages/safety/safety.ts';
import { readWordList } from '../src/stages/safety/words/bad-words.ts';
import { benchmarkData, cacheFolder } from './crawl.ts';
import { cases, otherCases } from './judgement-harm-cases.ts';
import { areaUnderCurve, atCut, percent, type Scored } from './judgement-scores.ts';

const FOLD = 0;
const SETS = ['olid', 'cold', 'davidson'] as const;
/** Words of African American English that are no slur; after the markers of Blodgett, Green and O'Connor 2016. */
const DIALECT =
  /\b(finna|tryna|gon|dat|dis|dem|ain'?t|imma|ima|yall|y'all|bruh|ion|wit|dey|ya|tho|aint|gotta|lil|dawg|homie)\b/i;

const data = benchmarkData();
const shipped = new Uint8Array(await readFile(new URL('../models/harm.bin', import.meta.url)));
const parameters = safetyStage.parameters.parse({}).harm;
if (parameters === null) throw new Error('the default recipe has no classifier of harm');
const limits = [parameters.maxPornography, parameters.maxHate, parameters.maxViolence].map((limit) => limit ?? 1);
const [cut = 1] = limits.toSorted((a, b) => a - b);

const judgeShipped = createJudgeHarm(shipped, 'harm.bin', parameters.share);
const harmful = (judge: typeof judgeShipped, text: string): number => Math.max(...Object.values(judge(text)));

function peerPython(): string {
  const folder = join(cacheFolder, 'harm-peer');
  const python = join(folder, 'bin', 'python');
  if (existsSync(python)) return python;
  execFileSync('python3', ['-m', 'venv', folder], { stdio: 'inherit' });
  execFileSync(join(folder, 'bin', 'pip'), ['install', '-q', 'scikit-learn==1.7.2'], { stdio: 'inherit' });
  return python;
}

async function peerScores(examples: readonly HarmExample[]): Promise<Record<string, number[]>> {
  await mkdir(cacheFolder, { recursive: true });
  const file = join(cacheFolder, 'harm-texts.jsonl');
  const rows = examples.map(({ set, fold, text, labels }) => ({ set, test: fold === FOLD, text, label: labels.hate }));
  await writeFile(file, rows.map((row) => JSON.stringify(row)).join('\n'));
  const script = fileURLToPath(new URL('judgement-harm-peer.py', import.meta.url));
  return JSON.parse(execFileSync(peerPython(), [script, file], { maxBuffer: 1 << 28 }).toString());
}

const examples = readExamples();
const labelled = examples.filter(({ set }) => SETS.some((name) => name === set));
const collected = collect(examples.map(({ text }) => text));
const judgeWith = (profanity: Profanity): typeof judgeShipped => {
  const bytes = fitHarmModel(examples, collected, profanity, ({ fold }) => fold !== FOLD);
  return createJudgeHarm(bytes, 'fold', parameters.share);
};
const judge = judgeWith(readProfanity());
// the lexicon was learned from all posts of Davidson et al., so they are judged without it
const judgeDavidson = judgeWith(new Map());
const words = readWordList(
  new Uint8Array(await readFile(new URL('../models/lists/bad-words.txt', import.meta.url))),
  'bad-words.txt',
);
const peer = await peerScores(labelled);

console.log(`held-out fifth of each set: area under the curve; macro-F1 and accuracy at the default cut, ${cut}`);
const row = (name: string, scored: readonly Scored[], limit: number): string => {
  const { accuracy, macroF1 } = atCut(scored, limit);
  return `${name} ${areaUnderCurve(scored).toFixed(3)} F1 ${macroF1.toFixed(3)} accuracy ${accuracy.toFixed(3)}`;
};
for (const set of SETS) {
  const held = labelled.filter((example) => example.set === set && example.fold === FOLD);
  const scored = (score: (text: string, index: number) => number): Scored[] =>
    held.map(({ text, labels }, index) => ({ score: score(text, index), harmful: labels.hate === true }));
  console.log(`  ${set.padEnd(9)} ${held.length} posts`);
  console.log(
    `    ${row(
      'winnow         ',
      scored((text) => harmful(set === 'davidson' ? judgeDavidson : judge, text)),
      cut,
    )}`,
  );
  console.log(
    `    ${row(
      'tf-idf, sklearn',
      scored((_, index) => peer[set]?.[index] ?? 0),
      0.5,
    )}`,
  );
  console.log(
    `    ${row(
      'word list      ',
      scored((text) => words.measure(text, ['en', 'zh']).matchedWords),
      0,
    )}`,
  );
}

const judged = cases.map((item) => ({ ...item, score: harmful(judgeShipped, item.text) }));
const scoredCases = judged.map(({ score, hateful }) => ({ score, harmful: hateful }));
const right = atCut(scoredCases, cut);
console.log(`\n${cases.length} functional cases: area ${areaUnderCurve(scoredCases).toFixed(3)}`);
console.log(`  hateful found ${percent(right.found)}, harmless kept ${percent(right.kept)}`);
for (const group of new Set(cases.map((item) => item.group))) {
  const kept = judged.filter((item) => item.group === group && !item.hateful);
  const share = kept.filter(({ score }) => score <= cut).length / kept.length;
  console.log(`  harmless kept, ${(group === '' ? 'no group named' : group).padEnd(16)} ${percent(share)}`);
}

for (const category of ['pornography', 'violence'] as const) {
  const own = otherCases.filter((item) => item.category === category);
  const scored = own.map((item) => ({ score: judgeShipped(item.text)[category], harmful: item.harmful }));
  const { found, kept } = atCut(scored, cut);
  console.log(`  ${own.length} cases of ${category}: found ${percent(found)}, harmless kept ${percent(kept)}`);
}

const documents = innocentDocuments(1);
const started = process.cpuUsage();
const dropped = documents.map(({ text }) => {
  const scores = Object.values(judgeShipped(text));
  return scores.some((score, category) => score > limits[category]!);
});
const { user, system } = process.cpuUsage(started);
const size = documents.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
console.log('\ngood documents that the default recipe drops; none of them was trained on');
for (const source of new Set(documents.map((document) => document.source))) {
  const own = documents.flatMap((document, index) => (document.source === source ? [dropped[index] === true] : []));
  console.log(`  ${source.padEnd(20)} ${own.filter(Boolean).length} of ${own.length}`);
}
const all = dropped.filter(Boolean).length;
console.log(`  all                  ${all} of ${documents.length}, ${percent(all / documents.length)}`);

console.log('\nharmless posts of the held-out fifth of Davidson et al. that are above the cut');
const harmless = labelled.filter(
  ({ set, fold, labels }) => set === 'davidson' && fold === FOLD && labels.hate === false,
);
for (const [name, own] of [
  ['with words of African American English', harmless.filter(({ text }) => DIALECT.test(text))],
  ['without', harmless.filter(({ text }) => !DIALECT.test(text))],
] as const) {
  const above = own.filter(({ text }) => harmful(judgeDavidson, text) > cut).length;
  console.log(`  ${name.padEnd(40)} ${above} of ${own.length}, ${percent(above / own.length)}`);
}

console.log(
  `\nspeed: ${(size / (user + system)).toFixed(1)} MB/s over ${(size / 1e6).toFixed(1)} MB of good documents`,
);
const pages = documents.filter(({ source }) => source === 'wcxb-dev');
const pageBytes = pages.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
const pagesStarted = process.cpuUsage();
for (const { text } of pages) judgeShipped(text);
const pagesUsed = process.cpuUsage(pagesStarted);
console.log(`  main texts of pages alone: ${(pageBytes / (pagesUsed.user + pagesUsed.system)).toFixed(1)} MB/s`);
console.log(`  data: ${data}`);
