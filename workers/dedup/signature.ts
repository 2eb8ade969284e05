import type { Attributes } from '../../src/document.ts';
import { readJudged } from '../../src/runs/input.ts';
import { type JobWorker, outputPrefix } from '../../src/runs/job.ts';
import { writeOutput } from '../../src/runs/output.ts';
import { dedupStage } from '../../src/stages/dedup/dedup.ts';
import { dedupParameters } from '../../src/stages/dedup/parameters.ts';
import { createBlockWriter } from '../../src/stages/dedup/signature-file.ts';
import { stageWorker } from '../instance.ts';
import { createWordWriter, IDS, SHINGLES, SIGNATURES, TOKENS } from './files.ts';

/**
 * Sketches a part's documents, passing over those that an earlier stage dropped. Ids of all documents, signatures
 * (see `signature-file.ts`) and shingle hashes (both lanes of a document, document after document) are written.
 */
export const signaturePart: JobWorker<'signature'> = async (job, { storage, assets, signal, progress }) => {
  const parameters = dedupParameters.parse(job.parameters);
  const sketch = stageWorker(dedupStage, job.parameters, job.assets, assets);
  const before = job.before.map(({ stage, key }) => ({ prefix: outputPrefix(stage, key) }));
  await writeOutput(storage, outputPrefix(job.kind, job.key), job.key, async (output) => {
    const ids = output.file(IDS);
    const signatures = output.file(SIGNATURES);
    const shingles = createWordWriter(output.file(SHINGLES));
    const tokens = parameters.editSimilarity === null ? undefined : createWordWriter(output.file(TOKENS));
    const block = createBlockWriter(parameters.bands);
    const counts = { documents: 0, looked: 0, short: 0, shingles: 0, characters: 0 };
    for await (const { document, attributes } of readJudged(storage, job.documents, before)) {
      await ids.line(document.id);
      if (attributes.every(({ verdict }) => verdict === 'keep')) {
        const found = sketch(document.text);
        await shingles.write(found.shingle1, found.count);
        await shingles.write(found.shingle2, found.count);
        await tokens?.write(found.token1, found.tokens);
        const facts = { index: counts.documents, length: document.text.length, quality: qualityOf(attributes) };
        const full = block.add(facts, found);
        if (full !== undefined) await signatures.write(full);
        counts.looked += 1;
        counts.shingles += found.count;
        counts.characters += document.text.length;
        if (found.count === 0) counts.short += 1;
      }
      counts.documents += 1;
      if (counts.documents % 256 === 0) {
        signal.throwIfAborted();
        progress({ documents: counts.documents, bytes: counts.characters });
      }
    }
    const last = block.finish();
    if (last !== undefined) await signatures.write(last);
    await shingles.flush();
    await tokens?.flush();
    return counts;
  });
};

/** The last quality score that a stage gave; 0 where none did. */
function qualityOf(attributes: readonly Attributes[]): number {
  const scores = attributes.map(({ measures }) => measures['quality']).filter((value) => typeof value === 'number');
  return scores.at(-1) ?? 0;
}
