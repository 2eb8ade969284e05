import { RequestError } from '../errors.ts';
import { readRecords } from '../formats/read.ts';
import { type CrawlRecord, defaultLimits } from '../formats/record.ts';
import { storageSource } from '../formats/source.ts';
import { createExplain } from '../stages/extract/explain.ts';
import type { ExplainedPage } from '../stages/extract/explained-page.ts';
import { extractParameters } from '../stages/extract/parameters.ts';
import type { ByteRange, Storage } from '../storage/storage.ts';
import { loadAssets } from './assets.ts';
import { fileKey } from './corpora.ts';
import { explainDocument } from './explain.ts';
import type { Part } from './job.ts';
import type { Plan } from './plan.ts';

/** Larger pages are not shown: nobody reads them, and the service answers others meanwhile. */
const maxShownBytes = 8 << 20;

/**
 * Reads a document's page from the upload again and says what became of each of its blocks.
 * Errors: 404 for a document that the run does not have, 422 for one that was text already or is over 8 MB.
 */
export async function explainPage(storage: Storage, plan: Plan, id: string): Promise<ExplainedPage> {
  const { document } = await explainDocument(storage, plan, id);
  const [file = '', position = ''] = document.id.split(':');
  const planned = plan.parts.find(({ part }) => part.sha256.startsWith(file));
  const record = planned === undefined ? undefined : await findRecord(storage, planned.part, position);
  if (planned === undefined || record === undefined)
    throw new RequestError(404, 'not-found', `document ${id}: its upload holds no such record any more`);
  if (record.kind !== 'page')
    throw new RequestError(422, 'bad-request', `document ${id}: expected a page, found a record that was text already`);
  if (record.body.length > maxShownBytes)
    throw new RequestError(
      422,
      'bad-request',
      `document ${id}: expected a page of at most ${maxShownBytes} bytes, found ${record.body.length}`,
    );
  const { parameters, assets } = planned.jobs[0];
  return createExplain(extractParameters.parse(parameters), await loadAssets(storage, assets))(record);
}

async function findRecord(storage: Storage, part: Part, position: string): Promise<CrawlRecord | undefined> {
  const offset = Number.parseInt(position, 10);
  // Positions begin with the offset that the record starts at, wherever a file can be read from there.
  return (
    (await findIn(storage, part, { start: offset, end: offset + 1 }, position)) ??
    (await findIn(storage, part, { start: 0, end: part.size }, position))
  );
}

async function findIn(
  storage: Storage,
  part: Part,
  range: ByteRange,
  position: string,
): Promise<CrawlRecord | undefined> {
  const source = storageSource(storage, fileKey(part.corpus, part.sha256), part.size);
  for await (const batch of readRecords(source, { name: part.name, range, limits: defaultLimits }))
    for (const record of batch) if (record.position === position) return record;
  return undefined;
}
