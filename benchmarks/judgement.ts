/**
 * Every figure of how documents are judged, beside its peers: runs each `judgement-*.ts` of this folder, one after the other.
 *
 * usage: npx tsx benchmarks/judgement.ts
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { benchmarkData } from './crawl.ts';

const data = benchmarkData();
const folder = fileURLToPath(new URL('./', import.meta.url));
for (const name of readdirSync(folder).filter((file) => /^judgement-.+\.ts$/.test(file))) {
  console.log(`\n## ${name}\n`);
  const { status } = spawnSync('npx', ['tsx', `${folder}${name}`], {
    stdio: 'inherit',
    env: { ...process.env, WINNOW_BENCH_DATA: data },
  });
  if (status !== 0) process.exitCode = 1;
}
