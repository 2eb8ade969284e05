/**
 * Trains the default quality model: `npx tsx scripts/quality-model/train.ts PAGES.jsonl` writes `models/quality.bin`
 * and prints the held-out report. PAGES.jsonl is the output of `pages.ts`.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { trainClassifier } from '../../src/stages/quality/classifier/train.ts';
import { readLabelled } from './data.ts';
import { modelOptions } from './options.ts';

const [pages] = process.argv.slice(2);
if (pages === undefined) {
  console.error('usage: npx tsx scripts/quality-model/train.ts PAGES.jsonl');
  process.exit(2);
}
const { model, report } = await trainClassifier(readLabelled(pages), modelOptions);
const target = fileURLToPath(new URL('../../models/quality.bin', import.meta.url));
writeFileSync(target, model);
const { auc, ...rest } = report;
console.log(`${model.byteLength} bytes: ${target}`);
console.log(JSON.stringify({ auc, ...rest }).slice(0, 2000));
