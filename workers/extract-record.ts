import type { Attributes, Document } from '../src/document.ts';
import type { CrawlRecord } from '../src/formats/record.ts';
import type { Part } from '../src/runs/job.ts';
import type { Extract, HeldText, Json } from '../src/stages/stage.ts';

// The command line extracts with this alone: what jobs need beside it takes time to load.

/** Names the document that starts at a position of a part's file. */
export const documentId = (part: Pick<Part, 'sha256'>, position: string): string =>
  `${part.sha256.slice(0, 16)}:${position}`;

/** What became of one record: a document with its attributes, or a reason why there is none. */
export type Extracted<Text = string> =
  | { document: Omit<Document, 'text'> & { text: Text }; attributes: Attributes }
  | { reject: { id: string; code: string; message: string; url?: string | undefined } }
  | { skip: string };

/** Makes a record's document. A page that breaks the extractor is rejected with what was thrown. */
export function extractRecord<Text extends string | HeldText>(
  record: CrawlRecord,
  id: string,
  source: string,
  name: string,
  extract: Extract<Text>,
): Extracted<Text | string> {
  if (record.kind === 'skip') return { skip: record.reason };
  if (record.kind === 'reject')
    return {
      reject: { id, code: record.code, message: record.message, ...(record.url !== undefined && { url: record.url }) },
    };
  const metadata: { [key: string]: Json } = record.url === undefined ? { file: name } : { url: record.url, file: name };
  if (record.kind === 'text') {
    const { text } = record;
    const document = documentOf(id, text, source, record, Object.assign(metadata, record.metadata));
    return { document, attributes: textAttributes(id, text.length > 0, 'the record holds no text', {}) };
  }
  try {
    const page = extract({ body: record.body, contentType: record.contentType, url: record.url });
    Object.assign(metadata, page.metadata, record.metadata);
    const hasText = page.text.length > 0;
    if (!hasText) metadata['reason'] = page.reason ?? 'no main text';
    const document = documentOf(id, page.text, source, { date: record.date, created: page.created }, metadata);
    return { document, attributes: textAttributes(id, hasText, page.reason ?? 'no main text', page.measures) };
  } catch (cause) {
    const message = `extract: page at ${record.position} of ${name}: ${cause instanceof Error ? cause.message : String(cause)}`;
    return { reject: { id, code: 'stage-failed', message, ...(record.url !== undefined && { url: record.url }) } };
  }
}

/** What is known of it alone, in the order in which records have it. */
function documentOf<Text>(
  id: string,
  text: Text,
  source: string,
  dates: { date?: string | undefined; created?: string | undefined },
  metadata: { [key: string]: Json },
): Omit<Document, 'text'> & { text: Text } {
  const { date, created } = dates;
  if (date !== undefined && created !== undefined) return { id, text, source, added: date, created, metadata };
  if (date !== undefined) return { id, text, source, added: date, metadata };
  return created === undefined ? { id, text, source, metadata } : { id, text, source, created, metadata };
}

function textAttributes(id: string, hasText: boolean, reason: string, measures: Attributes['measures']): Attributes {
  if (hasText) return { id, verdict: 'keep', failures: [], measures, edits: [] };
  return {
    id,
    verdict: 'drop',
    failures: [{ rule: 'main-text', value: reason, limit: 'some text' }],
    measures,
    edits: [],
  };
}
