import { loadAssets } from '../src/runs/assets.ts';
import { type Job, type JobContext, outputPrefix } from '../src/runs/job.ts';
import { readDone } from '../src/runs/output.ts';
import type { Storage } from '../src/storage/storage.ts';
import {
  addUpLines,
  compareShares,
  countLines,
  cutRepeats,
  findAddresses,
  findBuckets,
  findComponents,
  findKnown,
  gatherSets,
  lookUpCollection,
  makeClusters,
  makeSegment,
  rankDocuments,
  signaturePart,
} from './dedup.ts';
import { exportPart } from './export.ts';
import { extractPart } from './extract.ts';
import { judgeQuality } from './quality.ts';
import { judgeSafety } from './safety.ts';
import { findScores } from './scores.ts';
import { shuffleShard } from './shuffle.ts';

/** Does one job, unless its output is there already. */
export async function runJob(
  job: Job,
  storage: Storage,
  options: Pick<JobContext, 'signal' | 'progress'>,
): Promise<'done' | 'reused'> {
  if ((await readDone(storage, outputPrefix(job.kind, job.key))) !== undefined) return 'reused';
  const assets = await loadAssets(storage, 'assets' in job ? job.assets : {});
  await dispatch(job, { storage, assets, ...options });
  return 'done';
}

function dispatch(job: Job, context: JobContext): Promise<void> {
  switch (job.kind) {
    case 'extract':
      return extractPart(job, context);
    case 'quality':
      return judgeQuality(job, context);
    case 'safety':
      return judgeSafety(job, context);
    case 'signature':
      return signaturePart(job, context);
    case 'buckets':
      return findBuckets(job, context);
    case 'ranks':
      return rankDocuments(job, context);
    case 'compare':
      return compareShares(job, context);
    case 'components':
      return findComponents(job, context);
    case 'sets':
      return gatherSets(job, context);
    case 'addresses':
      return findAddresses(job, context);
    case 'lookup':
      return lookUpCollection(job, context);
    case 'known':
      return findKnown(job, context);
    case 'clusters':
      return makeClusters(job, context);
    case 'lines':
      return countLines(job, context);
    case 'line-totals':
      return addUpLines(job, context);
    case 'repeats':
      return cutRepeats(job, context);
    case 'scores':
      return findScores(job, context);
    case 'segment':
      return makeSegment(job, context);
    case 'export':
      return exportPart(job, context);
    case 'shuffle':
      return shuffleShard(job, context);
  }
}
