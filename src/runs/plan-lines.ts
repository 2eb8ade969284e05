import { stages } from '../pipeline.ts';
import { RANGES } from '../stages/dedup/lines/counts.ts';
import type { DedupParameters } from '../stages/dedup/parameters.ts';
import type { JobOf } from './job.ts';
import { contentKey } from './key.ts';

/** What is known of a part when its lines are counted. */
export interface AnnotatedPart extends Pick<JobOf<'lines'>, 'documents' | 'before'> {
  /** Stored. */
  bytes: number;
}

interface PlannedLines {
  lines: JobOf<'lines'>[];
  lineTotals: JobOf<'line-totals'>[];
  repeats: JobOf<'repeats'>[];
}

export const noLines: PlannedLines = { lines: [], lineTotals: [], repeats: [] };

/** Stored bytes whose lines one job adds up. */
const BYTES_PER_JOB = 4 * 2 ** 30;

/** The jobs that cut repeated lines: none where the recipe does not ask for it. */
export function planLines(
  parts: readonly AnnotatedPart[],
  clusters: string,
  parameters: DedupParameters | null,
): PlannedLines {
  if (!parameters?.repeatedLines) return noLines;
  const version = stages.dedup.version;
  const { repeatedLines } = parameters;
  const lines = parts.map(({ documents, before }, index): JobOf<'lines'> => {
    const inputs = { index, documents, before, clusters };
    const address = { stage: 'lines', version, ...inputs, minCharacters: repeatedLines.minCharacters };
    return { kind: 'lines', key: contentKey(address), ...inputs, parameters };
  });
  const keys = lines.map(({ key }) => key);
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  const jobs = Math.min(RANGES, Math.max(1, Math.ceil(bytes / BYTES_PER_JOB)));
  const lineTotals = Array.from({ length: jobs }, (_, job): JobOf<'line-totals'> => {
    const range = { from: Math.floor((RANGES * job) / jobs), to: Math.floor((RANGES * (job + 1)) / jobs) };
    const inputs = { lines: keys, ...range };
    const address = { stage: 'line-totals', version, ...inputs, minPages: repeatedLines.minPages };
    return { kind: 'line-totals', key: contentKey(address), ...inputs, parameters };
  });
  const totals = lineTotals.map(({ key }) => key);
  const repeats = parts.map(({ documents, before }, index): JobOf<'repeats'> => {
    const inputs = { index, documents, before, clusters, lines: keys[index]!, totals };
    return {
      kind: 'repeats',
      key: contentKey({ stage: 'repeats', version, ...inputs, repeatedLines }),
      ...inputs,
      parameters,
    };
  });
  return { lines, lineTotals, repeats };
}
