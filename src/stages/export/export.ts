import { type Attributes, applyEdits, type Document, type Edit } from '../../document.ts';
import type { Json } from '../stage.ts';
import type { ExportParameters } from './parameters.ts';
import { shardRecord } from './record.ts';

export const exportVersion = 4;

/** What one stage said, with the stage's name. */
export interface StageAttributes {
  stage: string;
  attributes: Attributes;
}

/** The quality score among what the stages measured, if one did. */
export function qualityOf(judged: readonly Pick<Attributes, 'measures'>[]): number | undefined {
  const score = judged.find(({ measures }) => typeof measures['quality'] === 'number')?.measures['quality'];
  return typeof score === 'number' ? score : undefined;
}

/**
 * Merges the edits of several stages into one sorted list without overlaps: where two overlap, the one that starts
 * first (and then the longer) stands and takes in the other's end, so that nothing marked for removal stays.
 */
export function mergeEdits(lists: readonly (readonly Edit[])[]): Edit[] {
  const sorted = lists.flat().sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const merged: Edit[] = [];
  for (const [start, end, replacement] of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && start < last[1]) {
      if (end > last[1]) merged[merged.length - 1] = [last[0], end, last[2]];
    } else merged.push([start, end, replacement]);
  }
  return merged;
}

/** The record of a kept document as it goes into a shard: edits applied, measures kept if asked for. */
export function exportDocument(
  document: Document,
  judged: readonly StageAttributes[],
  parameters: ExportParameters,
): Document {
  const text = applyEdits(document.text, mergeEdits(judged.map(({ attributes }) => attributes.edits)));
  if (!parameters.attributes) return shardRecord({ ...document, text }, undefined);
  const measures: { [stage: string]: Json } = {};
  for (const { stage, attributes } of judged)
    if (Object.keys(attributes.measures).length > 0) measures[stage] = attributes.measures;
  return shardRecord({ ...document, text }, measures);
}
