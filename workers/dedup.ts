/** The three kinds of dedup jobs, in order: one signature per part, buckets over all parts, then clusters. */
export { findBuckets } from './dedup/buckets.ts';
export { makeClusters } from './dedup/clusters.ts';
export { signaturePart } from './dedup/signature.ts';
