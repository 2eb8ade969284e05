/**
 * Language identification beside eld 2.1.0, fastText's lid.176.ftz (fasttext.wasm.js 1.0.0) and cld3 (cld3-asm 4.0.0) on the same
 * texts in one run: accuracy over the languages that all three know, Simplified against Traditional Chinese, and speed.
 * The sentences are the fifth that models/language.bin was not trained on; TREEBANKS, a folder with test parts of Universal
 * Dependencies (`<language>_<name>-ud-test.conllu`), has edited ones that are surely in their language.
 *
 * usage: npx tsx benchmarks/judgement-language.ts [TREEBANKS]
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { isTraining } from '../scripts/language-model/split.ts';
import { createIdentifyLanguage } from '../src/stages/quality/language/identify.ts';
import { readLanguageModel } from '../src/stages/quality/language/model.ts';
import { benchmarkData, cacheFolder } from './crawl.ts';

type Identify = (text: string) => string | Promise<string>;
interface Row {
  language: string;
  text: string;
}

const data = benchmarkData();
/** Least characters of a treebank's sentence: shorter ones are headings, names and numbers. */
const SENTENCE = 40;
/** Rounds that are timed. */
const ROUNDS = 3;

async function rowsOf(file: string): Promise<Row[]> {
  const lines = gunzipSync(await readFile(join(data, file)))
    .toString()
    .trim()
    .split('\n');
  return lines.map((line): Row => JSON.parse(line));
}

/** The primary subtag, with the names that peers have for the same language made one. */
function primary(tag: string): string {
  const [code = ''] = tag.toLowerCase().split(/[-_]/);
  const same: Record<string, string> = { nb: 'no', nn: 'no', iw: 'he', jw: 'jv', fil: 'tl', arb: 'ar', cmn: 'zh' };
  return same[code] ?? code;
}

async function peers(): Promise<Record<string, Identify>> {
  const folder = join(cacheFolder, 'language-peers');
  if (!existsSync(join(folder, 'node_modules', 'cld3-asm'))) {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'package.json'), '{"private": true}');
    const packages = ['eld@2.1.0', 'fasttext.wasm.js@1.0.0', 'cld3-asm@4.0.0'];
    execFileSync('npm', ['install', '--no-audit', '--no-fund', ...packages], { cwd: folder, stdio: 'inherit' });
  }
  // Only a module of that folder finds its packages as they want to be imported.
  const entry = join(folder, 'peers.mjs');
  await writeFile(
    entry,
    `export { eld } from 'eld/small'; export { getLIDModel } from 'fasttext.wasm.js'; export { loadModule } from 'cld3-asm';`,
  );
  const { eld, getLIDModel, loadModule } = await import(pathToFileURL(entry).href);
  const lid = await getLIDModel();
  await lid.load();
  const cld3 = (await loadModule()).create(0, 1000);
  return {
    eld: (text) => String(eld.detect(text).language),
    'fastText lid.176': async (text) => {
      const { alpha2, alpha3 } = await lid.identify(text.replaceAll('\n', ' '));
      return String(alpha2 ?? alpha3 ?? '');
    },
    cld3: (text) => String(cld3.findLanguage(text).language),
  };
}

interface Measured {
  found: string[];
  /** Processor seconds: the median of the rounds. */
  seconds: number;
}

/** The first round, in which code is compiled and memory is met, counts for accuracy alone. */
async function measure(identify: Identify, rows: readonly Row[]): Promise<Measured> {
  const found: string[] = [];
  for (const { text } of rows) found.push(primary(await identify(text)));
  const seconds: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const started = process.cpuUsage();
    for (const { text } of rows) await identify(text);
    const { user, system } = process.cpuUsage(started);
    seconds.push((user + system) / 1e6);
  }
  seconds.sort((a, b) => a - b);
  return { found, seconds: seconds[ROUNDS >> 1]! };
}

/** Sentences of a language joined to texts of about 500 characters. */
function documentsOf(rows: readonly Row[]): Row[] {
  const documents: Row[] = [];
  let text = '';
  for (const [index, row] of rows.entries()) {
    text += `${row.text} `;
    const last = rows[index + 1]?.language !== row.language;
    if (text.length >= 500) documents.push({ language: row.language, text: text.slice(0, 500) });
    if (last || text.length >= 500) text = '';
  }
  return documents;
}

const bytes = new Uint8Array(await readFile(new URL('../models/language.bin', import.meta.url)));
const model = readLanguageModel(bytes, 'language.bin');
const own = createIdentifyLanguage(model);
const identifiers: Record<string, Identify> = { winnow: (text) => own(text).language, ...(await peers()) };
const others = Object.keys(identifiers).filter((name) => name !== 'winnow');

const sentences = (await rowsOf('langid/lingua-sentences.jsonl.gz')).filter(({ text }) => !isTraining(text));
for (const [title, rows] of [
  ['sentences', sentences],
  ['texts of 500 characters', documentsOf(sentences)],
] as const) {
  const measured = new Map<string, Measured>();
  for (const [name, identify] of Object.entries(identifiers)) measured.set(name, await measure(identify, rows));
  const truth = rows.map(({ language }) => primary(language));
  const known = (name: string, language: string): boolean =>
    measured.get(name)!.found.some((found, index) => found === language && truth[index] === language);
  const languages = [...new Set(truth)];
  const shared = new Set(languages.filter((language) => others.every((name) => known(name, language))));
  const accuracy = (name: string, among: ReadonlySet<string>): string => {
    const { found } = measured.get(name)!;
    const within = [...truth.keys()].filter((index) => among.has(truth[index]!));
    const right = within.filter((index) => found[index] === truth[index]).length;
    return ((100 * right) / within.length).toFixed(2);
  };
  const size = rows.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / 1e6;
  console.log(
    `language: ${rows.length} held-out ${title}, ${languages.length} languages, ${shared.size} known to all peers`,
  );
  console.log(`  ${''.padEnd(18)}shared %   all %   texts/s   MB/s   (processor time)`);
  for (const [name, { seconds }] of measured) {
    const speed = `${(rows.length / seconds).toFixed(0).padStart(9)}${(size / seconds).toFixed(1).padStart(7)}`;
    const all = accuracy(name, new Set(languages)).padStart(8);
    console.log(`  ${name.padEnd(18)}${accuracy(name, shared).padStart(8)}${all}${speed}`);
  }
}

const [treebanks] = process.argv.slice(2);
if (treebanks !== undefined) {
  const names = (await readdir(treebanks)).filter((name) => name.endsWith('-ud-test.conllu')).sort();
  console.log(`treebanks, sentences of ${SENTENCE} characters or more: % right`);
  console.log(
    `  ${''.padEnd(24)}sentences ${Object.keys(identifiers)
      .map((name) => name.padStart(17))
      .join('')}`,
  );
  const sums = new Map<string, number>();
  for (const name of names) {
    const text = await readFile(join(treebanks, name), 'utf8');
    const rows = [...text.matchAll(/^# text = (.+)$/gm)].flatMap(([, row = '']) =>
      row.length >= SENTENCE ? [row] : [],
    );
    const language = primary(name.slice(0, name.indexOf('_')));
    const cells: string[] = [];
    for (const [identifier, identify] of Object.entries(identifiers)) {
      let right = 0;
      for (const row of rows) if (primary(await identify(row)) === language) right += 1;
      sums.set(identifier, (sums.get(identifier) ?? 0) + right / rows.length);
      cells.push(((100 * right) / rows.length).toFixed(2).padStart(17));
    }
    console.log(
      `  ${name.slice(0, -'-ud-test.conllu'.length).padEnd(24)}${String(rows.length).padStart(9)} ${cells.join('')}`,
    );
  }
  const means = Object.keys(identifiers).map((name) =>
    ((100 * sums.get(name)!) / names.length).toFixed(2).padStart(17),
  );
  console.log(`  ${'mean'.padEnd(33)} ${means.join('')}`);
}

const CHINESE = [
  ['zh-Hant', ['wiki-zh-TW', 'tw-law-zh-TW', 'rust-book-zh-TW']],
  ['zh-Hans', ['wiki-zh-CN', 'modern-prose-zh-CN', 'rust-book-zh-CN']],
] as const;
let right = 0;
let total = 0;
for (const [script, files] of CHINESE) {
  for (const file of files) {
    const texts = (await rowsOf(`text/${file}.jsonl.gz`)).flatMap(
      ({ text }) => text.match(/[^。！？\n]{15,}[。！？]/g) ?? [],
    );
    const step = Math.max(1, Math.floor(texts.length / 2000));
    for (let index = 0; index < texts.length; index += step) {
      const { language } = own(texts[index]!);
      if (!language.startsWith('zh')) continue;
      total += 1;
      if (language === script) right += 1;
    }
  }
}
console.log(
  `Hans or Hant: ${((100 * right) / total).toFixed(2)} % of ${total} Chinese sentences (the peers say zh for both)`,
);
