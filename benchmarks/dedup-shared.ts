import { MemoryStorage } from '../tests/support/memory-storage.ts';
import { runDedup } from '../tests/workers/dedup-run.ts';
import { type CorpusName, corpus, readCorpus } from './dedup-corpora.ts';
import { exactPairs } from './dedup-exact.ts';

/** Slices of keys into which a run's size would cut the work: none, 3 jobs, and 168. */
const SLICES = [0, 1, 8];

/** What a run removes when its comparisons are shared out among jobs, against all pairs by exact Jaccard. */
export async function printShared(name: CorpusName): Promise<void> {
  const lines = readCorpus(await corpus(name, 5000));
  const exact = exactPairs(lines, 0.8);
  console.log(`\n${name}: 5,000 documents in two parts, as jobs of a run`);
  console.log('    jobs   removed  under .8    missed  compared  as by one job');
  let alone: string | undefined;
  for (const slices of SLICES) {
    const parts = [lines.slice(0, 2000), lines.slice(2000)];
    const { parts: found, done, jobs } = await runDedup(new MemoryStorage(), parts, {}, { slices });
    const removed = new Map(
      found.flat().flatMap(({ id, failures }) => failures.map((failure) => [id, failure] as const)),
    );
    const under = [...removed].filter(
      ([id, { rule, survivor = '' }]) => rule === 'near-duplicate' && exact.of(id, survivor) < 0.8,
    );
    const stays = (place: number): boolean => !removed.has(exact.ids[place]!);
    const missed = new Set(exact.pairs.filter(([x, y]) => stays(x) && stays(y)).map(([, y]) => y));
    const outcome = JSON.stringify(found);
    alone ??= outcome;
    const cells = [jobs, removed.size, under.length, missed.size, done.counts['compared'] ?? 0, outcome === alone];
    console.log(cells.map((cell, i) => String(cell).padStart([8, 10, 10, 10, 10, 15][i]!)).join(''));
  }
}
