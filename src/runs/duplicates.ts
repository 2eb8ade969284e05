import { z } from 'zod';
import type { Recipe } from '../recipe.ts';
import type { Storage } from '../storage/storage.ts';
import { type Cluster, clusterSchema, readClusters } from './clusters.ts';
import { type Funnel, funnelSchema, type Outcome } from './funnel.ts';
import type { Plan } from './plan.ts';

const warningSchema = z.object({
  kind: z.enum(['cluster', 'source', 'host']),
  /** Id of the cluster's survivor, name of the source or host. */
  name: z.string(),
  removed: z.int(),
  /** What the share is of: all documents that deduplication was given, or the source's or host's. */
  documents: z.int(),
  limit: z.number(),
  message: z.string(),
});
export type DuplicateWarning = z.infer<typeof warningSchema>;

/** What was removed as duplicates, for a person to check. */
export const duplicatesSchema = z.object({
  /** Clusters by size: key n counts those of 2^n to 2^(n+1)-1 documents. */
  sizes: z.record(z.string(), z.number()),
  largest: z.array(clusterSchema),
  /** What deduplication was given, kept and dropped; of hosts those that lost most. */
  sources: funnelSchema.shape.duplicates.shape.sources,
  hosts: funnelSchema.shape.duplicates.shape.hosts,
  warnings: z.array(warningSchema),
});
export type Duplicates = z.infer<typeof duplicatesSchema>;

/** Clusters, hosts and warnings of one kind that a report lists. */
const LARGEST = 10;
const HOSTS = 100;
const WARNINGS = 20;

export async function reportDuplicates(
  storage: Storage,
  plan: Plan,
  funnel: Funnel['duplicates'],
  clusterCounts: Record<string, number>,
  limits: NonNullable<Recipe['dedup']>['warnings'],
): Promise<Duplicates> {
  const largest: Cluster[] = [];
  for await (const cluster of readClusters(storage, plan)) {
    largest.push(cluster);
    if (largest.length === LARGEST) break;
  }
  const sizes = Object.entries(clusterCounts).flatMap(([name, count]): [string, number][] =>
    name.startsWith('size.') ? [[name.slice(5), count]] : [],
  );
  const looked = Object.values(funnel.sources).reduce((sum, { in: documents }) => sum + documents, 0);
  return {
    sizes: Object.fromEntries(sizes),
    largest,
    sources: byDropped(funnel.sources),
    hosts: Object.fromEntries(Object.entries(byDropped(funnel.hosts)).slice(0, HOSTS)),
    warnings: [
      ...largest.flatMap(({ survivor, size }) =>
        warn('cluster', survivor, { in: looked, dropped: size - 1 }, limits.clusterShare, limits.least),
      ),
      ...outcomeWarnings('source', funnel.sources, limits),
      ...outcomeWarnings('host', funnel.hosts, limits),
    ],
  };
}

function outcomeWarnings(
  kind: 'source' | 'host',
  outcomes: Record<string, Outcome>,
  { sourceShare, least }: { sourceShare: number; least: number },
): DuplicateWarning[] {
  const warnings = Object.entries(byDropped(outcomes)).flatMap(([name, outcome]) =>
    warn(kind, name, outcome, sourceShare, least),
  );
  return warnings.slice(0, WARNINGS);
}

function warn(
  kind: DuplicateWarning['kind'],
  name: string,
  { in: documents, dropped }: Pick<Outcome, 'in' | 'dropped'>,
  limit: number,
  least: number,
): DuplicateWarning[] {
  if (dropped < least || dropped <= limit * documents) return [];
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  const what = kind === 'cluster' ? `the cluster of ${name} takes` : `${kind} ${name} loses`;
  const whole = kind === 'cluster' ? `all ${documents}` : `its ${documents}`;
  const message = `${what} ${dropped} of ${whole} documents as duplicates (${percent(dropped / documents)}, expected at most ${percent(limit)})`;
  return [{ kind, name, removed: dropped, documents, limit, message }];
}

const byDropped = (outcomes: Record<string, Outcome>): Record<string, Outcome> =>
  Object.fromEntries(
    Object.entries(outcomes).sort(([a, m], [b, n]) => n.dropped - m.dropped || (a < b ? -1 : a > b ? 1 : 0)),
  );
