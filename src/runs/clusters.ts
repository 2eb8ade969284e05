import { z } from 'zod';
import type { Document } from '../document.ts';
import { RequestError } from '../errors.ts';
import type { Storage } from '../storage/storage.ts';
import { type DiffRow, diffTexts } from '../text/diff.ts';
import { findDocuments } from './find.ts';
import { readLines } from './input.ts';
import { outputPrefix } from './job.ts';
import type { Plan } from './plan.ts';

/** Name of the clusters job's list: one `clusterSchema` line each, largest first. */
export const CLUSTERS = 'clusters.jsonl.gz';

/** One document that stays, and those removed for it; a cluster's id is its survivor's. */
export const clusterSchema = z.object({
  survivor: z.string().describe('Id of the document that stays: also the id of the cluster'),
  size: z.int().describe('Documents, the survivor among them'),
  members: z
    .array(z.object({ id: z.string(), rule: z.string(), similarity: z.number().nullable() }))
    .describe('The most preferred of those removed, at most 20; similarity is null for a duplicate address'),
});
export type Cluster = z.infer<typeof clusterSchema>;

const sampleSchema = z.object({
  id: z.string(),
  source: z.string(),
  url: z.string().nullable(),
  title: z.string().nullable(),
  characters: z.int(),
});

const rowSchema = z.object({
  same: z.boolean(),
  survivor: z.string(),
  document: z.string(),
});

/** A cluster as a person checks it. */
export const clusterDetailSchema = z.object({
  survivor: sampleSchema.extend({ text: z.string().describe('Its beginning') }),
  size: z.int(),
  members: clusterSchema.shape.members,
  samples: z.array(
    sampleSchema.extend({
      rule: z.string(),
      similarity: z.number().nullable(),
      compared: z.int().describe('Characters of each text that the rows show; the rest is left out'),
      rows: z
        .array(rowSchema)
        .describe('Both texts side by side, word by word; long rows are cut in the middle, where … stands'),
    }),
  ),
});
export type ClusterDetail = z.infer<typeof clusterDetailSchema>;

/** Clusters of at least `least` documents from the largest on, behind the cluster `after`. */
export async function* readClusters(
  storage: Storage,
  plan: Plan,
  { least = 2, after }: { least?: number; after?: string | undefined } = {},
): AsyncIterable<Cluster> {
  if (plan.clusters === null) return;
  let skipping = after !== undefined;
  for await (const batch of readLines(storage, outputPrefix('clusters', plan.clusters.key), CLUSTERS))
    for (const line of batch) {
      const cluster = clusterSchema.parse(JSON.parse(line));
      if (cluster.size < least) return;
      if (!skipping) yield cluster;
      else if (cluster.survivor === after) skipping = false;
    }
}

/** Characters of each text that are compared, of the survivor's text that are shown, and of a row. */
const COMPARED = 100_000;
const SHOWN = 2000;
const ROW = 400;

/** The cluster of a survivor, with `samples` of its members beside it. Errors: 404. */
export async function readCluster(
  storage: Storage,
  plan: Plan,
  survivor: string,
  samples: number,
): Promise<ClusterDetail> {
  const cluster = await findCluster(storage, plan, survivor);
  const shown = cluster.members.slice(0, samples);
  const documents = await findDocuments(storage, plan, [survivor, ...shown.map(({ id }) => id)]);
  const documentOf = (id: string): Document => {
    const document = documents.get(id);
    if (document === undefined)
      throw new RequestError(404, 'not-found', `no document ${JSON.stringify(id)} in this run`);
    return document;
  };
  const kept = documentOf(survivor);
  return {
    survivor: { ...sampleOf(kept), text: kept.text.slice(0, SHOWN) },
    size: cluster.size,
    members: cluster.members,
    samples: shown.map(({ id, rule, similarity }) => {
      const document = documentOf(id);
      const rows = diffTexts(kept.text.slice(0, COMPARED), document.text.slice(0, COMPARED));
      return { ...sampleOf(document), rule, similarity, compared: COMPARED, rows: rows.map(shortened) };
    }),
  };
}

async function findCluster(storage: Storage, plan: Plan, survivor: string): Promise<Cluster> {
  for await (const cluster of readClusters(storage, plan)) if (cluster.survivor === survivor) return cluster;
  throw new RequestError(404, 'not-found', `no cluster ${JSON.stringify(survivor)} in this run`);
}

function sampleOf({ id, source, text, metadata }: Document): z.infer<typeof sampleSchema> {
  const { url, title } = metadata;
  return {
    id,
    source,
    url: typeof url === 'string' ? url : null,
    title: typeof title === 'string' ? title : null,
    characters: text.length,
  };
}

function shortened({ same, left, right }: DiffRow): z.infer<typeof rowSchema> {
  return { same, survivor: cut(left), document: cut(right) };
}

const cut = (text: string): string =>
  text.length > ROW ? `${text.slice(0, ROW / 2)} … ${text.slice(text.length - ROW / 2)}` : text;
