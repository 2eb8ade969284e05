import { type JobWorker, outputPrefix } from '../../src/runs/job.ts';
import { writeOutput } from '../../src/runs/output.ts';
import { readWords } from '../../src/runs/words.ts';
import { mergeCounts } from '../../src/stages/dedup/lines/counts.ts';
import { COUNTS, KEYS, linesParameters, readCounts, STARTS, writeNumbers } from './line-files.ts';

/** Lines of all parts that are added up at a time: 36 bytes each. */
const LINES = 1 << 23;

/** Adds up over all parts on how many pages lines are; those on fewer than the recipe's least are left out. */
export const addUpLines: JobWorker<'line-totals'> = async (job, { storage, signal, progress }) => {
  const { minPages } = linesParameters(job.parameters);
  const { from, to } = job;
  const prefixes = job.lines.map((key) => outputPrefix('lines', key));
  await writeOutput(storage, outputPrefix(job.kind, job.key), job.key, async (output) => {
    const files = { keys: output.file(KEYS), counts: output.file(COUNTS) };
    const starts: Uint32Array[] = [];
    for (const prefix of prefixes)
      starts.push(await readWords(storage, `${prefix}/${STARTS}`, { start: from * 4, end: (to + 1) * 4 }));
    const sizes = Array.from({ length: to - from }, (_, range) =>
      starts.reduce((sum, part) => sum + part[range + 1]! - part[range]!, 0),
    );
    let lines = 0;
    for (let first = 0; first < sizes.length; ) {
      let last = first + 1;
      let size = sizes[first]!;
      for (; last < sizes.length && size + sizes[last]! <= LINES; last++) size += sizes[last]!;
      const parts = [];
      for (const [index, prefix] of prefixes.entries()) {
        const range = { start: starts[index]![first]!, end: starts[index]![last]! };
        if (range.end > range.start) parts.push(await readCounts(storage, prefix, range));
      }
      const { keys, counts } = mergeCounts(parts, minPages);
      await writeNumbers(files.keys, keys);
      await writeNumbers(files.counts, counts);
      lines += keys.length;
      first = last;
      signal.throwIfAborted();
      progress({ documents: 0, bytes: size * 12 });
    }
    return { lines };
  });
};
