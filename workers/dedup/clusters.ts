import type { Annotation, Attributes } from '../../src/document.ts';
import { CLUSTERS } from '../../src/runs/clusters.ts';
import { type JobWorker, outputPrefix } from '../../src/runs/job.ts';
import { writeOutput } from '../../src/runs/output.ts';
import { clustersFile } from '../../src/runs/part.ts';
import { type DedupParameters, dedupParameters } from '../../src/stages/dedup/parameters.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { readAddressGroups } from './addresses.ts';
import { decide } from './decide.ts';
import { readEdges } from './edge-files.ts';
import { openInput, openParts, type SignedPart } from './files.ts';
import { numberedIds } from './ids.ts';
import { createKnownReader, openKnown } from './known-reader.ts';
import { openPreference } from './ranks.ts';
import type { Verdicts } from './verdicts.ts';

/** Names survivors from what was compared, and writes one attributes file per part and the list of clusters. */
export const makeClusters: JobWorker<'clusters'> = async (job, { storage, signal, progress }) => {
  const parameters = dedupParameters.parse(job.parameters);
  const parts = await openParts(storage, job.signatures);
  const buckets = await Promise.all(job.buckets.map((key) => openInput(storage, 'buckets', key)));
  const known = job.known === null ? undefined : openKnown(storage, await openInput(storage, 'known', job.known));
  const addresses = await readAddressGroups(storage, job.addresses);
  const inputs = await Promise.all(job.edges.map((key) => openInput(storage, 'compare', key)));
  const compared = { compared: 0, below: 0, saturated: 0 };
  for (const name of ['compared', 'below', 'saturated'] as const)
    for (const input of inputs) compared[name] += input.counts[name] ?? 0;
  const edges = () => readEdges(storage, inputs);
  const preference = await openPreference(storage, job.ranks, parts);
  const evidence = { parts, preference, buckets, addresses, known, edges, counts: compared };
  const verdicts = await decide(storage, evidence, parameters, signal);
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

/** Attributes of each document of the part, in the order of its documents file, in batches. */
export async function* annotatePart(
  storage: Storage,
  part: SignedPart,
  { bands }: Pick<DedupParameters, 'bands'>,
  verdicts: Verdicts,
  known?: ReadonlyMap<number, Annotation>,
): AsyncIterable<Attributes[]> {
  for await (const batch of numberedIds(storage, part, bands))
    yield batch.map(({ line, document }) => {
      const annotation = document === undefined ? verdicts.unlooked : (known?.get(document) ?? verdicts.of(document));
      return { id: JSON.parse(line) as string, ...annotation };
    });
}
