/**
 * `tsx features.ts FOLDER first|second FOLDS`: features of all blocks for `train.py`, by rows. The features of a page
 * come from the model of its own fold, which never saw the page: token tables, and for `second` the first pass.
 */

import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { firstPassFeatures, writeFirstPass } from '../../src/stages/extract/features/first-pass.ts';
import { secondPassFeatures, writeSecondPass } from '../../src/stages/extract/features/second-pass.ts';
import { features } from '../../src/stages/extract/kernel/kernel.ts';
import { parseModel } from '../../src/stages/extract/model/model-file.ts';
import { scoreBlocks, strideFor } from '../../src/stages/extract/model/trees.ts';
import { createPage, scan } from '../../src/stages/extract/scan/page.ts';
import { readPages, repairedUtf8Of } from './pages.ts';

const [folder, which, folds] = process.argv.slice(2);
if (folder === undefined || folds === undefined || (which !== 'first' && which !== 'second'))
  throw new Error('usage: features.ts FOLDER first|second FOLDS');

const models = Array.from({ length: Number(folds) }, (_, fold) =>
  parseModel(readFileSync(`${folder}/fold-${fold}.bin`)),
);
const foldOf = readFileSync(`${folder}/fold.bin`);
const page = createPage();
const columns = firstPassFeatures.length + (which === 'second' ? secondPassFeatures.length : 0);
const file = openSync(`${folder}/${which}.bin`, 'w');
for (const [index, labelled] of readPages().entries()) {
  const fold = foldOf[index]!;
  const model = models[fold]!;
  scan(page, repairedUtf8Of(labelled));
  const { blocks } = page;
  if (blocks === 0) continue;
  const stride = strideFor(blocks);
  writeFirstPass(page, model, stride);
  if (which === 'second') {
    scoreBlocks(model, 0, blocks, stride);
    writeSecondPass(stride);
  }
  const rows = new Uint8Array(blocks * columns);
  for (let block = 0; block < blocks; block++)
    for (let column = 0; column < columns; column++)
      rows[block * columns + column] = features[column * stride + block]!;
  writeSync(file, rows);
}
closeSync(file);
