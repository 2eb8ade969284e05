/**
 * Trains the default quality model: `npx tsx scripts/quality-model/train.ts PAGES.jsonl` writes `models/quality.bin`.
 * PAGES.jsonl is the output of `pages.ts`. The score is calibrated on the texts that people judged, each scored by a
 * model that was not trained on it: textbooks against whole pages are told apart so surely that they would make nearly
 * every score 0 or 1.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { calibrate } from '../../src/stages/quality/classifier/calibrate.ts';
import { readModel, writeModel } from '../../src/stages/quality/classifier/model.ts';
import { trainClassifier } from '../../src/stages/quality/classifier/train.ts';
import { readLabelled } from './data.ts';
import { scoreByFolds } from './folds.ts';
import { modelOptions } from './options.ts';

const FOLDS = 4;
const [pages] = process.argv.slice(2);
if (pages === undefined) {
  console.error('usage: npx tsx scripts/quality-model/train.ts PAGES.jsonl');
  process.exit(2);
}
const labelled = readLabelled(pages);
const judged = (await scoreByFolds(labelled, FOLDS)).filter(({ set }) => set === 'judged');
const calibration = calibrate(judged.map(({ sum, label }) => ({ sum, label, weight: 1 })));
const { model } = await trainClassifier(labelled, modelOptions);
const bytes = writeModel({ ...readModel(model), ...calibration });
const target = fileURLToPath(new URL('../../models/quality.bin', import.meta.url));
writeFileSync(target, bytes);
console.log(`${bytes.byteLength} bytes: ${target}`);
console.log(
  `calibrated on ${judged.length} judged texts: slope ${calibration.slope}, intercept ${calibration.intercept}`,
);
