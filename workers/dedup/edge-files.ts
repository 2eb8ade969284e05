import { readWords } from '../../src/runs/words.ts';
import type { Edges } from '../../src/stages/dedup/edges.ts';
import { readRange, type Storage } from '../../src/storage/storage.ts';
import { type Input, openInput, type Sink } from './files.ts';

/** Files of a compare output: numbers over all parts of documents and of those they are similar to, and how similar. */
export const EDGES = 'edges.bin';
export const SIMILARITIES = 'similarities.bin';

export async function writeEdges(
  files: { edges: Sink; similarities: Sink },
  { documents, kept, similarity }: Edges,
): Promise<void> {
  for (const words of [documents, kept]) await files.edges.write(bytesOf(words));
  await files.similarities.write(bytesOf(similarity));
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Uint32Array | Float64Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** Finished compare outputs, with their counts. */
export async function readEdges(
  storage: Storage,
  keys: readonly string[],
): Promise<{ edges: Edges[]; inputs: Input[] }> {
  const edges: Edges[] = [];
  const inputs: Input[] = [];
  for (const key of keys) {
    const input = await openInput(storage, 'compare', key);
    const { prefix, counts } = input;
    const count = counts['edges'] ?? 0;
    const words = await readWords(storage, `${prefix}/${EDGES}`, { start: 0, end: count * 8 });
    const similarities = await readRange(storage, `${prefix}/${SIMILARITIES}`, { start: 0, end: count * 8 });
    edges.push({
      documents: words.subarray(0, count),
      kept: words.subarray(count),
      similarity: new Float64Array(similarities.buffer),
    });
    inputs.push(input);
  }
  return { edges, inputs };
}
