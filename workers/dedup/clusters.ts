import type { Attributes } from '../../src/document.ts';
import { readLines } from '../../src/runs/input.ts';
import { type JobWorker, outputPrefix } from '../../src/runs/job.ts';
import { type OutputFile, writeOutput } from '../../src/runs/output.ts';
import { clustersFile } from '../../src/runs/part.ts';
import { clusterDocuments } from '../../src/stages/dedup/cluster.ts';
import { editSimilar } from '../../src/stages/dedup/edit-similarity.ts';
import { dedupParameters } from '../../src/stages/dedup/parameters.ts';
import { columns } from '../../src/stages/dedup/signature-file.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { IDS, openInput, openParts, readColumns, type SignedPart } from './files.ts';
import { findExact, loadCandidates, markInvolved } from './groups.ts';
import { type Involved, loadInvolved, NOT_INVOLVED } from './involved.ts';
import { createLoader } from './shingle-sets.ts';
import { createVerdicts, type Verdicts } from './verdicts.ts';

/** Verifies the candidates, names survivors, and writes one attributes file per part and the list of clusters. */
export const makeClusters: JobWorker<'clusters'> = async (job, { storage, signal, progress }) => {
  const parameters = dedupParameters.parse(job.parameters);
  const parts = await openParts(storage, job.signatures);
  const looked = parts.reduce((sum, part) => sum + part.looked, 0);
  const buckets = await Promise.all(job.buckets.map((key) => openInput(storage, 'buckets', key)));
  const marks = await markInvolved(storage, buckets, looked);
  const involved = await loadInvolved(storage, parts, marks, parameters);
  const copyOf = await findExact(storage, buckets, involved);
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
  const verdicts = createVerdicts(involved, copyOf, clusters, threshold);
  await writeOutput(storage, outputPrefix(job.kind, job.key), job.key, async (output) => {
    let documents = 0;
    for (const [index, part] of parts.entries()) {
      signal.throwIfAborted();
      await writePart(storage, part, involved, verdicts, parameters.bands, output.file(clustersFile(index)));
      documents += part.documents;
      progress({ documents, bytes: 0 });
    }
    const file = output.file('clusters.jsonl.gz');
    for (const cluster of verdicts.clusters()) await file.line(cluster);
    const { compared, below, saturated } = clusters;
    return { documents, looked, ...verdicts.counts, compared, below, saturated };
  });
};

/** One attributes line for each document of the part, in the order of its documents file. */
async function writePart(
  storage: Storage,
  part: SignedPart,
  { rankOf }: Involved,
  verdicts: Verdicts,
  bands: number,
  file: OutputFile,
): Promise<void> {
  const positions = lookedPositions(storage, part, bands);
  let next = await positions.next();
  let number = part.first;
  let position = 0;
  for await (const batch of readLines(storage, part.prefix, IDS))
    for (const line of batch) {
      const id = JSON.parse(line) as string;
      let rank = NOT_INVOLVED;
      if (next.done !== true && next.value === position) {
        rank = rankOf[number]!;
        number += 1;
        next = await positions.next();
      }
      const attributes: Attributes = { id, ...verdicts.of(rank) };
      await file.line(attributes);
      position += 1;
    }
}

/** Positions in the documents file of the documents that have a signature. */
async function* lookedPositions(storage: Storage, part: SignedPart, bands: number): AsyncGenerator<number> {
  for await (const { columns: read } of readColumns(storage, part, bands, columns.index, columns.index + 1))
    yield* read[0]!;
}
