/**
 * `tsx calibrate.ts FOLDER FOLDS`: makes confidence mean what it says. Each page is judged by the model that was trained
 * without its fold; what the scores let expect is set against the F1 that came. Writes the table into all models there.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createMainText } from '../../src/stages/extract/main-text.ts';
import { readRepaired } from '../../src/stages/extract/repaired.ts';
import { pageSets, readPages, readTruth, utf8Of } from './pages.ts';
import { scorePage } from './score.ts';

const [folder, folds] = process.argv.slice(2);
if (folder === undefined || folds === undefined) throw new Error('usage: calibrate.ts FOLDER FOLDS');

const bins = 240;
type Pair = [number, number];

/** Mean expected and measured F1 of equal shares of the pages, made to rise (pool adjacent violators). */
function calibrationTable(pairs: Pair[]): Pair[] {
  const sorted = [...pairs].sort((a, b) => a[0] - b[0]);
  const pools: { expected: number; measured: number; pages: number }[] = [];
  for (let bin = 0; bin < bins; bin++) {
    const part = sorted.slice(Math.floor((bin * sorted.length) / bins), Math.floor(((bin + 1) * sorted.length) / bins));
    let pool = {
      expected: part.reduce((total, pair) => total + pair[0], 0),
      measured: part.reduce((total, pair) => total + pair[1], 0),
      pages: part.length,
    };
    for (let last = pools.at(-1); last !== undefined; last = pools.at(-1)) {
      if (last.measured / last.pages < pool.measured / pool.pages) break;
      pools.pop();
      pool = {
        expected: pool.expected + last.expected,
        measured: pool.measured + last.measured,
        pages: pool.pages + last.pages,
      };
    }
    pools.push(pool);
  }
  const round = (value: number) => Math.round(value * 1e4) / 1e4;
  const points = pools.map(({ expected, measured, pages }): Pair => [round(expected / pages), round(measured / pages)]);
  // below the lowest pool confidence goes on falling: what lets expect nothing gives nothing
  return [[0, 0], ...points];
}

/** The model with another calibration; its sections stay as they are. */
function withCalibration(bytes: Buffer, calibration: Pair[]): Buffer {
  const headerEnd = 8 + bytes.readUInt32LE(4);
  const header = { ...JSON.parse(bytes.toString('utf8', 8, headerEnd)), calibration };
  const text = Buffer.from(JSON.stringify(header));
  const head = Buffer.alloc((8 + text.length + 3) & ~3);
  bytes.copy(head, 0, 0, 4);
  head.writeUInt32LE(text.length, 4);
  text.copy(head, 8);
  return Buffer.concat([head, bytes.subarray((headerEnd + 3) & ~3)]);
}

const paths = Array.from({ length: Number(folds) }, (_, fold) => `${folder}/fold-${fold}.bin`);
const identity: Pair[] = [
  [0, 0],
  [1, 1],
];
const extractors = paths.map((path) => createMainText(withCalibration(readFileSync(path), identity)));
const foldOf = readFileSync(`${folder}/fold.bin`);
const references = new Map(
  pageSets.flatMap((set) =>
    readTruth(set).map((truth): [string, string | undefined] => [`${set} ${truth.url}`, truth.text]),
  ),
);
const pairs: Pair[] = [];
for (const [index, page] of readPages().entries()) {
  const reference = references.get(`${page.set} ${page.url}`);
  if (reference === undefined) continue;
  const extractor = extractors[foldOf[index]!]!;
  const { found } = readRepaired(utf8Of(page), true, (utf8) => extractor.extract(utf8));
  const { text, confidence } = found;
  // no text is a verdict of its own, and what is expected of nothing is 0
  if (text === '') continue;
  pairs.push([confidence, scorePage(reference, text).f1]);
}
const table = calibrationTable(pairs);
console.log(table.map(([expected, measured]) => `${expected.toFixed(2)} → ${measured.toFixed(2)}`).join('  '));
for (const path of [...paths, `${folder}/all.bin`])
  if (existsSync(path)) writeFileSync(path, withCalibration(readFileSync(path), table));
