/**
 * `tsx cut-rows.ts FOLDER FOLDS`: features of every cut of every labelled page, and the F1 that each gives, by rows for
 * `train.py`. A page's blocks are scored by the models of its own fold, which never saw the page.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { cutFeatures, cuts, writeCutFeatures } from '../../src/stages/extract/features/cut-features.ts';
import { writeFirstPass } from '../../src/stages/extract/features/first-pass.ts';
import { writeSecondPass } from '../../src/stages/extract/features/second-pass.ts';
import { features } from '../../src/stages/extract/kernel/kernel.ts';
import { cutStride } from '../../src/stages/extract/kernel/layout.ts';
import { createMainText } from '../../src/stages/extract/main-text.ts';
import { dropUnread } from '../../src/stages/extract/model/decide.ts';
import { whatToExpect } from '../../src/stages/extract/model/expectation.ts';
import { parseModel } from '../../src/stages/extract/model/model-file.ts';
import { scoreBlocks, strideFor } from '../../src/stages/extract/model/trees.ts';
import { createPage, scan } from '../../src/stages/extract/scan/page.ts';
import { pageSets, readPages, readTruth, repairedUtf8Of, type Truth } from './pages.ts';
import { scorePage, scoreSegments } from './score.ts';

const [folder, folds] = process.argv.slice(2);
if (folder === undefined || folds === undefined) throw new Error('usage: cut-rows.ts FOLDER FOLDS');

const models = Array.from({ length: Number(folds) }, (_, fold) => {
  const bytes = readFileSync(`${folder}/fold-${fold}.bin`);
  return { model: parseModel(bytes), extractors: cuts.map((threshold) => createMainText(bytes, { threshold })) };
});
const foldOf = readFileSync(`${folder}/fold.bin`);
const truths = new Map(
  pageSets.flatMap((set) => readTruth(set).map((truth): [string, Truth] => [`${set} ${truth.url}`, truth])),
);
const page = createPage();
const pages = readPages();
const rows = new Uint8Array(pages.length * cuts.length * cutFeatures.length);
const f1 = new Float32Array(pages.length * cuts.length);
for (const [index, labelled] of pages.entries()) {
  const utf8 = repairedUtf8Of(labelled);
  const { model, extractors } = models[foldOf[index]!]!;
  scan(page, utf8);
  if (page.blocks === 0) continue;
  const stride = strideFor(page.blocks);
  writeFirstPass(page, model, stride);
  scoreBlocks(model, 0, page.blocks, stride);
  writeSecondPass(stride);
  scoreBlocks(model, 1, page.blocks, stride);
  dropUnread();
  writeCutFeatures(whatToExpect(), stride);
  for (let cut = 0; cut < cuts.length; cut++) {
    const row = index * cuts.length + cut;
    for (let feature = 0; feature < cutFeatures.length; feature++)
      rows[row * cutFeatures.length + feature] = features[feature * cutStride + cut]!;
  }
  const truth = truths.get(`${labelled.set} ${labelled.url}`)!;
  for (const [cut, extractor] of extractors.entries()) {
    const { text } = extractor.extract(utf8);
    const score =
      truth.text === undefined ? scoreSegments([truth], new Map([[truth.url, text]])) : scorePage(truth.text, text);
    f1[index * cuts.length + cut] = score.f1;
  }
}
writeFileSync(`${folder}/cuts.bin`, rows);
writeFileSync(`${folder}/cut-f1.bin`, f1);
writeFileSync(
  `${folder}/cuts.json`,
  JSON.stringify({
    features: cutFeatures,
    cuts: cuts.length,
    sets: pages.map(({ set }) => set),
    empty: pages.map(({ set, url }) => truths.get(`${set} ${url}`)?.text === ''),
  }),
);
