import type { Attributes } from '../../src/document.ts';
import { readJudged, readVerdicts } from '../../src/runs/input.ts';
import { type JobWorker, outputPrefix } from '../../src/runs/job.ts';
import { writeOutput } from '../../src/runs/output.ts';
import { attributesFiles } from '../../src/runs/part.ts';
import { findKey, type KeyCounts } from '../../src/stages/dedup/lines/counts.ts';
import { cutRepeatedLines, readPage } from '../../src/stages/dedup/lines/lines.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { openInput } from './files.ts';
import { linesParameters, readCounts } from './line-files.ts';

/** Cuts lines that are on many pages of their host, as edits with the number of those pages. */
export const cutRepeats: JobWorker<'repeats'> = async (job, { storage, signal, progress }) => {
  const parameters = linesParameters(job.parameters);
  const pages = await totalsOf(storage, job.lines, job.totals);
  await writeOutput(storage, outputPrefix(job.kind, job.key), job.key, async (output) => {
    const file = output.file('attributes.jsonl.gz');
    const counts = { documents: 0, dropped: 0, edits: 0, characters: 0 };
    for await (const line of pages.size > 0 ? cutAll() : keepAll()) {
      await file.line(line);
      counts.documents += 1;
      counts.edits += line.edits.length;
      if (line.failures.length > 0) counts.dropped += 1;
      if (counts.documents % 256 !== 0) continue;
      signal.throwIfAborted();
      progress({ documents: counts.documents, bytes: counts.characters });
    }
    return counts;

    async function* cutAll(): AsyncIterable<Attributes> {
      const files = attributesFiles({ ...job, repeats: null });
      for await (const { document, attributes } of readJudged(storage, job.documents, files)) {
        const { id } = document;
        counts.characters += document.text.length;
        if (attributes.some(({ verdict }) => verdict === 'drop')) yield passedOver(id);
        else {
          const page = readPage(document.text, document.metadata['url'], parameters);
          yield { id, ...cutRepeatedLines(page, (key) => pages.get(key) ?? 0, parameters) };
        }
      }
    }
    /** Where none of the part's lines repeats, its texts need not be read. */
    async function* keepAll(): AsyncIterable<Attributes> {
      for await (const judged of readVerdicts(storage, attributesFiles({ ...job, repeats: null }))) {
        const id = judged[0]!.id;
        if (judged.some(({ verdict }) => verdict === 'drop')) yield passedOver(id);
        else yield { id, verdict: 'keep', failures: [], measures: {}, edits: [] };
      }
    }
  });
};

const passedOver = (id: string): Attributes => ({ id, verdict: 'drop', failures: [], measures: {}, edits: [] });

/** Lines of totals read at a time. */
const PIECE = 1 << 20;

/** Pages of the lines that a part has, over all parts: only of those that some total names. */
async function totalsOf(storage: Storage, lines: string, totals: readonly string[]): Promise<Map<number, number>> {
  const own = await openInput(storage, 'lines', lines);
  const { keys } = await readCounts(storage, own.prefix, { start: 0, end: own.counts['lines'] ?? 0 });
  const pages = new Map<number, number>();
  for (const key of totals) {
    const { prefix, counts } = await openInput(storage, 'line-totals', key);
    const end = counts['lines'] ?? 0;
    for (let start = 0; start < end; start += PIECE)
      keep(await readCounts(storage, prefix, { start, end: Math.min(start + PIECE, end) }));
  }
  return pages;

  function keep(found: KeyCounts): void {
    for (const [i, key] of found.keys.entries()) if (findKey(keys, key) !== -1) pages.set(key, found.counts[i]!);
  }
}
