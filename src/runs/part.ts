/** Name of the attributes file that the clusters job writes for the part with this number in the plan. */
export const clustersFile = (index: number): string => `attributes-${index}.jsonl.gz`;
