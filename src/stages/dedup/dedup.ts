import type { Stage } from '../stage.ts';
import { type DedupParameters, dedupParameters } from './parameters.ts';
import { createSketcher, type Sketcher } from './sketch.ts';

/**
 * Near-duplicates over all documents of a run. A document becomes a sketch (`sketch.ts`); equal band keys make buckets
 * (`buckets.ts`); documents that share a bucket are compared by their whole shingle sets and clustered (`cluster.ts`).
 */
export const dedupStage: Stage<DedupParameters, Sketcher> = {
  name: 'dedup',
  version: 5,
  parameters: dedupParameters,
  assets: () => [],
  create: (parameters) => createSketcher(parameters),
};
