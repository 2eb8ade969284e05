import type { Annotation, Attributes } from '../../src/document.ts';
import { CLUSTERS } from '../../src/runs/clusters.ts';
import { type JobWorker, outputPrefix } from '../../src/runs/job.ts';
import { writeOutput } from '../../src/runs/output.ts';
import { clustersFile } from '../../src/runs/part.ts';
import { clusterDocuments } from '../../src/stages/dedup/cluster.ts';
import { editSimilar } from '../../src/stages/dedup/edit-similarity.ts';
import { type DedupParameters, dedupParameters } from '../../src/stages/dedup/parameters.ts';
import { columns } from '../../src/stages/dedup/signature-file.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { eachGroup, readAddressGroups } from './addresses.ts';
import { type Input, openInput, openParts, readColumns, type SignedPart } from './files.ts';
import { findAtAddress, findExact, loadCandidates, markInvolved } from './groups.ts';
import { loadInvolved } from './involved.ts';
import { createKnownReader, type KnownDocuments, openKnown } from './known-reader.ts';
import { createLoader } from './shingle-sets.ts';
import { createVerdicts, type Verdicts } from './verdicts.ts';

/** Verifies the candidates, names survivors, and writes one attributes file per part and the list of clusters. */
export const makeClusters: JobWorker<'clusters'> = async (job, { storage, signal, progress }) => {
  const parameters = dedupParameters.parse(job.parameters);
  const parts = await openParts(storage, job.signatures);
  const buckets = await Promise.all(job.buckets.map((key) => openInput(storage, 'buckets', key)));
  const known = job.known === null ? undefined : openKnown(storage, await openInput(storage, 'known', job.known));
  const addresses = await readAddressGroups(storage, job.addresses);
  const verdicts = await decide(storage, { parts, buckets, addresses, known }, parameters, signal);
  const knownReader = known && createKnownReader(known);
  await writeOutput(storage, outputPrefix(job.kind, job.key), job.key, async (output) => {
    let documents = 0;
    for (const [index, part] of parts.entries()) {
      signal.throwIfAborted();
      const file = output.file(clustersFile(index));
      const knownHere = await knownReader?.upTo(part.first + part.looked);
      for await (const batch of annotatePart(storage, part, parameters, verdicts, knownHere))
        for (const attributes of batch) await file.line(attributes);
      documents += part.documents;
      progress({ documents, bytes: 0 });
    }
    const file = output.file(CLUSTERS);
    for (const cluster of verdicts.clusters()) await file.line(cluster);
    const { dropped, ...counts } = verdicts.counts;
    const more = known === undefined ? {} : { known: known.count };
    return { documents, dropped: dropped + (known?.count ?? 0), ...counts, ...more, ...verdicts.sizes };
  });
};

/** What was found about the documents of all parts. */
interface Evidence {
  parts: readonly SignedPart[];
  buckets: readonly Input[];
  /** Packed groups of documents at one address, the one to keep first. */
  addresses: readonly Uint32Array[];
  known?: KnownDocuments | undefined;
}

/** Compares the candidates that the buckets name, and decides on every document but those that a collection has. */
export async function decide(
  storage: Storage,
  { parts, buckets, addresses, known }: Evidence,
  parameters: DedupParameters,
  signal: AbortSignal,
): Promise<Verdicts> {
  const looked = parts.reduce((sum, part) => sum + part.looked, 0);
  const marks = await markInvolved(storage, buckets, looked);
  for (const group of eachGroup(addresses)) for (const document of group) marks[document] = 1;
  // Unmarked documents have no rank, and no group takes a member without one.
  if (known !== undefined)
    for await (const numbers of known.numbers()) for (const document of numbers) marks[document] = 0;
  const involved = await loadInvolved(storage, parts, marks, parameters);
  const atAddress = findAtAddress(addresses, involved);
  const copyOf = await findExact(storage, buckets, involved, atAddress);
  const candidates = await loadCandidates(storage, buckets, involved, copyOf);
  signal.throwIfAborted();
  const { threshold, editSimilarity } = parameters;
  const clusters = await clusterDocuments(candidates, {
    threshold,
    signal,
    load: createLoader(storage, parts, involved, editSimilarity !== null),
    ...(editSimilarity !== null && {
      accept: (a, b) => editSimilar(a.tokens ?? new Int32Array(0), b.tokens ?? new Int32Array(0), editSimilarity),
    }),
  });
  return createVerdicts(involved, { copyOf, atAddress }, clusters, threshold);
}

/** Attributes of each document of the part, in the order of its documents file, in batches. */
export async function* annotatePart(
  storage: Storage,
  part: SignedPart,
  { bands }: Pick<DedupParameters, 'bands'>,
  verdicts: Verdicts,
  known?: ReadonlyMap<number, Annotation>,
): AsyncIterable<Attributes[]> {
  const positions = await lookedPositions(storage, part, bands);
  let looked = 0;
  let position = 0;
  for await (const batch of part.ids()) {
    yield batch.map((line) => {
      const isLooked = positions[looked] === position;
      const document = part.first + looked;
      const annotation = isLooked ? (known?.get(document) ?? verdicts.of(document)) : verdicts.unlooked;
      if (isLooked) looked += 1;
      position += 1;
      return { id: JSON.parse(line) as string, ...annotation };
    });
  }
}

/** Positions in the documents file of the documents that have a signature. */
async function lookedPositions(storage: Storage, part: SignedPart, bands: number): Promise<Uint32Array> {
  const positions = new Uint32Array(part.looked);
  for await (const { first, columns: read } of readColumns(storage, part, bands, columns.index, columns.index + 1))
    positions.set(read[0]!, first - part.first);
  return positions;
}
