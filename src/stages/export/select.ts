import type { Annotation, Failure, Measures } from '../../document.ts';
import { uniformOf } from '../../text/uniform.ts';
import type { ExportParameters } from './parameters.ts';

/** How often a document that every stage kept is in the dataset. */
export interface Selected {
  copies: number;
  /** What `export` says of it, as a stage does. */
  annotation: Annotation;
  /** Lower end of its quality band, where the recipe has bands. */
  band: number | undefined;
}

/** What a document is selected by. `score`: its quality, undefined where it was not measured, which counts as 0. */
interface Candidate {
  id: string;
  source: string;
  score: number | undefined;
}

/** Whether the recipe chooses among kept documents or repeats them; if not, each is in the dataset once. */
export const selects = ({ topShare, epochs }: ExportParameters): boolean => topShare !== null || epochs !== null;

/** Shares of all kept documents, ascending, whose quality scores the recipe asks for: see `scoresAt`. */
export function wantedShares({ topShare, epochs }: ExportParameters): number[] {
  const shares = [...(topShare === null ? [] : [1 - topShare]), ...(epochs?.quality ?? []).map(([from]) => from)];
  return [...new Set(shares)].sort((a, b) => a - b);
}

/**
 * Chooses and repeats documents. Epochs are those of the source times the factor of the quality band; of `e` epochs a
 * document gets ⌊e⌋ copies and one more if its draw, from seed and id alone, is below the rest. `scores` has the
 * quality score at each of `wantedShares`.
 */
export function createSelect(
  parameters: ExportParameters,
  scores: ReadonlyMap<number, number>,
): (candidate: Candidate) => Selected {
  const { topShare, epochs } = parameters;
  const scoreAt = (share: number): number => scores.get(share) ?? 0;
  const least = topShare === null ? null : scoreAt(1 - topShare);
  const sources = new Map(Object.entries(epochs?.sources ?? {}));
  const bands = [...(epochs?.quality ?? [])].sort(([a], [b]) => b - a);

  return ({ id, source, score = 0 }) => {
    const failures: Failure[] = [];
    const measures: Measures = {};
    const band = bands.find(([from]) => score >= scoreAt(from));
    let copies = 1;
    if (least !== null && score < least) failures.push({ rule: 'quality-top-share', value: score, limit: least });
    if (epochs !== null) {
      const wanted = (sources.get(source) ?? epochs.default) * (band?.[1] ?? 1);
      // Pareto sampling draws from seed and id too: the draws must not be the same.
      const draw = uniformOf(epochs.seed, `epochs:${id}`);
      copies = Math.floor(wanted) + (draw < wanted - Math.floor(wanted) ? 1 : 0);
      if (copies === 0) failures.push({ rule: 'epochs', value: draw, limit: wanted });
      measures['epochs'] = wanted;
    }
    if (failures.length > 0) copies = 0;
    measures['copies'] = copies;
    const verdict = copies === 0 ? 'drop' : 'keep';
    return { copies, annotation: { verdict, failures, measures, edits: [] }, band: band?.[0] };
  };
}

/** Scores are told apart to a millionth. */
const BINS = 1_000_000;

/** Counts scores in [0, 1] in bounded memory (4 MB) and says which score is at a share of them. */
export function createScoreCounts() {
  const counts = new Uint32Array(BINS + 1);
  let total = 0;
  return {
    add(score: number): void {
      counts[Math.round(Math.min(1, Math.max(0, score)) * BINS)]! += 1;
      total += 1;
    },
    /** For each ascending share, the score of the text at that place; of equal scores all are at or above it. */
    scoresAt(shares: readonly number[]): [share: number, score: number][] {
      let bin = 0;
      let below = 0;
      return shares.map((share) => {
        while (bin < BINS && below + counts[bin]! <= share * total) {
          below += counts[bin]!;
          bin += 1;
        }
        return [share, bin / BINS];
      });
    },
  };
}

const DIGITS = 13;
const PLACES = 2 ** 52;

/** Where a copy of a document comes in the shuffled dataset: 13 hex digits that sort as the places do. */
export function shufflePlace(seed: number, id: string, copy: number): string {
  return Math.floor(uniformOf(seed, `${copy}:${id}`) * PLACES)
    .toString(16)
    .padStart(DIGITS, '0');
}

/** A place as a share of the whole order, in [0, 1). */
export const placeShare = (place: string): number => Number.parseInt(place.slice(0, DIGITS), 16) / PLACES;

export const PLACE_LENGTH = DIGITS;
