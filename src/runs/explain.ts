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
import type { Storage } from '../storage/storage.ts';
import { mayHold } from './find.ts';
import { readJudged } from './input.ts';
import { outputPrefix } from './job.ts';
import { readDone } from './output.ts';
import { clustersFile } from './part.ts';
import type { Plan } from './plan.ts';
import { readScores } from './scores.ts';

/** What each stage said, in order. A stage that was not reached has no entry. */
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
 * Documents of a run with everything that was said of them, in order of parts. `after` is the id to go on behind.
 * Works on what is done so far; a stage not yet there is left out.
 */
export async function* explainDocuments(
  storage: Storage,
  plan: Plan,
  filter: DocumentFilter,
): AsyncIterable<Explained> {
  for (const index of plan.parts.keys()) {
    for await (const explained of explainPart(storage, plan, index)) if (matches(explained, filter)) yield explained;
  }
}

/** One document with its explanation. Errors: 404. */
export async function explainDocument(storage: Storage, plan: Plan, id: string): Promise<Explained> {
  for (const [index, { part }] of plan.parts.entries()) {
    if (!mayHold(part, id)) continue;
    for await (const explained of explainPart(storage, plan, index)) if (explained.document.id === id) return explained;
  }
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
    const droppedBy = judged.find((one) => one.attributes.verdict === 'drop')?.stage ?? null;
    yield { document, verdict: droppedBy === null ? 'keep' : 'drop', droppedBy, stages: judged };
  }
}

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
