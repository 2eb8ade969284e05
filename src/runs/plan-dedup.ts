import { stages } from '../pipeline.ts';
import { bucketShares } from '../stages/dedup/banding.ts';
import { SHARE_WORDS } from '../stages/dedup/components.ts';
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

/** Stored bytes up to which all candidates are one share, and of which one job compares the candidates. */
const BYTES_OF_ONE_SHARE = 2 ** 28;
const BYTES_PER_COMPARE = 2 ** 30;

/** The job that shares out candidates, those that bring shingle sets together by share, and those that compare them. */
export interface PlannedCompares {
  components: JobOf<'components'>;
  /** None where all candidates are one share. */
  sets: JobOf<'sets'>[];
  compares: JobOf<'compare'>[];
}

export function planCompares(
  buckets: JobOf<'buckets'>[],
  found: Found,
  signatures: string[],
  parts: readonly Part[],
  parameters: DedupParameters,
): PlannedCompares {
  const bytes = parts.reduce((sum, { start, end }) => sum + end - start, 0);
  const apart = bytes > BYTES_OF_ONE_SHARE;
  const inputs = {
    signatures,
    buckets: buckets.map(({ key }) => key),
    ranks: found.ranks?.key ?? null,
    addresses: found.addresses.map(({ key }) => key),
    known: found.known,
    shareWords: apart ? SHARE_WORDS : null,
  };
  const version = stages.dedup.version;
  const own = clusterParameters(parameters);
  const key = contentKey({ stage: 'components', version, ...inputs, parameters: own });
  const sets = (apart ? signatures : []).map((signature, index): JobOf<'sets'> => {
    const of = { index, signature, components: key };
    return { kind: 'sets', key: contentKey({ stage: 'sets', version, ...of }), ...of, parameters };
  });
  const jobs = Math.max(1, Math.ceil(bytes / BYTES_PER_COMPARE));
  const compares = Array.from({ length: jobs }, (_, index): JobOf<'compare'> => {
    const of = { signatures: apart ? [] : signatures, components: key, sets: sets.map((job) => job.key), index, jobs };
    return { kind: 'compare', key: contentKey({ stage: 'compare', version, ...of }), ...of, parameters };
  });
  return { components: { kind: 'components', key, ...inputs, parameters }, sets, compares };
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
