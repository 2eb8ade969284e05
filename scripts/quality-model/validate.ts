/**
 * Four-fold cross-validation of the default quality model, set by set:
 * `npx tsx scripts/quality-model/validate.ts PAGES.jsonl`. No text is scored by a model that was trained on it.
 */
import { createClassifier } from '../../src/stages/quality/classifier/classifier.ts';
import { areaUnderRoc } from '../../src/stages/quality/classifier/report.ts';
import { trainClassifier } from '../../src/stages/quality/classifier/train.ts';
import { type Labelled, readLabelled } from './data.ts';
import { modelOptions } from './options.ts';

const FOLDS = 4;
const [pages] = process.argv.slice(2);
if (pages === undefined) {
  console.error('usage: npx tsx scripts/quality-model/validate.ts PAGES.jsonl');
  process.exit(2);
}
const texts = readLabelled(pages).map((text, index) => ({
  text,
  fold: (Math.imul(index, 2654435761) >>> 8) % FOLDS,
}));
const scored: { set: Labelled['set']; label: boolean; score: number }[] = [];
for (let fold = 0; fold < FOLDS; fold += 1) {
  const training = texts.filter((one) => one.fold !== fold).map((one) => one.text);
  const { model } = await trainClassifier(training, modelOptions);
  const classifier = createClassifier(model);
  for (const one of texts) {
    if (one.fold !== fold) continue;
    const { set, label, text, language } = one.text;
    scored.push({ set, label, score: classifier.score(text, language ?? 'und') });
  }
}

const area = (...sets: Labelled['set'][]): string =>
  areaUnderRoc(scored.filter(({ set }) => sets.includes(set))).toFixed(4);
console.log(`area under the ROC curve, ${FOLDS} folds`);
console.log(`texts judged by people              ${area('judged')}`);
console.log(`good English text, crawled pages    ${area('books-en', 'crawl-en')}`);
console.log(`good Chinese text, crawled pages    ${area('books-zh', 'crawl-zh')}`);
console.log(`ham, spam                           ${area('mail')}`);
