import type { Document } from '../src/document.ts';
import { addExample, emptyExamples } from '../src/runs/examples.ts';
import { countCopies, countDocument, emptyFunnel, type Funnel } from '../src/runs/funnel.ts';
import { readJudged } from '../src/runs/input.ts';
import { type JobWorker, outputPrefix } from '../src/runs/job.ts';
import { type Output, writeOutput } from '../src/runs/output.ts';
import { attributesFiles, stagesOf } from '../src/runs/part.ts';
import { readScores } from '../src/runs/scores.ts';
import { exportDocument, qualityOf, type StageAttributes } from '../src/stages/export/export.ts';
import { type ExportParameters, exportParameters } from '../src/stages/export/parameters.ts';
import { createSelect, selects } from '../src/stages/export/select.ts';
import { createPieces } from './shuffle.ts';

/**
 * Zips a part's documents with everything that was said of them: kept ones into its shard (of a shuffled dataset: into
 * a piece for each shard), all into its funnel.
 */
export const exportPart: JobWorker<'export'> = async (job, { storage, signal, progress }) => {
  const parameters = exportParameters.parse(job.parameters);
  const stages = stagesOf(job);
  const select = selects(parameters) ? createSelect(parameters, await readScores(storage, job.scores)) : null;
  await writeOutput(storage, outputPrefix('export', job.key), job.key, async (output) => {
    const shard = createShard(output, parameters, job.shards);
    const funnelFile = output.file('funnel.json');
    const examplesFile = output.file('examples.json');
    const funnel = emptyFunnel();
    const examples = emptyExamples();
    for await (const { document, attributes } of readJudged(storage, job.documents, attributesFiles(job))) {
      const judged = attributes.map((found, index) => ({ stage: stages[index] ?? '', attributes: found }));
      const copies = select === null ? 1 : selectDocument(select, document, judged, funnel);
      addExample(examples, document, judged);
      if (countDocument(funnel, document, judged))
        await shard.add(exportDocument(document, judged, parameters), copies);
      if (funnel.documents.in % 256 === 0) {
        signal.throwIfAborted();
        progress({ documents: funnel.documents.in, bytes: funnel.characters.in });
      }
    }
    await shard.end();
    await funnelFile.line(funnel);
    await examplesFile.line(examples);
    return { documents: funnel.documents.in, kept: funnel.documents.kept };
  });
};

/** Adds what the selection says to a document that every stage kept. Returns how often it is in the dataset. */
function selectDocument(
  select: ReturnType<typeof createSelect>,
  { id, source }: Document,
  judged: StageAttributes[],
  funnel: Funnel,
): number {
  if (judged.some(({ attributes }) => attributes.verdict === 'drop')) return 0;
  const { copies, band, annotation } = select({
    id,
    source,
    score: qualityOf(judged.map(({ attributes }) => attributes)),
  });
  judged.push({ stage: 'export', attributes: { id, ...annotation } });
  countCopies(funnel, source, band, copies);
  return copies;
}

interface Shard {
  add(document: Document, copies: number): Promise<void>;
  end(): Promise<void>;
}

function createShard(output: Output, parameters: ExportParameters, shards: number): Shard {
  if (parameters.shuffle !== null) return createPieces(output, parameters.shuffle.seed, shards);
  const file = output.file(`shard.jsonl.${parameters.compression}`);
  return {
    async add(document, copies) {
      for (let copy = 0; copy < copies; copy++) await file.line(document);
    },
    end: async () => undefined,
  };
}
