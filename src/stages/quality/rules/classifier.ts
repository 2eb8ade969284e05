import { uniformOf } from '../../../text/uniform.ts';
import { check, type Findings } from '../findings.ts';
import { isAmong } from '../language/languages.ts';
import type { ClassifierLimits } from '../parameters.ts';

/**
 * Records the quality score; drops by threshold, or as GPT-3 did: a document stays iff a draw from the Lomax distribution is
 * above 1 - score, so that some of what scores low is kept (Brown et al. 2020, appendix A; P = (2 - score)^-alpha).
 * The draw depends on the seed and the document's id alone.
 */
export function checkClassifier(
  score: number,
  { id, language }: { id: string; language: string },
  limits: ClassifierLimits,
  findings: Findings,
): void {
  const { measures, failures } = findings;
  measures['quality'] = score;
  if (limits.languages !== null && !isAmong(limits.languages, language)) return;
  if (limits.minScore !== null) check(findings, 'quality-score', score, limits.minScore, null);
  if (limits.pareto === null) return;
  const { alpha, seed } = limits.pareto;
  const draw = (1 - uniformOf(seed, id)) ** (-1 / alpha) - 1;
  measures['gpt3-pareto'] = draw;
  if (!(draw > 1 - score)) failures.push({ rule: 'gpt3-pareto', value: draw, limit: 1 - score });
}
