import type { Attributes, Document } from '../../src/document.ts';
import { readAttributes, readLines } from '../../src/runs/input.ts';
import type { JobContext } from '../../src/runs/job.ts';
import { contentKey } from '../../src/runs/key.ts';
import { type Done, readDone, writeOutput } from '../../src/runs/output.ts';
import { clustersFile } from '../../src/runs/part.ts';
import { bucketShares } from '../../src/stages/dedup/banding.ts';
import { dedupParameters } from '../../src/stages/dedup/parameters.ts';
import type { Storage } from '../../src/storage/storage.ts';
import {
  compareShares,
  findAddresses,
  findBuckets,
  findComponents,
  gatherSets,
  makeClusters,
  rankDocuments,
  signaturePart,
} from '../../workers/dedup.ts';

/** A document with what quality said of it. */
export interface Input {
  id: string;
  text: string;
  quality?: number;
  dropped?: boolean;
  url?: string;
  added?: string;
}

export interface DedupResult {
  /** Attributes lines of each part. */
  parts: Attributes[][];
  clusters: { survivor: string; size: number; members: { id: string; rule: string; similarity: number | null }[] }[];
  done: Done;
  /** Buckets jobs that shared the work. */
  jobs: number;
}

/** Runs the three kinds of dedup jobs over parts of documents, bucket jobs in the order given. */
export async function runDedup(
  storage: Storage,
  parts: readonly (readonly Input[])[],
  given: Parameters<typeof dedupParameters.parse>[0] = {},
  { reverseJobs = false, slices = 0 } = {},
): Promise<DedupResult> {
  const parameters = dedupParameters.parse(given);
  const context: JobContext = {
    storage,
    assets: new Map(),
    signal: new AbortController().signal,
    progress: () => undefined,
  };
  const signatures: string[] = [];
  for (const part of parts) {
    const documents = contentKey(['documents', part]);
    await writePart(storage, documents, part);
    const key = contentKey(['signature', documents, parameters]);
    const before = [
      { stage: 'extract' as const, key: documents },
      { stage: 'quality' as const, key: documents },
    ];
    await signaturePart({ kind: 'signature', key, documents, before, parameters, assets: {} }, context);
    signatures.push(key);
  }
  const shares = slices === 0 ? bucketShares(parameters, 0) : bucketShares(parameters, slices * 4 * 2 ** 30);
  const jobs = shares.map((share) => ({
    kind: 'buckets' as const,
    key: contentKey(['buckets', signatures, share]),
    signatures,
    ...share,
    parameters,
  }));
  for (const job of reverseJobs ? [...jobs].reverse() : jobs) await findBuckets(job, context);
  const addresses: string[] = [];
  for (const index of parameters.addresses === null ? [] : [0, 1, 2]) {
    const address = contentKey(['addresses', signatures, index]);
    await findAddresses({ kind: 'addresses', key: address, signatures, index, jobs: 3, parameters }, context);
    addresses.push(address);
  }
  const ranks = parameters.survivor === 'first' ? null : contentKey(['ranks', signatures, parameters.survivor]);
  if (ranks !== null) await rankDocuments({ kind: 'ranks', key: ranks, signatures, parameters }, context);
  // A family of edited texts takes some thousands of words.
  const shareWords = slices === 0 ? null : 3000;
  const components = contentKey(['components', signatures, parameters, slices]);
  const buckets = jobs.map((job) => job.key);
  await findComponents(
    { kind: 'components', key: components, signatures, buckets, ranks, addresses, known: null, shareWords, parameters },
    context,
  );
  const sets = (shareWords === null ? [] : signatures).map((signature, index) => ({
    kind: 'sets' as const,
    key: contentKey(['sets', components, index]),
    index,
    signature,
    components,
    parameters,
  }));
  for (const job of reverseJobs ? [...sets].reverse() : sets) await gatherSets(job, context);
  const compareJobs = Math.max(1, slices);
  const compares = Array.from({ length: compareJobs }, (_, index) => ({
    kind: 'compare' as const,
    key: contentKey(['compare', components, index]),
    signatures,
    components,
    sets: sets.map((job) => job.key),
    index,
    jobs: compareJobs,
    parameters,
  }));
  for (const job of reverseJobs ? [...compares].reverse() : compares) await compareShares(job, context);
  const edges = compares.map((job) => job.key);
  const key = contentKey(['clusters', signatures]);
  await makeClusters(
    {
      kind: 'clusters',
      key,
      signatures,
      buckets: jobs.map((job) => job.key),
      ranks,
      edges,
      addresses,
      known: null,
      parameters,
    },
    context,
  );
  const prefix = `outputs/clusters/${key}`;
  const done = await readDone(storage, prefix);
  if (done === undefined) throw new Error('no clusters output');
  const result: DedupResult = { parts: [], clusters: [], done, jobs: jobs.length };
  for (const [index] of parts.entries()) {
    const lines: Attributes[] = [];
    for await (const batch of readAttributes(storage, prefix, clustersFile(index))) lines.push(...batch);
    result.parts.push(lines);
  }
  for await (const batch of readLines(storage, prefix, 'clusters.jsonl.gz'))
    for (const line of batch) result.clusters.push(JSON.parse(line));
  return result;
}

async function writePart(storage: Storage, key: string, inputs: readonly Input[]): Promise<void> {
  await writeOutput(storage, `outputs/extract/${key}`, key, async (output) => {
    const documents = output.file('documents.jsonl.gz');
    const attributes = output.file('attributes.jsonl.gz');
    for (const { id, text, url, added } of inputs) {
      const document: Document = {
        id,
        text,
        source: 'test',
        metadata: url === undefined ? {} : { url },
        ...(added !== undefined && { added }),
      };
      await documents.line(document);
      await attributes.line({ id, verdict: 'keep', failures: [], measures: {}, edits: [] });
    }
    return { documents: inputs.length };
  });
  await writeOutput(storage, `outputs/quality/${key}`, key, async (output) => {
    const attributes = output.file('attributes.jsonl.gz');
    for (const { id, quality, dropped } of inputs) {
      const measures = quality === undefined ? {} : { quality };
      await attributes.line({ id, verdict: dropped ? 'drop' : 'keep', failures: [], measures, edits: [] });
    }
    return { documents: inputs.length };
  });
}
