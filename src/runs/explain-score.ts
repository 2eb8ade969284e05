import { z } from 'zod';
import { createExplainScore, type ExplainScore } from '../stages/quality/explain.ts';
import { qualityParameters } from '../stages/quality/parameters.ts';
import type { Storage } from '../storage/storage.ts';
import { loadAssets } from './assets.ts';
import type { Explained } from './explain.ts';
import type { Plan } from './plan.ts';

export const contributionSchema = z.object({
  feature: z.string().describe('Words, characters or a statistic with its value'),
  weight: z.number().describe('What it added to the log-odds of the score'),
});

/** The classifier asked for last: reading one costs more than many explanations. */
let last: { model: string; explain: ExplainScore | null } | undefined;

/**
 * The features that raised and lowered a document's quality score most, strongest first; none where it was not scored.
 * Errors: `AssetError` where the run's model is not there any more.
 */
export async function explainScore(
  storage: Storage,
  plan: Plan,
  { document, stages }: Explained,
): Promise<z.infer<typeof contributionSchema>[]> {
  const judged = stages.find(({ stage }) => stage === 'quality')?.attributes.measures;
  const job = plan.parts[0]?.jobs.find(({ kind }) => kind === 'quality');
  if (job?.kind !== 'quality' || typeof judged?.['quality'] !== 'number') return [];
  const parameters = qualityParameters.parse(job.parameters);
  const { classifier } = parameters;
  if (classifier === null) return [];
  const model = JSON.stringify([classifier.labels, job.assets[classifier.model]]);
  if (last?.model !== model) {
    const pinned = { [classifier.model]: job.assets[classifier.model] ?? '' };
    last = { model, explain: createExplainScore(parameters, await loadAssets(storage, pinned)) };
  }
  const { language } = judged;
  return last.explain?.(document.text, typeof language === 'string' ? language : undefined) ?? [];
}
