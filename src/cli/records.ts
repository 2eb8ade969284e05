import { basename } from 'node:path';
import { documentId } from '../../workers/extract-record.ts';
import { readRecords } from '../formats/read.ts';
import { type CrawlRecord, defaultLimits } from '../formats/record.ts';
import { fileSource } from '../formats/source.ts';
import { expandInputs, hashFile } from './inputs.ts';

/** A record of a crawl file, with the id that its document has in a run over the same file. */
export interface FileRecord {
  record: CrawlRecord;
  id: string;
  path: string;
  /** The file's name without folders. */
  name: string;
}

/** Records of crawl files in order, in batches; folders are walked. */
export async function* readFileRecords(inputs: readonly string[]): AsyncIterable<FileRecord[]> {
  for (const path of await expandInputs(inputs)) {
    const name = basename(path);
    const { sha256, size } = await hashFile(path);
    const options = { name, range: { start: 0, end: size }, limits: defaultLimits };
    for await (const batch of readRecords(await fileSource(path), options))
      yield batch.map((record) => ({ record, id: documentId({ sha256 }, record.position), path, name }));
  }
}
