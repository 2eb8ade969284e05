import { readRecords } from '../src/formats/read.ts';
import { defaultLimits } from '../src/formats/record.ts';
import { storageSource } from '../src/formats/source.ts';
import { fileKey } from '../src/runs/corpora.ts';
import { type JobWorker, outputPrefix } from '../src/runs/job.ts';
import { writeOutput } from '../src/runs/output.ts';
import { extractStage } from '../src/stages/extract/extract.ts';
import { documentId, extractRecord } from './extract-record.ts';
import { stageWorker } from './instance.ts';

/** Records of a part → documents, the verdict on their main text, and rejects with their reasons. */
export const extractPart: JobWorker<'extract'> = async (job, { storage, assets, signal, progress }) => {
  const { part } = job;
  const extract = stageWorker(extractStage, job.parameters, job.assets, assets);
  const source = storageSource(storage, fileKey(part.corpus, part.sha256), part.size);
  await writeOutput(storage, outputPrefix('extract', job.key), job.key, async (output) => {
    const documents = output.file('documents.jsonl.gz', { keep: true });
    const attributes = output.file('attributes.jsonl.gz', { keep: true });
    const rejects = output.file('rejects.jsonl.gz');
    const counts: Record<string, number> = { records: 0, documents: 0, rejected: 0, skipped: 0, characters: 0 };
    const count = (name: string, by = 1): void => {
      counts[name] = (counts[name] ?? 0) + by;
    };
    const options = { name: part.name, range: { start: part.start, end: part.end }, limits: defaultLimits };
    for await (const batch of readRecords(source, options)) {
      signal.throwIfAborted();
      for (const record of batch) {
        count('records');
        const made = extractRecord(record, documentId(part, record.position), part.source, part.name, extract);
        if ('skip' in made) {
          count('skipped');
          count(`skipped.${made.skip}`);
        } else if ('reject' in made) {
          count('rejected');
          count(`rejected.${made.reject.code}`);
          await rejects.line(made.reject);
        } else {
          count('documents');
          count('characters', made.document.text.length);
          if (made.attributes.verdict === 'drop') count('dropped');
          await documents.line(made.document);
          await attributes.line(made.attributes);
        }
      }
      progress({ documents: counts['records'] ?? 0, bytes: counts['characters'] ?? 0 });
    }
    return counts;
  });
};
