import { z } from 'zod';
import { InputMissingError } from '../errors.ts';
import type { Recipe } from '../recipe.ts';
import { readJson, type Storage } from '../storage/storage.ts';
import { duplicatesSchema, reportDuplicates } from './duplicates.ts';
import { emptyExamples, examplesByRule, examplesSchema, mergeExamples, ruleExamplesSchema } from './examples.ts';
import { emptyFunnel, type Funnel, funnelSchema, mergeFunnel } from './funnel.ts';
import { type Job, outputPrefix } from './job.ts';
import { type Done, readDone } from './output.ts';
import type { Plan } from './plan.ts';

/** Records of some file, source or run: records = documents.in + skipped, documents.in = kept + dropped + rejected. */
const balanceSchema = z.object({
  records: z.number(),
  /** Records that are no documents, by reason. */
  skipped: z.record(z.string(), z.number()),
  documents: z.object({ in: z.number(), kept: z.number(), dropped: z.number(), rejected: z.number() }),
});
type Balance = z.infer<typeof balanceSchema>;

export const reportSchema = balanceSchema.extend({
  dataset: z.string(),
  /** Damaged records by error code. */
  rejected: z.record(z.string(), z.number()),
  stages: z.record(
    z.string(),
    z.object({ in: z.number(), kept: z.number(), dropped: z.number(), rules: z.record(z.string(), z.number()) }),
  ),
  /** Near-duplicate clusters, where the recipe has dedup. */
  clusters: z.record(z.string(), z.number()),
  /** What was removed as duplicates; null where the recipe has no dedup. */
  duplicates: duplicatesSchema.nullable().default(null),
  characters: funnelSchema.shape.characters,
  languages: funnelSchema.shape.languages,
  /** The hosts with most documents. */
  hosts: funnelSchema.shape.hosts,
  sizes: funnelSchema.shape.sizes,
  scores: funnelSchema.shape.scores,
  edits: funnelSchema.shape.edits,
  copies: funnelSchema.shape.copies,
  /** By rule, then language: documents that failed it. */
  ruleLanguages: funnelSchema.shape.ruleLanguages.default({}),
  /** By stage and rule: twenty documents that failed it and twenty that every stage kept, drawn by their ids. */
  examples: ruleExamplesSchema.default({}),
  sources: z.record(z.string(), balanceSchema),
  files: z.array(balanceSchema.extend({ corpus: z.string(), name: z.string() })),
  /** Uploads with the same bytes as an earlier one, read once. */
  duplicateFiles: z.array(z.object({ corpus: z.string(), name: z.string(), sameAs: z.string() })),
});
export type Report = z.infer<typeof reportSchema>;

/** Hosts listed in a report; their number in a crawl is not bounded. */
const HOSTS = 1000;

const balance = (): Balance => ({ records: 0, skipped: {}, documents: { in: 0, kept: 0, dropped: 0, rejected: 0 } });

async function doneOf(storage: Storage, job: Job): Promise<Done> {
  const done = await readDone(storage, outputPrefix(job.kind, job.key));
  if (done === undefined) throw new InputMissingError(`report: output ${outputPrefix(job.kind, job.key)} is not there`);
  return done;
}

/** Sums up a finished plan. Errors: `InputMissingError` where an output is not there. */
export async function makeReport(storage: Storage, plan: Plan, { dedup }: Pick<Recipe, 'dedup'>): Promise<Report> {
  const whole = balance();
  const funnel = emptyFunnel();
  const examples = emptyExamples();
  const rejected: Record<string, number> = {};
  const sources: Record<string, Balance> = {};
  const files = new Map<string, Report['files'][number]>();
  for (const [index, { part, jobs }] of plan.parts.entries()) {
    const { counts } = await doneOf(storage, jobs[0]);
    const exported = plan.exports[index]!;
    const found = funnelSchema.parse(await readJson(storage, `${outputPrefix('export', exported.key)}/funnel.json`));
    mergeFunnel(funnel, found);
    const shown = await readJson(storage, `${outputPrefix('export', exported.key)}/examples.json`);
    mergeExamples(examples, examplesSchema.parse(shown));
    for (const [name, number] of Object.entries(counts))
      if (name.startsWith('rejected.')) rejected[name.slice(9)] = (rejected[name.slice(9)] ?? 0) + number;
    const label = `${part.corpus}/${part.name}`;
    const file = files.get(label) ?? { corpus: part.corpus, name: part.name, ...balance() };
    files.set(label, file);
    sources[part.source] ??= balance();
    for (const into of [whole, sources[part.source]!, file]) addPart(into, counts, found);
  }
  const clusters = plan.clusters === null ? {} : (await doneOf(storage, plan.clusters)).counts;
  const duplicates = dedup && (await reportDuplicates(storage, plan, funnel.duplicates, clusters, dedup.warnings));
  return {
    dataset: plan.dataset,
    ...whole,
    rejected: sortedByCount(rejected),
    stages: Object.fromEntries(
      Object.entries(funnel.stages).map(([stage, outcome]) => [
        stage,
        { ...outcome, rules: sortedByCount(funnel.rules[stage] ?? {}) },
      ]),
    ),
    clusters: Object.fromEntries(Object.entries(clusters).filter(([name]) => !name.startsWith('size.'))),
    duplicates,
    characters: funnel.characters,
    languages: sortedByIn(funnel.languages),
    hosts: sortedByIn(funnel.hosts, HOSTS),
    sizes: funnel.sizes,
    scores: funnel.scores,
    edits: sortedByCount(funnel.edits),
    copies: funnel.copies,
    ruleLanguages: Object.fromEntries(
      Object.entries(funnel.ruleLanguages)
        .sort(([a], [b]) => byName(a, b))
        .map(([rule, languages]) => [rule, sortedByCount(languages)]),
    ),
    examples: examplesByRule(examples),
    sources,
    files: [...files.values()],
    duplicateFiles: plan.duplicateFiles,
  };
}

function addPart(into: Balance, counts: Record<string, number>, funnel: Funnel): void {
  into.records += counts['records'] ?? 0;
  for (const [name, number] of Object.entries(counts))
    if (name.startsWith('skipped.')) into.skipped[name.slice(8)] = (into.skipped[name.slice(8)] ?? 0) + number;
  const rejected = counts['rejected'] ?? 0;
  into.documents.in += funnel.documents.in + rejected;
  into.documents.kept += funnel.documents.kept;
  into.documents.dropped += funnel.documents.dropped;
  into.documents.rejected += rejected;
}

const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const sortedByCount = (counts: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).sort(([a, m], [b, n]) => n - m || byName(a, b)));

const sortedByIn = (outcomes: Funnel['hosts'], most = Number.POSITIVE_INFINITY): Funnel['hosts'] =>
  Object.fromEntries(
    Object.entries(outcomes)
      .sort(([a, m], [b, n]) => n.in - m.in || byName(a, b))
      .slice(0, most),
  );
