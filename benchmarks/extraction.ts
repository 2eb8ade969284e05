/**
 * `tsx benchmarks/extraction.ts [--speed | --accuracy] [--peers resiliparse,trafilatura,rs-trafilatura] [--times N]`
 *
 * Accuracy of main text, each page by a model that saw no page of its site; speed of the function (bytes in, text out,
 * charset included, CPU time, warm) and of the whole command `winnow extract` (start, gunzip and JSON included, `dist`
 * as it is built; over all pages `N` times, 1 when not given): all beside peers in the same run. Models of the folds are
 * trained first when they are not there (`scripts/extract-model/train.ts`, about 15 minutes). The worst pages go to
 * `.cache/extraction/worst.html`. Peers run in a virtual environment that this makes, with `python3.12` where there is
 * one: rs-trafilatura has its wheel for that alone, and is left out where it cannot be installed. Pages:
 * `WINNOW_BENCH_DATA`.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  type LabelledPage,
  pageSets,
  readPages,
  readTruth,
  setsFolder,
  utf8Of,
} from '../scripts/extract-model/pages.ts';
import { scorePage, scoreSegments, scoreSet } from '../scripts/extract-model/score.ts';
import { toUtf8 } from '../src/formats/charset/to-utf8.ts';
import { createMainText } from '../src/stages/extract/main-text.ts';
import { readRepaired } from '../src/stages/extract/repaired.ts';
import { pagesWarc } from './crawl.ts';
import { worstPages } from './extraction/worst.ts';
import { measure } from './measure.ts';

const folder = '.cache/extraction';
const modelFolder = '.cache/extract-model';
const rounds = 6;
const commandRounds = 3;
/** Sets whose truth is snippets rather than texts. */
const bySegments = new Set<string>(['trafilatura-dev']);

type Texts = Map<string, Map<string, string>>;

const { values: options } = parseArgs({
  options: {
    speed: { type: 'boolean', default: false },
    accuracy: { type: 'boolean', default: false },
    times: { type: 'string', default: '1' },
    peers: { type: 'string', default: 'resiliparse,trafilatura,rs-trafilatura' },
  },
});

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function works(command: string, ...values: string[]): boolean {
  return spawnSync(command, values, { stdio: 'ignore' }).status === 0;
}

/** The peers' Python, with those of `peers` that can be installed. */
function peerPython(peers: readonly string[]): string {
  const python = `${folder}/venv/bin/python`;
  if (!existsSync(python)) {
    const interpreter = works('python3.12', '--version') ? 'python3.12' : 'python3';
    execFileSync(interpreter, ['-m', 'venv', `${folder}/venv`], { stdio: 'inherit' });
  }
  const install = (...names: string[]) => works(python, '-m', 'pip', 'install', '--quiet', ...names);
  if (!works(python, '-c', 'import fastwarc, lxml_html_clean') && !install('fastwarc', 'lxml_html_clean'))
    throw new Error(`pip cannot install fastwarc into ${folder}/venv`);
  for (const name of peers)
    if (!works(python, '-c', `import ${name.replace('-', '_')}`) && !install(name))
      console.error(`${name} is left out: pip cannot install it here`);
  return python;
}

interface Peer {
  name: string;
  version: string;
  seconds: number;
}

function runPeer(python: string, name: string): Peer {
  const output = execFileSync(python, ['benchmarks/extraction/peers.py', setsFolder(), folder, name]);
  return JSON.parse(output.toString());
}

function textsOf(name: string): Texts {
  const texts: Texts = new Map(pageSets.map((set) => [set, new Map<string, string>()]));
  for (const line of readFileSync(`${folder}/${name}.jsonl`, 'utf8').split('\n')) {
    if (line === '') continue;
    const row: { set: string; url: string; text: string } = JSON.parse(line);
    texts.get(row.set)?.set(row.url, row.text);
  }
  return texts;
}

/** Every page by the model of its own fold; confidence too. */
function outOfFold(pages: readonly LabelledPage[]): { texts: Texts; confidence: Map<string, number> } {
  if (!existsSync(`${modelFolder}/fold-0.bin`))
    execFileSync('npx', ['tsx', 'scripts/extract-model/train.ts', '--folds-only'], { stdio: 'inherit' });
  const foldOf = readFileSync(`${modelFolder}/fold.bin`);
  const extractors = Array.from({ length: Math.max(...foldOf) + 1 }, (_, fold) =>
    createMainText(readFileSync(`${modelFolder}/fold-${fold}.bin`)),
  );
  const texts: Texts = new Map(pageSets.map((set) => [set, new Map<string, string>()]));
  const confidence = new Map<string, number>();
  for (const [index, page] of pages.entries()) {
    const extractor = extractors[foldOf[index]!]!;
    const { found } = readRepaired(utf8Of(page), true, (utf8) => extractor.extract(utf8));
    texts.get(page.set)!.set(page.url, found.text);
    confidence.set(`${page.set} ${page.url}`, found.confidence);
  }
  return { texts, confidence };
}

const cell = (text: string, width = 9) => text.padStart(width);
const figure = (value: number) => cell(value.toFixed(3));

function printAccuracy(pages: readonly LabelledPage[], peers: readonly string[]): void {
  const { texts: own, confidence } = outOfFold(pages);
  const columns: [string, Texts][] = [['winnow', own], ...peers.map((name): [string, Texts] => [name, textsOf(name)])];
  console.log('\nF1, winnow out of fold: shingles of four tokens; trafilatura’s set by its segments');
  console.log(cell('set', 28) + columns.map(([name]) => cell(name, 13)).join(''));
  for (const set of pageSets) {
    const truths = readTruth(set);
    const score = bySegments.has(set) ? scoreSegments : scoreSet;
    console.log(
      cell(set, 28) + columns.map(([, texts]) => cell(score(truths, texts.get(set)!).f1.toFixed(3), 13)).join(''),
    );
  }
  const kindOf = (kind: string | { primary: string } | undefined) => (typeof kind === 'object' ? kind.primary : kind);
  const truths = readTruth('wcxb-dev');
  for (const kind of new Set(truths.map((truth) => kindOf(truth.page_type)))) {
    const part = truths.filter((truth) => kindOf(truth.page_type) === kind);
    const figures = columns.map(([, texts]) => cell(scoreSet(part, texts.get('wcxb-dev')!).f1.toFixed(3), 13));
    console.log(cell(`wcxb ${kind} (${part.length})`, 28) + figures.join(''));
  }
  const empty = truths.filter((truth) => truth.text === '');
  const silent = columns.map(([, texts]) =>
    cell(String(empty.filter((truth) => (texts.get('wcxb-dev')!.get(truth.url) ?? '') === '').length), 13),
  );
  console.log(cell(`of ${empty.length} without content, empty`, 28) + silent.join(''));
  printConfidence(own, confidence);
  writeFileSync(`${folder}/worst.html`, worstPages(own, Object.fromEntries(columns.slice(1))));
  console.log(`worst pages: ${folder}/worst.html`);
}

function printConfidence(texts: Texts, confidence: ReadonlyMap<string, number>): void {
  const buckets = Array.from({ length: 5 }, () => ({ pages: 0, confidence: 0, f1: 0 }));
  for (const set of pageSets)
    for (const truth of readTruth(set)) {
      if (truth.text === undefined) continue;
      const sure = confidence.get(`${set} ${truth.url}`) ?? 0;
      const bucket = buckets[Math.min(4, Math.floor(sure * 5))]!;
      bucket.pages++;
      bucket.confidence += sure;
      bucket.f1 += scorePage(truth.text, texts.get(set)!.get(truth.url) ?? '').f1;
    }
  console.log(`\n${cell('confidence', 12)}${cell('pages')}${cell('mean')}${cell('F1')}`);
  for (const [k, { pages, confidence: sure, f1 }] of buckets.entries())
    if (pages > 0)
      console.log(
        cell(`${(k / 5).toFixed(1)} to ${((k + 1) / 5).toFixed(1)}`, 12) +
          cell(String(pages)) +
          figure(sure / pages) +
          figure(f1 / pages),
      );
}

function printSpeed(pages: readonly LabelledPage[], peers: readonly Peer[]): void {
  const megabytes = pages.reduce((total, page) => total + page.body.length, 0) / 1e6;
  const extractor = createMainText(readFileSync('models/extract.bin'));
  const seconds: number[] = [];
  let slowest = { perMegabyte: 0, url: '' };
  for (let round = 0; round < rounds; round++) {
    const start = cpuSeconds();
    for (const page of pages) extractor.extract(toUtf8(page.body, page.contentType).bytes);
    seconds.push(cpuSeconds() - start);
  }
  for (const page of pages) {
    if (page.body.length <= 20_000) continue;
    // what other work on the machine takes away falls on one time in many
    let best = Number.POSITIVE_INFINITY;
    for (let time = 0; time < 5; time++) {
      const start = performance.now();
      extractor.extract(toUtf8(page.body, page.contentType).bytes);
      best = Math.min(best, performance.now() - start);
    }
    const perMegabyte = best / (page.body.length / 1e6);
    if (perMegabyte > slowest.perMegabyte) slowest = { perMegabyte, url: page.url };
  }
  const warm = seconds.slice(-3).sort((a, b) => a - b)[1]!;
  console.log(`\nspeed, CPU time of one core, ${pages.length} pages, ${megabytes.toFixed(0)} MB`);
  const line = (name: string, time: number, ratio: string) =>
    console.log(
      cell(name, 28) +
        cell(`${(megabytes / time).toFixed(0)} MB/s`, 12) +
        cell(`${((time / pages.length) * 1e6).toFixed(0)} µs a page`, 16) +
        ratio,
    );
  line('winnow, first round', seconds[0]!, '');
  line('winnow, warm', warm, '');
  for (const peer of peers)
    line(
      `${peer.name} ${peer.version}`,
      peer.seconds,
      `   winnow is ${(peer.seconds / warm).toFixed(1)} times as fast`,
    );
  console.log(`slowest page over 20 kB: ${slowest.perMegabyte.toFixed(1)} ms per MB, ${slowest.url}`);
}

/** CPU time of the whole command beside a script that does the same with FastWARC and resiliparse, by turns. */
async function printCommandSpeed(python: string, times: number): Promise<void> {
  const warc = await pagesWarc(times);
  const commands = {
    'winnow extract': ['node', 'bin/winnow.js', 'extract', warc],
    'FastWARC and resiliparse': [python, 'benchmarks/extraction/resiliparse-command.py', warc],
  };
  const seconds = Object.fromEntries(Object.keys(commands).map((name): [string, number[]] => [name, []]));
  for (let round = 0; round < commandRounds; round++)
    for (const [name, command] of Object.entries(commands)) seconds[name]!.push((await measure(command)).cpuSeconds);
  console.log('\nwhole command, CPU time (user and system, all threads), a JSON line a page');
  const [own, peer] = Object.entries(seconds).map(([name, times]) => {
    const middle = times.sort((a, b) => a - b)[commandRounds >> 1]!;
    console.log(`${cell(name, 28)}${cell(`${middle.toFixed(2)} s`, 12)}`);
    return middle;
  });
  console.log(
    `winnow takes ${(own! / peer!).toFixed(2)} of the other’s time: ${(peer! / own!).toFixed(1)} times as fast`,
  );
}

if (!existsSync(setsFolder())) {
  console.error(`no labelled pages in ${setsFolder()}: set WINNOW_BENCH_DATA to the folder that holds extraction/`);
  process.exit(1);
}
mkdirSync(folder, { recursive: true });
const wanted = options.peers.split(',').filter((name) => name !== '');
const python = peerPython(wanted);
const names = wanted.filter((name) => works(python, '-c', `import ${name.replace('-', '_')}`));
const pages = readPages();
const peers = names.map((name) => runPeer(python, name));
if (!options.speed) printAccuracy(pages, names);
if (!options.accuracy) {
  printSpeed(pages, peers);
  await printCommandSpeed(python, Number(options.times));
}
