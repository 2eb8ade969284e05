import { arcSyntax } from './arc.ts';
import { readArchiveStream, readMembers, readPlainArchive } from './archive-records.ts';
import { readJsonlStream, readPlainJsonl } from './jsonl.ts';
import { recognise } from './recognise.ts';
import type { ByteSource, CrawlRecord, ReadOptions } from './record.ts';
import { readSingle } from './single.ts';
import { readTar } from './tar.ts';
import { warcSyntax } from './warc.ts';
import { readZip } from './zip.ts';

const KNOWN = 'WARC, ARC, WET, JSONL, zip, tar, HTML or text, plain or with gzip or zstd';

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
  const { compression, format, splittable } = await recognise(source, name, limits);
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
    case 'jsonl':
      if (splittable) yield* readPlainJsonl(source, options);
      else yield* readJsonlStream(source, compression, limits);
      return;
    case 'tar':
      yield* readTar(source, compression, limits);
      return;
    case 'zip':
      yield* readZip(source, limits);
      return;
    case 'html':
    case 'text':
      yield [await readSingle(source, format, compression, limits)];
      return;
    default:
      yield [{ kind: 'reject', position: '0', ...unreadable(format, name) }];
  }
}

function unreadable(format: 'empty' | 'nested' | 'unknown', name: string): { code: string; message: string } {
  if (format === 'empty') return { code: 'empty-file', message: `${name}: expected records, found an empty file` };
  if (format === 'nested')
    return { code: 'nested-archive', message: `${name}: an archive inside compressed data is not descended into` };
  return { code: 'format-unknown', message: `${name}: expected ${KNOWN}, found bytes that are none of these` };
}
