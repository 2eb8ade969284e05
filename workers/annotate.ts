import type { Annotate, Attributes } from '../src/document.ts';
import { readJudged } from '../src/runs/input.ts';
import { type JobContext, type JobOf, outputPrefix } from '../src/runs/job.ts';
import { writeOutput } from '../src/runs/output.ts';

/**
 * Writes what a stage says about each document of a part, line by line beside the documents. A document that an
 * earlier stage dropped is passed over, unless the recipe says `annotateDropped`: its line is a drop without failures.
 */
export async function annotatePart(
  job: JobOf<'quality' | 'safety'>,
  annotate: Annotate,
  { storage, signal, progress }: JobContext,
): Promise<void> {
  const before = job.before.map(({ stage, key }) => ({ prefix: outputPrefix(stage, key) }));
  await writeOutput(storage, outputPrefix(job.kind, job.key), job.key, async (output) => {
    const file = output.file('attributes.jsonl.gz', { keep: true });
    const counts = { documents: 0, looked: 0, dropped: 0, characters: 0 };
    for await (const { document, attributes } of readJudged(storage, job.documents, before)) {
      const { id } = document;
      let line: Attributes = { id, verdict: 'drop', failures: [], measures: {}, edits: [] };
      if (job.annotateDropped || attributes.every(({ verdict }) => verdict === 'keep')) {
        line = { id, ...annotate(document) };
        counts.looked += 1;
        counts.characters += document.text.length;
        if (line.verdict === 'drop') counts.dropped += 1;
      }
      await file.line(line);
      counts.documents += 1;
      if (counts.documents % 256 === 0) {
        signal.throwIfAborted();
        progress({ documents: counts.documents, bytes: counts.characters });
      }
    }
    return counts;
  });
}
