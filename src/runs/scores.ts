import type { Storage } from '../storage/storage.ts';
import { readLines } from './input.ts';
import { type JobOf, outputPrefix } from './job.ts';

/** File of a scores output: a line `[share, score]` for each share asked for. */
export const SCORES = 'scores.jsonl.gz';

/** Quality scores at shares of all kept documents, as the scores job found them; none for a recipe without such a job. */
export async function readScores(storage: Storage, key: JobOf<'scores'>['key'] | null): Promise<Map<number, number>> {
  const scores = new Map<number, number>();
  if (key === null) return scores;
  for await (const lines of readLines(storage, outputPrefix('scores', key), SCORES))
    for (const line of lines) {
      const [share, score]: [number, number] = JSON.parse(line);
      scores.set(share, score);
    }
  return scores;
}
