import { readVerdicts } from '../src/runs/input.ts';
import { type JobWorker, outputPrefix } from '../src/runs/job.ts';
import { writeOutput } from '../src/runs/output.ts';
import { attributesFiles } from '../src/runs/part.ts';
import { SCORES } from '../src/runs/scores.ts';
import { qualityOf } from '../src/stages/export/export.ts';
import { exportParameters } from '../src/stages/export/parameters.ts';
import { createScoreCounts, wantedShares } from '../src/stages/export/select.ts';

/** Finds the quality scores at shares of all documents that every stage kept, from the attributes of all parts. */
export const findScores: JobWorker<'scores'> = async (job, { storage, signal, progress }) => {
  const shares = wantedShares(exportParameters.parse(job.parameters));
  await writeOutput(storage, outputPrefix('scores', job.key), job.key, async (output) => {
    const file = output.file(SCORES);
    const scores = createScoreCounts();
    const counts = { documents: 0, kept: 0 };
    for (const [index, before] of job.parts.entries()) {
      const files = attributesFiles({ before, clusters: job.clusters, index, repeats: job.repeats[index] ?? null });
      for await (const judged of readVerdicts(storage, files)) {
        counts.documents += 1;
        if (judged.every(({ verdict }) => verdict === 'keep')) {
          counts.kept += 1;
          scores.add(qualityOf(judged) ?? 0);
        }
      }
      signal.throwIfAborted();
      progress({ documents: counts.documents, bytes: 0 });
    }
    for (const found of scores.scoresAt(shares)) await file.line(found);
    return counts;
  });
};
