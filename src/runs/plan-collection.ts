import { ConfigurationError } from '../errors.ts';
import type { Recipe } from '../recipe.ts';
import { dedupBucketJobs } from '../stages/dedup/banding.ts';
import { dedupStage } from '../stages/dedup/dedup.ts';
import { clusterParameters } from '../stages/dedup/parameters.ts';
import type { JobOf, Part } from './job.ts';
import { contentKey } from './key.ts';
import type { Run } from './store.ts';

/** Raise it whenever the same documents may give another segment. */
const SEGMENT_VERSION = 1;

/** Jobs by which a run checks against a collection, and makes what it adds to it. */
export interface PlannedCollection {
  lookups: JobOf<'lookup'>[];
  known: JobOf<'known'>;
  segment: JobOf<'segment'> | null;
}

/**
 * Plans the jobs that find what the collection has. Their keys hold the collection's contents and not its segments:
 * merging those changes no result.
 */
export function planKnown(
  signatures: string[],
  { recipe, collection = null }: { recipe: Recipe } & Partial<Pick<Run, 'collection'>>,
): Omit<PlannedCollection, 'segment'> | null {
  const parameters = recipe.dedup;
  if (parameters === null || parameters.collection === null) return null;
  const { name } = parameters.collection;
  if (collection?.name !== name)
    throw new ConfigurationError(`recipe ${recipe.name} names collection ${name}: expected it to be pinned by the run`);
  const address = { version: [dedupStage.version, SEGMENT_VERSION], signatures, name, content: collection.content };
  const lookups = dedupBucketJobs(parameters).map(({ from, to }): JobOf<'lookup'> => {
    const key = contentKey({ stage: 'lookup', ...address, from, to, exact: parameters.exact });
    return { kind: 'lookup', key, signatures, from, to, collection, parameters };
  });
  const keys = lookups.map(({ key }) => key);
  const key = contentKey({ stage: 'known', ...address, lookups: keys, parameters: clusterParameters(parameters) });
  return { lookups, known: { kind: 'known', key, signatures, lookups: keys, collection, parameters } };
}

/** Plans the segment of what the run keeps, where its recipe adds that to a collection. */
export function planSegment(
  { signatures, key: clusters }: JobOf<'clusters'>,
  parts: readonly Part[],
  parameters: Recipe['dedup'],
): JobOf<'segment'> | null {
  if (parameters?.collection?.add !== true) return null;
  const inputs = { signatures, corpora: parts.map(({ corpus }) => corpus), clusters };
  const key = contentKey({ stage: 'segment', version: SEGMENT_VERSION, ...inputs });
  return { kind: 'segment', key, ...inputs, parameters };
}
