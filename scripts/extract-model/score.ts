/** `tsx score.ts FOLDER FOLDS`: texts of all labelled pages, each by the model that was trained without its fold. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createMainText } from '../../src/stages/extract/main-text.ts';
import { pageSets, readPages, utf8Of } from './pages.ts';

const [folder, folds, threshold] = process.argv.slice(2);
if (folder === undefined || folds === undefined) throw new Error('usage: score.ts FOLDER FOLDS [THRESHOLD]');
const options = {
  threshold: threshold === undefined ? undefined : Number(threshold),
  keepHidden: process.env['KEEP_HIDDEN'] === '1',
};
const extractors = Array.from({ length: Number(folds) }, (_, fold) =>
  createMainText(readFileSync(`${folder}/fold-${fold}.bin`), options),
);
const foldOf = readFileSync(`${folder}/fold.bin`);
const lines: Record<string, string[]> = Object.fromEntries(pageSets.map((set) => [set, []]));
for (const [index, labelled] of readPages().entries()) {
  const { text, confidence } = extractors[foldOf[index]!]!.extract(utf8Of(labelled));
  lines[labelled.set]!.push(JSON.stringify({ url: labelled.url, text, confidence }));
}
for (const [set, rows] of Object.entries(lines)) writeFileSync(`${folder}/pred-${set}.jsonl`, `${rows.join('\n')}\n`);
