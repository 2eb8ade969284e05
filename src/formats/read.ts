import { arcSyntax } from './arc.ts';
import { readArchiveStream, readMembers, readPlainArchive } from './archive-records.ts';
import { type Recognised, recognise } from './recognise.ts';
import type { ByteSource, CrawlRecord, ReadOptions } from './record.ts';
import { warcSyntax } from './warc.ts';

/** A batch is handed on when it holds this many records, or bytes of them. */
const BATCH_RECORDS = 128;
const BATCH_BYTES = 4 << 20;

/**
 * Reads the records that start in `options.range` of a stored file, in order and in batches. The format is recognised from
 * the content. Whatever the file holds, nothing is thrown for it: damage comes as `reject` records.
 * Any cut of a file into ranges gives, taken together, exactly the records of one read over all of it, each once.
 * Bodies are views into larger buffers: copy what is kept for long.
 * Errors: only what the source throws.
 */
export async function* readRecords(source: ByteSource, options: ReadOptions): AsyncGenerator<CrawlRecord[]> {
  let batch: CrawlRecord[] = [];
  let bytes = 0;
  for await (const records of readFile(source, options)) {
    for (const record of records) {
      batch.push(record);
      bytes += record.kind === 'page' ? record.body.length : record.kind === 'text' ? record.text.length : 0;
      if (batch.length < BATCH_RECORDS && bytes < BATCH_BYTES) continue;
      yield batch;
      batch = [];
      bytes = 0;
    }
  }
  if (batch.length > 0) yield batch;
}

async function* readFile(source: ByteSource, options: ReadOptions): AsyncGenerator<CrawlRecord[]> {
  const { range, name, limits } = options;
  const first = range.start === 0 && (range.end > 0 || source.size === 0);
  if (!first && range.start >= range.end) return;
  const recognised = await recognise(source, name, limits);
  const { compression, format, splittable } = recognised;
  if (!splittable && !first) return;
  switch (format) {
    case 'warc':
    case 'arc': {
      const syntax = format === 'warc' ? warcSyntax : arcSyntax;
      if (!splittable) yield* readArchiveStream(syntax, source, compression, limits);
      else if (compression === 'none') yield* readPlainArchive(syntax, source, options);
      else yield* readMembers(syntax, source, options);
      return;
    }
    default:
      yield [unreadable(recognised, name)];
  }
}

function unreadable({ format }: Recognised, name: string): CrawlRecord {
  return { kind: 'reject', position: '0', code: 'format-unknown', message: `${name}: ${format}` };
}
