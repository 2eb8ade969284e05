import { RECORD_VERSION } from '../formats/record.ts';
import { stages } from '../pipeline.ts';
import type { Recipe } from '../recipe.ts';
import { signatureParameters } from '../stages/dedup/parameters.ts';
import { exportVersion } from '../stages/export/export.ts';
import { wantedShares } from '../stages/export/select.ts';
import type { Storage } from '../storage/storage.ts';
import { pinAssets } from './assets.ts';
import type { Job, JobOf, Part } from './job.ts';
import { contentKey } from './key.ts';
import { planAddresses } from './plan-addresses.ts';
import { type PlannedCollection, planKnown, planSegment } from './plan-collection.ts';
import { type PlannedCompares, planBuckets, planClusters, planCompares, planRanks } from './plan-dedup.ts';
import { type AnnotatedPart, noLines, planLines } from './plan-lines.ts';
import type { Run } from './store.ts';

/** A part with its jobs in the order in which they need each other. */
export interface PlannedPart {
  part: Part;
  jobs: [JobOf<'extract'>, ...Job[]];
}

/**
 * Everything a run will do, known before any byte is read: keys follow from parameters and inputs' keys.
 * The phases follow each other; inside one, parts (and bucket jobs) are independent.
 */
export interface Plan {
  parts: PlannedPart[];
  buckets: JobOf<'buckets'>[];
  ranks: JobOf<'ranks'> | null;
  addresses: JobOf<'addresses'>[];
  compared: PlannedCompares | null;
  /** What a collection adds to the dedup phases, where the recipe names one. */
  collection: PlannedCollection | null;
  clusters: JobOf<'clusters'> | null;
  /** Lines that repeat over many pages of a host: counted per part, added up, cut per part. */
  lines: JobOf<'lines'>[];
  lineTotals: JobOf<'line-totals'>[];
  repeats: JobOf<'repeats'>[];
  scores: JobOf<'scores'> | null;
  exports: JobOf<'export'>[];
  /** The shards of a shuffled dataset. */
  shuffles: JobOf<'shuffle'>[];
  /** Names the dataset: the same inputs and recipe always make the same one. */
  dataset: string;
  /** Uploads that hold the same bytes as an earlier one of the run; read once. */
  duplicateFiles: { corpus: string; name: string; sameAs: string }[];
}

/** Cuts a file into ranges of about `partBytes`. */
export function cutFile(size: number, partBytes: number): { start: number; end: number }[] {
  const count = Math.max(1, Math.round(size / partBytes));
  return Array.from({ length: count }, (_, index) => ({
    start: Math.floor((size * index) / count),
    end: Math.floor((size * (index + 1)) / count),
  }));
}

/**
 * Plans a run. `collection` is what it checks against, where its recipe names one. Errors: `AssetError` for a model or
 * list that is not there.
 */
export async function makePlan(
  storage: Storage,
  run: Pick<Run, 'corpora' | 'recipe'> & Partial<Pick<Run, 'collection'>>,
): Promise<Plan> {
  const { recipe } = run;
  const { files, duplicateFiles } = distinctFiles(run.corpora, recipe.partBytes);
  const assets = await pinStageAssets(storage, recipe);
  const parts = files.map((part) => planPart(part, recipe, assets));
  const signatures = parts.flatMap(({ jobs }) => jobs.filter((job) => job.kind === 'signature').map((job) => job.key));
  const buckets = recipe.dedup === null ? [] : planBuckets(signatures, files, recipe.dedup);
  const ranks = recipe.dedup === null ? null : planRanks(signatures, recipe.dedup);
  const addresses = planAddresses(signatures, files, recipe.dedup);
  const before = planKnown(signatures, run);
  const known = before?.known.key ?? null;
  const found = { ranks, addresses, known };
  const compared = recipe.dedup === null ? null : planCompares(buckets, found, signatures, files, recipe.dedup);
  const clusters =
    recipe.dedup === null || compared === null
      ? null
      : planClusters(signatures, { ...found, buckets, compares: compared.compares }, recipe.dedup);
  const segment = clusters === null ? null : planSegment(clusters, files, recipe.dedup);
  const collection = before === null ? null : { ...before, segment };
  const lines = clusters === null ? noLines : planLines(parts.map(annotatedPart), clusters.key, recipe.dedup);
  const scores = planScores(parts, clusters, lines.repeats, recipe.export);
  const exports = planExports(parts, clusters, lines.repeats, scores, recipe.export);
  const shuffles = planShuffles(exports, recipe.export);
  const dataset = contentKey({ recipe, exports: exports.map(({ key }) => key) }).slice(0, 16);
  return {
    parts,
    buckets,
    ranks,
    addresses,
    compared,
    collection,
    clusters,
    ...lines,
    scores,
    exports,
    shuffles,
    dataset,
    duplicateFiles,
  };
}

/**
 * The phases of a plan in order, each as chains of jobs. A phase needs the outputs of the phases before it; inside one,
 * only the jobs of a chain wait for each other.
 */
export function planPhases(plan: Plan): Job[][][] {
  const single = (job: Job): Job[] => [job];
  const one = (job: Job | null): Job[] => (job === null ? [] : [job]);
  const { collection } = plan;
  return [
    plan.parts.map(({ jobs }) => jobs),
    [...plan.buckets, ...one(plan.ranks), ...plan.addresses, ...(collection?.lookups ?? [])].map(single),
    collection === null ? [] : [[collection.known]],
    one(plan.compared?.components ?? null).map(single),
    (plan.compared?.sets ?? []).map(single),
    (plan.compared?.compares ?? []).map(single),
    one(plan.clusters).map(single),
    plan.lines.map(single),
    plan.lineTotals.map(single),
    plan.repeats.map(single),
    one(plan.scores).map(single),
    [...plan.exports, ...one(collection?.segment ?? null)].map(single),
    plan.shuffles.map(single),
  ];
}

/** Every job of a plan, in an order in which each comes after its inputs. */
export const planJobs = (plan: Plan): Job[] => planPhases(plan).flat(2);

/** Attributes outputs of a part, in order of the stages. */
const annotatedBy = ({ jobs }: PlannedPart): JobOf<'export'>['before'] =>
  jobs.flatMap((job) => (isAnnotating(job) ? [{ stage: job.kind, key: job.key }] : []));

const annotatedPart = (planned: PlannedPart): AnnotatedPart => ({
  documents: planned.jobs[0].key,
  before: annotatedBy(planned),
  bytes: planned.part.end - planned.part.start,
});

const isAnnotating = (job: Job): job is JobOf<'extract' | 'quality' | 'safety'> =>
  job.kind === 'extract' || job.kind === 'quality' || job.kind === 'safety';

function distinctFiles(corpora: Run['corpora'], partBytes: number) {
  const seen = new Map<string, string>();
  const files: Part[] = [];
  const duplicateFiles: Plan['duplicateFiles'] = [];
  for (const corpus of corpora) {
    for (const file of corpus.files) {
      const label = `${corpus.name}/${file.name}`;
      const sameAs = seen.get(file.sha256);
      if (sameAs !== undefined) {
        duplicateFiles.push({ corpus: corpus.name, name: file.name, sameAs });
        continue;
      }
      seen.set(file.sha256, label);
      for (const range of cutFile(file.size, partBytes))
        files.push({ corpus: corpus.name, source: corpus.source, ...file, ...range });
    }
  }
  return { files, duplicateFiles };
}

type StageAssets = Record<'extract' | 'quality' | 'safety', Record<string, string>>;

async function pinStageAssets(storage: Storage, recipe: Recipe): Promise<StageAssets> {
  return {
    extract: await pinAssets(storage, stages.extract.assets(recipe.extract)),
    quality: recipe.quality === null ? {} : await pinAssets(storage, stages.quality.assets(recipe.quality)),
    safety: recipe.safety === null ? {} : await pinAssets(storage, stages.safety.assets(recipe.safety)),
  };
}

function planPart(part: Part, recipe: Recipe, assets: StageAssets): PlannedPart {
  // The corpus's name and the file's neighbours do not change what is extracted, so they are no part of its key.
  const { corpus: _corpus, ...contents } = part;
  const extract: JobOf<'extract'> = {
    kind: 'extract',
    key: contentKey({
      stage: 'extract',
      version: [stages.extract.version, RECORD_VERSION],
      part: contents,
      parameters: recipe.extract,
      assets: assets.extract,
    }),
    part,
    parameters: recipe.extract,
    assets: assets.extract,
  };
  const jobs: PlannedPart['jobs'] = [extract];
  const before: JobOf<'quality' | 'safety'>['before'] = [{ stage: 'extract', key: extract.key }];
  for (const kind of ['quality', 'safety'] as const) {
    const parameters = recipe[kind];
    if (parameters === null) continue;
    const inputs = {
      documents: extract.key,
      before: [...before],
      annotateDropped: recipe.annotateDropped,
      parameters,
      assets: assets[kind],
    };
    const key = contentKey({ stage: kind, version: stages[kind].version, ...inputs });
    jobs.push({ kind, key, ...inputs });
    before.push({ stage: kind, key });
  }
  if (recipe.dedup !== null) {
    const inputs = { documents: extract.key, before: [...before], assets: {} };
    const address = { stage: 'signature', version: stages.dedup.version, ...inputs };
    jobs.push({
      kind: 'signature',
      key: contentKey({ ...address, parameters: signatureParameters(recipe.dedup) }),
      ...inputs,
      parameters: recipe.dedup,
    });
  }
  return { part, jobs };
}

function planScores(
  parts: readonly PlannedPart[],
  clusters: Plan['clusters'],
  repeats: Plan['repeats'],
  parameters: Recipe['export'],
): Plan['scores'] {
  const shares = wantedShares(parameters);
  if (shares.length === 0) return null;
  const inputs = {
    parts: parts.map(annotatedBy),
    clusters: clusters?.key ?? null,
    repeats: repeats.map(({ key }) => key),
  };
  return {
    kind: 'scores',
    key: contentKey({ stage: 'scores', version: exportVersion, ...inputs, shares }),
    ...inputs,
    parameters,
  };
}

function planExports(
  parts: readonly PlannedPart[],
  clusters: Plan['clusters'],
  repeats: Plan['repeats'],
  scores: Plan['scores'],
  parameters: Recipe['export'],
): JobOf<'export'>[] {
  const { shuffle } = parameters;
  const shards = shuffle === null ? 0 : (shuffle.shards ?? Math.min(MOST_SHARDS, parts.length));
  return parts.map((planned, index) => {
    const inputs = {
      index,
      part: planned.part,
      documents: planned.jobs[0].key,
      before: annotatedBy(planned),
      clusters: clusters?.key ?? null,
      repeats: repeats[index]?.key ?? null,
      scores: scores?.key ?? null,
      shards,
      parameters,
    };
    return { kind: 'export', key: contentKey({ stage: 'export', version: exportVersion, ...inputs }), ...inputs };
  });
}

/** Shards of a shuffled dataset whose recipe names no number: each of their jobs reads a piece of every part. */
const MOST_SHARDS = 256;

function planShuffles(exports: readonly JobOf<'export'>[], parameters: Recipe['export']): JobOf<'shuffle'>[] {
  const shards = exports[0]?.shards ?? 0;
  const keys = exports.map(({ key }) => key);
  return Array.from({ length: shards }, (_, index) => {
    const inputs = { exports: keys, index, shards, parameters };
    return { kind: 'shuffle', key: contentKey({ stage: 'shuffle', version: exportVersion, ...inputs }), ...inputs };
  });
}
