import type { Attributes, Document } from '../../src/document.ts';
import { readJudged } from '../../src/runs/input.ts';
import { type JobWorker, outputPrefix } from '../../src/runs/job.ts';
import { writeOutput } from '../../src/runs/output.ts';
import { addressRow } from '../../src/stages/dedup/addresses.ts';
import { dedupStage } from '../../src/stages/dedup/dedup.ts';
import { type DedupParameters, dedupParameters } from '../../src/stages/dedup/parameters.ts';
import { createBlockWriter, type DocumentFacts } from '../../src/stages/dedup/signature-file.ts';
import type { Sketch } from '../../src/stages/dedup/sketch.ts';
import { stageWorker } from '../instance.ts';
import { ADDRESSES } from './addresses.ts';
import { createWordWriter, IDS, SHINGLES, SIGNATURES, type Sink, TOKENS } from './files.ts';

/**
 * Sketches a part's documents, passing over those that an earlier stage dropped. Ids of all documents, signatures
 * (see `signature-file.ts`) and shingle hashes (both lanes of a document, document after document) are written.
 */
export const signaturePart: JobWorker<'signature'> = async (job, { storage, assets, signal, progress }) => {
  const parameters = dedupParameters.parse(job.parameters);
  const sketch = stageWorker(dedupStage, job.parameters, job.assets, assets);
  const before = job.before.map(({ stage, key }) => ({ prefix: outputPrefix(stage, key) }));
  await writeOutput(storage, outputPrefix(job.kind, job.key), job.key, async (output) => {
    const ids = output.file(IDS);
    const addresses = parameters.addresses !== null;
    const signatures = createSignatureWriter(parameters, {
      signatures: output.file(SIGNATURES),
      shingles: output.file(SHINGLES),
      tokens: parameters.editSimilarity === null ? undefined : output.file(TOKENS),
      addresses: addresses ? output.file(ADDRESSES) : undefined,
    });
    let documents = 0;
    for await (const { document, attributes } of readJudged(storage, job.documents, before)) {
      await ids.line(document.id);
      if (attributes.every(({ verdict }) => verdict === 'keep')) {
        const { text } = document;
        const facts = { index: documents, length: text.length, quality: qualityOf(attributes) };
        if (signatures.add(facts, sketch(text), addresses && rowOf(document))) await signatures.drain();
      }
      documents += 1;
      if (documents % 256 === 0) {
        signal.throwIfAborted();
        progress({ documents, bytes: signatures.counts.characters });
      }
    }
    await signatures.finish();
    return { documents, ...signatures.counts };
  });
};

/** Writes documents' signatures and shingles in the layout of `signature-file.ts`. */
export function createSignatureWriter(
  { bands }: Pick<DedupParameters, 'bands'>,
  sinks: { signatures: Sink; shingles: Sink; tokens: Sink | undefined; addresses: Sink | undefined },
) {
  const shingles = createWordWriter(sinks.shingles);
  const tokens = sinks.tokens === undefined ? undefined : createWordWriter(sinks.tokens);
  const addresses = sinks.addresses === undefined ? undefined : createWordWriter(sinks.addresses);
  const blocks = createBlockWriter(bands);
  let full: Uint8Array[] = [];
  const counts = { looked: 0, short: 0, shingles: 0, characters: 0 };
  const drain = async (): Promise<void> => {
    const waiting = full;
    full = [];
    for (const block of waiting) await sinks.signatures.write(block);
    await shingles.drain();
    await tokens?.drain();
    await addresses?.drain();
  };
  return {
    counts,
    /** Takes a document in, and its address row where addresses are compared; whether bytes wait to be drained. */
    add(facts: DocumentFacts, sketch: Sketch, address: Uint32Array | false): boolean {
      let waiting = false;
      for (const { lane1, lane2, count } of [sketch.set, sketch.coarse]) {
        if (count === 0) continue;
        waiting = shingles.write(lane1, count) || waiting;
        waiting = shingles.write(lane2, count) || waiting;
      }
      if (tokens !== undefined) waiting = tokens.write(sketch.token1, sketch.tokens) || waiting;
      if (addresses !== undefined && address) waiting = addresses.write(address, address.length) || waiting;
      const block = blocks.add(facts, sketch);
      if (block !== undefined) full.push(block);
      counts.looked += 1;
      counts.shingles += sketch.set.count;
      counts.characters += facts.length;
      if (sketch.set.count === 0) counts.short += 1;
      return waiting || block !== undefined;
    },
    drain,
    async finish(): Promise<void> {
      const last = blocks.finish();
      if (last !== undefined) full.push(last);
      await drain();
      await shingles.finish();
      await tokens?.finish();
      await addresses?.finish();
    },
  };
}

function rowOf({ id, text, added, metadata }: Document): Uint32Array {
  const { url } = metadata;
  return addressRow(typeof url === 'string' ? url : undefined, { added, length: text.length, id });
}

/** The last quality score that a stage gave; 0 where none did. */
function qualityOf(attributes: readonly Attributes[]): number {
  const scores = attributes.map(({ measures }) => measures['quality']).filter((value) => typeof value === 'number');
  return scores.at(-1) ?? 0;
}
