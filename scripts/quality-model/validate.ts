/**
 * Cross-validation of the default quality model, set by set, in four folds unless told otherwise:
 * `npx tsx scripts/quality-model/validate.ts PAGES.jsonl [FOLDS]`. No text is scored by a model that was trained on it.
 */
import { areaUnderRoc } from '../../src/stages/quality/classifier/report.ts';
import { type Labelled, readLabelled } from './data.ts';
import { scoreByFolds } from './folds.ts';

const [pages, folds = '4'] = process.argv.slice(2);
const FOLDS = Number(folds);
if (pages === undefined) {
  console.error('usage: npx tsx scripts/quality-model/validate.ts PAGES.jsonl [FOLDS]');
  process.exit(2);
}
const scored = await scoreByFolds(readLabelled(pages), FOLDS);

/** Mean over the folds: scores of different models are not on one scale. */
function area(...sets: Labelled['set'][]): string {
  let sum = 0;
  for (let fold = 0; fold < FOLDS; fold += 1)
    sum += areaUnderRoc(scored.filter((one) => one.fold === fold && sets.includes(one.set)));
  return (sum / FOLDS).toFixed(4);
}

console.log(`area under the ROC curve, mean of ${FOLDS} folds`);
console.log(`texts judged by people              ${area('judged')}`);
console.log(`good English text, crawled pages    ${area('books-en', 'crawl-en')}`);
console.log(`good Chinese text, crawled pages    ${area('books-zh', 'crawl-zh')}`);
console.log(`ham, spam                           ${area('mail')}`);
