import { logistic, roundScore } from '../../quality/classifier/logistic.ts';
import { type HarmCategory, readHarmModel } from './model.ts';
import { cut, emptySegments } from './segments.ts';
import { createSum } from './sum.ts';

/** Probability of each category, in [0, 1]. */
export type HarmScores = Record<HarmCategory, number>;

/**
 * Makes a judge of texts from a model's bytes. Each segment is judged alone; the mean over the worst `share` of the text is its score,
 * so that one bad word, quotation or comment does not condemn a page. Errors: `FormatError`.
 */
export function createJudgeHarm(bytes: Uint8Array, name: string, share: number): (text: string) => HarmScores {
  const model = readHarmModel(bytes, name);
  const { sum, sums } = createSum(model);
  const { units, biases } = model;
  const segments = emptySegments();
  const sizes = new Float64Array(segments.starts.length);
  const scores = units.map(() => new Float64Array(segments.starts.length));
  const order = new Uint16Array(segments.starts.length);

  return (text) => {
    cut(text, segments);
    const { count, starts, ends } = segments;
    for (let index = 0; index < count; index++) {
      const features = sum(text, starts[index]!, ends[index]!);
      const scale = features === 0 ? 0 : 1 / Math.sqrt(features);
      sizes[index] = ends[index]! - starts[index]!;
      for (let category = 0; category < 3; category++)
        scores[category]![index] = logistic(biases[category]! + sums[category]! * units[category]! * scale);
    }
    const overall = (category: number): number => worstMean(scores[category]!, sizes, count, share, order);
    return { pornography: overall(0), hate: overall(1), violence: overall(2) };
  };
}

/** Mean of the highest scores, weighted by size, over `share` of the whole size; 0 for an empty text. */
function worstMean(
  scores: Float64Array,
  sizes: Float64Array,
  count: number,
  share: number,
  order: Uint16Array,
): number {
  if (count === 0) return 0;
  let total = 0;
  for (let index = 0; index < count; index++) {
    total += sizes[index]!;
    let at = index;
    for (; at > 0 && scores[order[at - 1]!]! < scores[index]!; at--) order[at] = order[at - 1]!;
    order[at] = index;
  }
  const wanted = total * share;
  let left = wanted;
  let sum = 0;
  for (let at = 0; at < count && left > 0; at++) {
    const index = order[at]!;
    const size = Math.min(left, sizes[index]!);
    sum += scores[index]! * size;
    left -= size;
  }
  return roundScore(sum / wanted);
}
