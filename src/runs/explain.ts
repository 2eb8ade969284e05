import { z } from 'zod';
import {
  type Annotation,
  type Attributes,
  attributesSchema,
  type Document,
  documentSchema,
  verdictSchema,
} from '../document.ts';
import { RequestError } from '../errors.ts';
import { qualityOf } from '../stages/export/export.ts';
import { exportParameters } from '../stages/export/parameters.ts';
import { createSelect, selects } from '../stages/export/select.ts';
import { readJson, type Storage } from '../storage/storage.ts';
import { mayHold } from './find.ts';
import { funnelSchema } from './funnel.ts';
import { readDocuments, readJudged } from './input.ts';
import { outputPrefix } from './job.ts';
import { readDone } from './output.ts';
import { clustersFile } from './part.ts';
import type { Plan } from './plan.ts';
import { readScores } from './scores.ts';

/** What each stage said, in order. A stage that was not reached, or passed the document over, has no entry. */
const judgedSchema = z.object({ stage: z.string(), attributes: attributesSchema });

export const explainedSchema = z.object({
  document: documentSchema,
  verdict: verdictSchema,
  /** The stage that dropped it. */
  droppedBy: z.string().nullable(),
  stages: z.array(judgedSchema),
});
export type Explained = z.infer<typeof explainedSchema>;

export interface DocumentFilter {
  stage?: string | undefined;
  verdict?: 'keep' | 'drop' | undefined;
  rule?: string | undefined;
  /** Removed as a duplicate of this document. */
  survivor?: string | undefined;
}

/**
 * Documents of a run with everything that was said of them, in order of parts; with `after`, those behind the document of
 * that id. Works on what is done so far: a stage not yet there is left out. Parts whose own count says that nothing in
 * them fits are not read. Errors: 404 where `after` is no document of the run.
 */
export async function* explainDocuments(
  storage: Storage,
  plan: Plan,
  filter: DocumentFilter,
  after?: string,
): AsyncIterable<Explained> {
  const from = after === undefined ? undefined : await findPart(storage, plan, after);
  for (const index of plan.parts.keys()) {
    if (index < (from ?? 0) || !(await mayMatch(storage, plan, index, filter))) continue;
    let skipping = index === from;
    for await (const explained of explainPart(storage, plan, index)) {
      if (!skipping && matches(explained, filter)) yield explained;
      if (explained.document.id === after) skipping = false;
    }
  }
}

/** Number of the part that holds a document. Errors: 404. */
async function findPart(storage: Storage, plan: Plan, id: string): Promise<number> {
  for (const index of partsThatMayHold(plan, id)) {
    const { key } = plan.parts[index]!.jobs[0];
    if ((await readDone(storage, outputPrefix('extract', key))) === undefined) continue;
    for await (const batch of readDocuments(storage, key))
      if (batch.some((document) => document.id === id)) return index;
  }
  throw new RequestError(404, 'not-found', `no document ${JSON.stringify(id)} in this run`);
}

/** Numbers of the parts that may hold a document, the likeliest first: the last to start before it. */
function partsThatMayHold(plan: Plan, id: string): number[] {
  return [...plan.parts.keys()].filter((index) => mayHold(plan.parts[index]!.part, id)).reverse();
}

/** Whether a part can have documents that fit, by what its export counted; true where it is not exported yet. */
async function mayMatch(
  storage: Storage,
  plan: Plan,
  index: number,
  { stage, verdict, rule, survivor }: DocumentFilter,
): Promise<boolean> {
  if (stage === undefined && verdict === undefined && rule === undefined && survivor === undefined) return true;
  const job = plan.exports[index];
  const prefix = job === undefined ? '' : outputPrefix('export', job.key);
  if (job === undefined || (await readDone(storage, prefix)) === undefined) return true;
  const { documents, stages, rules } = funnelSchema.parse(await readJson(storage, `${prefix}/funnel.json`));
  if (verdict === 'keep' ? documents.kept === 0 : verdict === 'drop' && documents.dropped === 0) return false;
  if (stage !== undefined && (stages[stage]?.dropped ?? 0) === 0) return false;
  if (survivor !== undefined && rules['dedup'] === undefined) return false;
  return rule === undefined || Object.values(rules).some((counts) => (counts[rule] ?? 0) > 0);
}

/** One document with its explanation. Errors: 404. */
export async function explainDocument(storage: Storage, plan: Plan, id: string): Promise<Explained> {
  for (const index of partsThatMayHold(plan, id))
    for await (const explained of explainPart(storage, plan, index)) if (explained.document.id === id) return explained;
  throw new RequestError(404, 'not-found', `no document ${JSON.stringify(id)} in this run`);
}

/** A duplicate's survivor, if the document was dropped as one. */
export async function explainSurvivor(storage: Storage, plan: Plan, explained: Explained): Promise<Document | null> {
  for (const { attributes } of explained.stages) {
    const survivor = attributes.failures.find(
      (failure) => failure.survivor !== undefined && failure.collection === undefined,
    )?.survivor;
    if (survivor !== undefined) return (await explainDocument(storage, plan, survivor)).document;
  }
  return null;
}

async function* explainPart(storage: Storage, plan: Plan, index: number): AsyncIterable<Explained> {
  const planned = plan.parts[index];
  if (planned === undefined) return;
  const stages: string[] = [];
  const files: { prefix: string; name?: string }[] = [];
  for (const job of planned.jobs) {
    if (job.kind === 'signature') continue;
    const prefix = outputPrefix(job.kind, job.key);
    if ((await readDone(storage, prefix)) === undefined) break;
    stages.push(job.kind);
    files.push({ prefix });
  }
  if (files.length === 0) return;
  if (plan.clusters !== null) {
    const prefix = outputPrefix('clusters', plan.clusters.key);
    if ((await readDone(storage, prefix)) !== undefined) {
      stages.push('dedup');
      files.push({ prefix, name: clustersFile(index) });
    }
  }
  const repeats = plan.repeats[index];
  if (repeats !== undefined && (await readDone(storage, outputPrefix('repeats', repeats.key))) !== undefined) {
    stages.push('repeats');
    files.push({ prefix: outputPrefix('repeats', repeats.key) });
  }
  const select = await selectionOf(storage, plan, index);
  for await (const { document, attributes } of readJudged(storage, planned.jobs[0].key, files)) {
    const judged = attributes.map((found, at) => ({ stage: stages[at] ?? '', attributes: found }));
    if (select !== undefined && attributes.every(({ verdict }) => verdict === 'keep'))
      judged.push({ stage: 'export', attributes: { id: document.id, ...select(document, attributes) } });
    const at = judged.findIndex((one) => one.attributes.verdict === 'drop');
    const reached = at < 0 ? judged : judged.filter((one, index) => index <= at || !passedOver(one.attributes));
    yield { document, verdict: at < 0 ? 'keep' : 'drop', droppedBy: judged[at]?.stage ?? null, stages: reached };
  }
}

/** Stages behind the one that dropped a document have a line for it, so that lines match, and nothing in it. */
const passedOver = ({ failures, measures }: Attributes): boolean =>
  failures.length === 0 && Object.keys(measures).length === 0;

/** What export says of a part's documents, where the recipe chooses among them and it has been exported. */
async function selectionOf(
  storage: Storage,
  plan: Plan,
  index: number,
): Promise<((document: Document, attributes: Attributes[]) => Annotation) | undefined> {
  const job = plan.exports[index];
  if (job === undefined) return undefined;
  const parameters = exportParameters.parse(job.parameters);
  if (!selects(parameters) || (await readDone(storage, outputPrefix('export', job.key))) === undefined)
    return undefined;
  const select = createSelect(parameters, await readScores(storage, job.scores));
  return ({ id, source }, attributes) => select({ id, source, score: qualityOf(attributes) }).annotation;
}

function matches(explained: Explained, { stage, verdict, rule, survivor }: DocumentFilter): boolean {
  if (verdict !== undefined && explained.verdict !== verdict) return false;
  if (stage !== undefined && (verdict === 'keep' ? false : explained.droppedBy !== stage)) return false;
  if (rule === undefined && survivor === undefined) return true;
  return explained.stages.some(({ attributes }) =>
    attributes.failures.some(
      (failure) =>
        (rule === undefined || failure.rule === rule) && (survivor === undefined || failure.survivor === survivor),
    ),
  );
}
