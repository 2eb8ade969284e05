/** A text's score and what people say of it. */
export interface Scored {
  score: number;
  harmful: boolean;
}

/** Area under the ROC curve; equal scores count half. */
export function areaUnderCurve(scored: readonly Scored[]): number {
  const sorted = scored.toSorted((a, b) => a.score - b.score);
  let ranks = 0;
  let positives = 0;
  for (let start = 0; start < sorted.length; ) {
    let end = start;
    while (end < sorted.length && sorted[end]!.score === sorted[start]!.score) end += 1;
    for (let index = start; index < end; index++) {
      if (!sorted[index]!.harmful) continue;
      ranks += (start + end + 1) / 2;
      positives += 1;
    }
    start = end;
  }
  return (ranks - (positives * (positives + 1)) / 2) / (positives * (sorted.length - positives));
}

/** Shares at a cut: harmful is what scores above it. */
export function atCut(scored: readonly Scored[], cut: number) {
  let hits = 0;
  let misses = 0;
  let alarms = 0;
  let rests = 0;
  for (const { score, harmful } of scored) {
    if (harmful) score > cut ? hits++ : misses++;
    else score > cut ? alarms++ : rests++;
  }
  const macroF1 = hits / (2 * hits + misses + alarms) + rests / (2 * rests + misses + alarms);
  return {
    accuracy: (hits + rests) / scored.length,
    macroF1,
    found: hits / (hits + misses),
    kept: rests / (rests + alarms),
  };
}

export const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
