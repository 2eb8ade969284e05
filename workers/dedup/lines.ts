import { readJudged } from '../../src/runs/input.ts';
import { type JobWorker, outputPrefix } from '../../src/runs/job.ts';
import { writeOutput } from '../../src/runs/output.ts';
import { attributesFiles } from '../../src/runs/part.ts';
import { countKeys, rangeStarts } from '../../src/stages/dedup/lines/counts.ts';
import { pageKeys, readPage } from '../../src/stages/dedup/lines/lines.ts';
import { COUNTS, KEYS, linesParameters, STARTS, writeNumbers } from './line-files.ts';

/**
 * Counts on how many pages each line of a host is, over the documents of a part that no stage dropped: copies of one
 * page count once, so that a text on many addresses is no repeated line. Memory: 16 bytes for each line of the part.
 */
export const countLines: JobWorker<'lines'> = async (job, { storage, signal, progress }) => {
  const parameters = linesParameters(job.parameters);
  await writeOutput(storage, outputPrefix(job.kind, job.key), job.key, async (output) => {
    const files = { keys: output.file(KEYS), counts: output.file(COUNTS), starts: output.file(STARTS) };
    let keys = new Float64Array(1 << 16);
    let length = 0;
    const counts = { documents: 0, characters: 0 };
    for await (const { document, attributes } of readJudged(
      storage,
      job.documents,
      attributesFiles({ ...job, repeats: null }),
    )) {
      counts.documents += 1;
      if (attributes.every(({ verdict }) => verdict === 'keep')) {
        counts.characters += document.text.length;
        const page = readPage(document.text, document.metadata['url'], parameters);
        const found = page === undefined ? new Set<number>() : pageKeys(page);
        if (length + found.size > keys.length) {
          const larger = new Float64Array(Math.max(keys.length * 2, length + found.size));
          larger.set(keys);
          keys = larger;
        }
        for (const key of found) keys[length++] = key;
      }
      if (counts.documents % 256 === 0) {
        signal.throwIfAborted();
        progress({ documents: counts.documents, bytes: counts.characters });
      }
    }
    const counted = countKeys(keys.subarray(0, length));
    await writeNumbers(files.keys, counted.keys);
    await writeNumbers(files.counts, counted.counts);
    await writeNumbers(files.starts, rangeStarts(counted.keys));
    return { documents: counts.documents, lines: counted.keys.length };
  });
};
