import { stages } from '../pipeline.ts';
import { bucketShares } from '../stages/dedup/banding.ts';
import { clusterParameters, type DedupParameters } from '../stages/dedup/parameters.ts';
import type { JobOf, Part } from './job.ts';
import { contentKey } from './key.ts';

/** What is found before documents are compared. */
interface Found {
  ranks: JobOf<'ranks'> | null;
  /** Documents that these name are gone already. */
  addresses: JobOf<'addresses'>[];
  known: string | null;
}

/** The jobs that group documents with equal values, shared by columns and slices of values. */
export function planBuckets(
  signatures: string[],
  parts: readonly Part[],
  parameters: DedupParameters,
): JobOf<'buckets'>[] {
  const bytes = parts.reduce((sum, { start, end }) => sum + end - start, 0);
  return bucketShares(parameters, bytes).map((share) => {
    const inputs = { signatures, ...share };
    const address = { stage: 'buckets', version: stages.dedup.version, ...inputs, exact: parameters.exact };
    return { kind: 'buckets', key: contentKey(address), ...inputs, parameters };
  });
}

/** The job that ranks documents, but where they are preferred in the order of input. */
export function planRanks(signatures: string[], parameters: DedupParameters): JobOf<'ranks'> | null {
  const { survivor } = parameters;
  if (survivor === 'first') return null;
  const key = contentKey({ stage: 'ranks', version: stages.dedup.version, signatures, survivor });
  return { kind: 'ranks', key, signatures, parameters };
}

/** Similar documents that a compare job names for each that it removes, where there are several such jobs. */
const SIMILAR_NAMED = 4;

/** A job for each of those that compares the documents of its groups. */
export function planCompares(
  buckets: JobOf<'buckets'>[],
  found: Found,
  parameters: DedupParameters,
): JobOf<'compare'>[] {
  const most = buckets.length === 1 ? 1 : SIMILAR_NAMED;
  const addresses = found.addresses.map(({ key }) => key);
  const ranks = found.ranks?.key ?? null;
  // A job that has the hash of the text alone finds no candidates.
  return buckets.flatMap(({ key: bucket, signatures, from }): JobOf<'compare'>[] => {
    if (from >= parameters.bands) return [];
    const inputs = { signatures, buckets: bucket, ranks, addresses, known: found.known, most };
    const address = { stage: 'compare', version: stages.dedup.version, ...inputs };
    const key = contentKey({ ...address, parameters: clusterParameters(parameters) });
    return [{ kind: 'compare', key, ...inputs, parameters }];
  });
}

/** The job that decides on every document from what those found. */
export function planClusters(
  signatures: string[],
  found: Found & { buckets: JobOf<'buckets'>[]; compares: JobOf<'compare'>[] },
  parameters: DedupParameters,
): JobOf<'clusters'> {
  const buckets = found.buckets.map(({ key }) => key);
  const addresses = found.addresses.map(({ key }) => key);
  const edges = found.compares.map(({ key }) => key);
  const inputs = { signatures, buckets, ranks: found.ranks?.key ?? null, edges, addresses, known: found.known };
  const address = { stage: 'clusters', version: stages.dedup.version, ...inputs };
  return {
    kind: 'clusters',
    key: contentKey({ ...address, parameters: clusterParameters(parameters) }),
    ...inputs,
    parameters,
  };
}
