import { codeUnits } from '../../../text/code-units.ts';
import { logistic, roundScore } from '../../quality/classifier/logistic.ts';
import { type HarmCategory, harmCategories, readHarmModel, type ScriptKind } from './model.ts';
import { scriptKind } from './script-kind.ts';
import { cut, emptySegments } from './segments.ts';
import { createSum } from './sum.ts';

/** The first look at a text judges every so-manieth segment. */
const STRIDE = 3;
/** Texts with fewer segments are judged whole. */
const FEW = 6;
/** Probability that makes the first look go on to the rest. */
const SUSPICIOUS = 0.3;

/** Probability of each category, in [0, 1]. */
export type HarmScores = Record<HarmCategory, number>;

/**
 * Makes a judge of texts from a model's bytes. Each segment is judged alone; the mean over the worst `share` of the text is its score,
 * so that one bad word, quotation or comment does not condemn a page. Errors: `FormatError`.
 */
export function createJudgeHarm(bytes: Uint8Array, name: string, share: number): (text: string) => HarmScores {
  const model = readHarmModel(bytes, name);
  const sumOf = (kind: ScriptKind) => ({
    ...createSum(model, model[kind]),
    units: model[kind].units,
    biases: model[kind].biases,
  });
  const sumsOf = { spaced: sumOf('spaced'), unspaced: sumOf('unspaced') };
  const segments = emptySegments();
  const sizes = new Float64Array(segments.starts.length);
  const scores = harmCategories.map(() => new Float64Array(segments.starts.length));
  const order = new Uint16Array(segments.starts.length);

  return (text) => {
    const codes = codeUnits(text);
    cut(text, segments);
    const { count, starts, ends } = segments;
    let judged = 0;
    let highest = 0;
    for (let first = 0; first < STRIDE; first++) {
      // where the first look finds nothing, what lies between is not looked at
      if (first > 0 && count >= FEW && highest <= SUSPICIOUS) break;
      for (let segment = first; segment < count; segment += STRIDE) {
        const start = starts[segment]!;
        const end = ends[segment]!;
        const kind = scriptKind(codes, start, end);
        sizes[judged] = end - start;
        for (const own of scores) own[judged] = 0;
        if (kind !== null) {
          const { sum, sums, units, biases } = sumsOf[kind];
          const features = sum(codes, start, end);
          const scale = features === 0 ? 0 : 1 / Math.sqrt(features);
          for (let category = 0; category < 3; category++) {
            const score = logistic(biases[category]! + sums[category]! * units[category]! * scale);
            scores[category]![judged] = score;
            if (score > highest) highest = score;
          }
        }
        judged += 1;
      }
    }
    const overall = (category: number): number => worstMean(scores[category]!, sizes, judged, share, order);
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
