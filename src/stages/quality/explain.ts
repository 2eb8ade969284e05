import { AssetError } from '../../errors.ts';
import type { Assets } from '../stage.ts';
import { type Contribution, createClassifier } from './classifier/classifier.ts';
import type { QualityParameters } from './parameters.ts';

/** Says which features of a text raised and lowered its quality score most, in log-odds; strongest first. */
export type ExplainScore = (text: string, language: string | undefined) => Contribution[];

/** Null for parameters without a classifier. Errors: `AssetError`, `FormatError`. */
export function createExplainScore({ classifier }: QualityParameters, assets: Assets): ExplainScore | null {
  if (classifier === null) return null;
  const bytes = assets.get(classifier.model);
  if (bytes === undefined) throw new AssetError(`quality: ${classifier.model} was not given`);
  return createClassifier(bytes, classifier.labels).explain;
}
