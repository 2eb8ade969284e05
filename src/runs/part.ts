import type { AttributesFile } from './input.ts';
import { type JobOf, outputPrefix } from './job.ts';

/** Name of the attributes file that the clusters job writes for the part with this number in the plan. */
export const clustersFile = (index: number): string => `attributes-${index}.jsonl.gz`;

/** What was said of a part's documents. */
type Annotated = Pick<JobOf<'export'>, 'before' | 'clusters' | 'index' | 'repeats'>;

/** Every attributes file of a part, in order of the stages. */
export function attributesFiles({ before, clusters, index, repeats }: Annotated): AttributesFile[] {
  const files: AttributesFile[] = before.map(({ stage, key }) => ({ prefix: outputPrefix(stage, key) }));
  if (clusters !== null) files.push({ prefix: outputPrefix('clusters', clusters), name: clustersFile(index) });
  if (repeats !== null) files.push({ prefix: outputPrefix('repeats', repeats) });
  return files;
}

/** The stages whose files those are. */
export const stagesOf = ({ before, clusters, repeats }: Omit<Annotated, 'index'>): string[] => [
  ...before.map(({ stage }) => stage),
  ...(clusters === null ? [] : ['dedup']),
  ...(repeats === null ? [] : ['repeats']),
];
