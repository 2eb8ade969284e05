import type { Attributes, Document } from '../src/document.ts';
import { readRecords } from '../src/formats/read.ts';
import { type CrawlRecord, defaultLimits } from '../src/formats/record.ts';
import { storageSource } from '../src/formats/source.ts';
import { fileKey } from '../src/runs/corpora.ts';
import { type JobWorker, outputPrefix, type Part } from '../src/runs/job.ts';
import { writeOutput } from '../src/runs/output.ts';
import { extractStage } from '../src/stages/extract/extract.ts';
import type { Extract, Json } from '../src/stages/stage.ts';
import { stageWorker } from './instance.ts';

/** Names the document that starts at a position of a part's file. */
export const documentId = (part: Pick<Part, 'sha256'>, position: string): string =>
  `${part.sha256.slice(0, 16)}:${position}`;

/** What became of one record: a document with its attributes, or a reason why there is none. */
export type Extracted =
  | { document: Document; attributes: Attributes }
  | { reject: { id: string; code: string; message: string; url?: string | undefined } }
  | { skip: string };

/** Makes a record's document. A page that breaks the extractor is rejected with what was thrown. */
export function extractRecord(
  record: CrawlRecord,
  id: string,
  source: string,
  name: string,
  extract: Extract,
): Extracted {
  if (record.kind === 'skip') return { skip: record.reason };
  if (record.kind === 'reject')
    return {
      reject: { id, code: record.code, message: record.message, ...(record.url !== undefined && { url: record.url }) },
    };
  const metadata: { [key: string]: Json } = { ...(record.url !== undefined && { url: record.url }), file: name };
  const dates = record.date === undefined ? {} : { added: record.date };
  if (record.kind === 'text') {
    const created = record.created === undefined ? {} : { created: record.created };
    const document = {
      id,
      text: record.text,
      source,
      ...dates,
      ...created,
      metadata: { ...metadata, ...record.metadata },
    };
    return { document, attributes: textAttributes(id, record.text, 'the record holds no text', {}) };
  }
  try {
    const page = extract({ body: record.body, contentType: record.contentType, url: record.url });
    const created = page.created === undefined ? {} : { created: page.created };
    Object.assign(metadata, page.metadata, record.metadata);
    if (page.text === '') metadata['reason'] = page.reason ?? 'no main text';
    const document = { id, text: page.text, source, ...dates, ...created, metadata };
    return { document, attributes: textAttributes(id, page.text, page.reason ?? 'no main text', page.measures) };
  } catch (cause) {
    const message = `extract: page at ${record.position} of ${name}: ${cause instanceof Error ? cause.message : String(cause)}`;
    return { reject: { id, code: 'stage-failed', message, ...(record.url !== undefined && { url: record.url }) } };
  }
}

function textAttributes(id: string, text: string, reason: string, measures: Attributes['measures']): Attributes {
  if (text !== '') return { id, verdict: 'keep', failures: [], measures, edits: [] };
  return {
    id,
    verdict: 'drop',
    failures: [{ rule: 'main-text', value: reason, limit: 'some text' }],
    measures,
    edits: [],
  };
}

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
