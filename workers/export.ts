import { countDocument, emptyFunnel } from '../src/runs/funnel.ts';
import { readJudged } from '../src/runs/input.ts';
import { type JobWorker, outputPrefix } from '../src/runs/job.ts';
import { writeOutput } from '../src/runs/output.ts';
import { clustersFile } from '../src/runs/part.ts';
import { exportDocument } from '../src/stages/export/export.ts';
import { exportParameters } from '../src/stages/export/parameters.ts';

/** Zips a part's documents with everything that was said of them: kept ones into its shard, all into its funnel. */
export const exportPart: JobWorker<'export'> = async (job, { storage, signal, progress }) => {
  const parameters = exportParameters.parse(job.parameters);
  const stages = job.before.map(({ stage }) => stage as string);
  const files: { prefix: string; name?: string }[] = job.before.map(({ stage, key }) => ({
    prefix: outputPrefix(stage, key),
  }));
  if (job.clusters !== null) {
    stages.push('dedup');
    files.push({ prefix: outputPrefix('clusters', job.clusters), name: clustersFile(job.index) });
  }
  await writeOutput(storage, outputPrefix('export', job.key), job.key, async (output) => {
    const shard = output.file(`shard.jsonl.${parameters.compression}`);
    const funnelFile = output.file('funnel.json');
    const funnel = emptyFunnel();
    for await (const { document, attributes } of readJudged(storage, job.documents, files)) {
      const judged = attributes.map((found, index) => ({ stage: stages[index] ?? '', attributes: found }));
      if (countDocument(funnel, document, judged)) await shard.line(exportDocument(document, judged, parameters));
      if (funnel.documents.in % 256 === 0) {
        signal.throwIfAborted();
        progress({ documents: funnel.documents.in, bytes: funnel.characters.in });
      }
    }
    await funnelFile.line(funnel);
    return { documents: funnel.documents.in, kept: funnel.documents.kept };
  });
};
