import { existsSync } from 'node:fs';
import { appendFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where benchmarks keep their environments and what they make; never committed. */
export const cacheFolder = fileURLToPath(new URL('../.cache/bench/', import.meta.url));

/** The folder of real data, or an exit that says how to name one. */
export function benchmarkData(): string {
  const folder = process.env['WINNOW_BENCH_DATA'] ?? fileURLToPath(new URL('../../shared/data/', import.meta.url));
  if (existsSync(folder)) return folder;
  console.error(`no benchmark data at ${folder}: set WINNOW_BENCH_DATA to a folder that has it`);
  process.exit(2);
}

const SETS = ['wcxb', 'trafilatura', 'daniel', 'cwced', 'readability'];

/** The five development sets for extraction as one WARC file (2,445 pages), `times` over. */
export async function pagesWarc(times = 1): Promise<string> {
  const target = join(cacheFolder, times === 1 ? 'pages.warc.gz' : `pages-${times}.warc.gz`);
  if (existsSync(target)) return target;
  await mkdir(cacheFolder, { recursive: true });
  const data = benchmarkData();
  await writeFile(`${target}.tmp`, '');
  for (let time = 0; time < times; time += 1)
    for (const set of SETS)
      await appendFile(`${target}.tmp`, await readFile(join(data, 'extraction', `${set}-dev.warc.gz`)));
  await rename(`${target}.tmp`, target);
  return target;
}
