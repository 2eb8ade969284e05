import type { AttributesFile } from './input.ts';
import { type JobOf, outputPrefix } from './job.ts';

/** Name of the attributes file that the clusters job writes for the part with this number in the plan. */
export const clustersFile = (index: number): string => `attributes-${index}.jsonl.gz`;

/** Every attributes file of a part, in order of the stages. */
export function attributesFiles({
  before,
  clusters,
  index,
}: Pick<JobOf<'export'>, 'before' | 'clusters' | 'index'>): AttributesFile[] {
  const files: AttributesFile[] = before.map(({ stage, key }) => ({ prefix: outputPrefix(stage, key) }));
  if (clusters !== null) files.push({ prefix: outputPrefix('clusters', clusters), name: clustersFile(index) });
  return files;
}
