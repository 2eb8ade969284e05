import { createLinearClassifier } from '../../src/stages/quality/classifier/classifier.ts';
import { trainClassifier } from '../../src/stages/quality/classifier/train.ts';
import type { Labelled } from './data.ts';
import { modelOptions } from './options.ts';

/** A text with what a model that was not trained on it makes of it. */
export interface Scored {
  set: Labelled['set'];
  label: boolean;
  fold: number;
  score: number;
  /** Log-odds before calibration. */
  sum: number;
}

/** The fold that the text with this number belongs to. */
export const foldOf = (index: number, folds: number): number => (Math.imul(index, 2654435761) >>> 8) % folds;

/** Scores every text by a model trained on the other folds. */
export async function scoreByFolds(labelled: readonly Labelled[], folds: number): Promise<Scored[]> {
  const scored: Scored[] = [];
  for (let fold = 0; fold < folds; fold += 1) {
    const { model } = await trainClassifier(
      labelled.filter((_, index) => foldOf(index, folds) !== fold),
      modelOptions,
    );
    const classifier = createLinearClassifier(model);
    for (const [index, { set, label, text, language }] of labelled.entries())
      if (foldOf(index, folds) === fold)
        scored.push({
          set,
          label,
          fold,
          score: classifier.score(text, language),
          sum: classifier.sum(text, language),
        });
  }
  return scored;
}
