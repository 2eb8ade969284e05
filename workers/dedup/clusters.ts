import type { Annotation, Attributes } from '../../src/document.ts';
import { CLUSTERS } from '../../src/runs/clusters.ts';
import { type JobWorker, outputPrefix } from '../../src/runs/job.ts';
import { writeOutput } from '../../src/runs/output.ts';
import { clustersFile } from '../../src/runs/part.ts';
import { createResolver, type Edges } from '../../src/stages/dedup/edges.ts';
import { type DedupParameters, dedupParameters } from '../../src/stages/dedup/parameters.ts';
import { columns } from '../../src/stages/dedup/signature-file.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { eachGroup, readAddressGroups } from './addresses.ts';
import { type Compared, compareGroups, markGone } from './compare.ts';
import { readEdges } from './edge-files.ts';
import { EXACT, type Input, openInput, openParts, readColumns, type SignedPart } from './files.ts';
import { findAtAddress, findExact, readGroups } from './groups.ts';
import { loadInvolved, NOT_INVOLVED } from './involved.ts';
import { createKnownReader, type KnownDocuments, openKnown } from './known-reader.ts';
import { createVerdicts, type Verdicts } from './verdicts.ts';

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
  const edges = (): AsyncIterable<Edges> => readEdges(storage, inputs);
  const evidence = { parts, buckets, addresses, known, edges, counts: compared };
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

/** What was found about the documents of all parts. */
interface Evidence {
  parts: readonly SignedPart[];
  buckets: readonly Input[];
  /** Packed groups of documents at one address, the one to keep first. */
  addresses: readonly Uint32Array[];
  known?: KnownDocuments | undefined;
  /** Pairs that are similar, by number over all parts. */
  edges(): AsyncIterable<Edges>;
  /** What was counted in finding them. */
  counts: Compared['counts'];
}

/** Times that documents whose similar ones all went are compared anew. */
const ROUNDS = 3;

/**
 * Decides on every document but those that a collection has. Where comparisons were shared out, a document may have been
 * compared with some that went for others; such documents are compared with what is kept beside them. Memory: 6 bytes a
 * document, and some 120 for each that is a duplicate or has one.
 */
export async function decide(
  storage: Storage,
  { parts, buckets, addresses, known, edges, counts }: Evidence,
  parameters: DedupParameters,
  signal: AbortSignal,
): Promise<Verdicts> {
  const gone = await markGone(parts, { addresses, known });
  const more: Edges[] = [];
  const total = { ...counts };
  for (let round = 0; ; round++) {
    const involved = await loadInvolved(storage, parts, await marksOf(), parameters, 'names');
    const { rankOf } = involved;
    const atAddress = findAtAddress(addresses, involved);
    const copyOf = await findExact(storage, buckets, involved, atAddress);
    signal.throwIfAborted();
    const rank = (document: number): number | undefined =>
      rankOf[document] === NOT_INVOLVED ? undefined : rankOf[document];
    const resolver = createResolver(involved.count);
    for await (const { documents, kept, similarity } of allEdges())
      for (let i = 0; i < documents.length; i++) {
        const [one, other] = [rank(documents[i]!), rank(kept[i]!)];
        if (one !== undefined && other !== undefined) resolver.add(one, other, similarity[i]!);
      }
    const resolved = resolver.resolve();
    const { survivor, revived } = resolved;
    if (revived.length > 0 && round < ROUNDS) {
      const isRevived = new Uint8Array(gone.length);
      for (const one of revived) isRevived[involved.documents[one]!] = 1;
      const removed = gone.map((mark, document) => {
        const own = rank(document);
        return mark === 1 || (own !== undefined && survivor[copyOf[own]!] !== own) ? 1 : 0;
      });
      const takes = (group: Uint32Array): boolean => group.some((document) => isRevived[document] === 1);
      const anew = await compareGroups(storage, { parts, buckets, gone: removed, most: 1, takes }, parameters, signal);
      for (const name of ['compared', 'below', 'saturated'] as const) total[name] += anew.counts[name];
      more.push(anew.edges);
      if (anew.edges.documents.length > 0) continue;
    }
    return createVerdicts(involved, { copyOf, atAddress }, { ...resolved, ...total }, parameters.threshold);
  }

  async function* allEdges(): AsyncIterable<Edges> {
    yield* edges();
    yield* more;
  }

  /** Documents of edges, exact copies, and those at one address: all others stay, and nothing is held of them. */
  async function marksOf(): Promise<Uint8Array> {
    const marks = new Uint8Array(gone.length);
    for await (const { documents, kept } of allEdges())
      for (const numbers of [documents, kept]) for (const document of numbers) marks[document] = 1;
    for await (const group of readGroups(storage, buckets, EXACT)) for (const document of group) marks[document] = 1;
    for (const group of eachGroup(addresses)) for (const document of group) marks[document] = 1;
    // Unmarked documents have no rank, and no group takes a member without one.
    if (known !== undefined)
      for await (const numbers of known.numbers()) for (const document of numbers) marks[document] = 0;
    signal.throwIfAborted();
    return marks;
  }
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
