/**
 * The kinds of dedup jobs, in order: one signature per part, buckets and ranks over all parts, components of documents
 * that may be similar, their sets per part, comparisons per share of them, then clusters. With a collection
 * also lookups beside the buckets, what is known before the clusters, and the segment to be added after them. Last, lines
 * that repeat over a host.
 */
export { findAddresses } from './dedup/addresses.ts';
export { findBuckets } from './dedup/buckets.ts';
export { makeClusters } from './dedup/clusters.ts';
export { compareShares } from './dedup/compare.ts';
export { findComponents } from './dedup/components.ts';
export { findKnown } from './dedup/known.ts';
export { addUpLines } from './dedup/line-totals.ts';
export { countLines } from './dedup/lines.ts';
export { lookUpCollection } from './dedup/lookup.ts';
export { rankDocuments } from './dedup/ranks.ts';
export { cutRepeats } from './dedup/repeats.ts';
export { makeSegment } from './dedup/segment.ts';
export { gatherSets } from './dedup/sets.ts';
export { signaturePart } from './dedup/signature.ts';
