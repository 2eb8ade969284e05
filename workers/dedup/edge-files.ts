import { readWords } from '../../src/runs/words.ts';
import type { Edges } from '../../src/stages/dedup/edges.ts';
import { readRange, type Storage } from '../../src/storage/storage.ts';
import type { Input, Sink } from './files.ts';

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

/** Edges read at a time. */
const PIECE = 1 << 18;

/** Edges of finished compare outputs, piece by piece. */
export async function* readEdges(storage: Storage, inputs: readonly Input[]): AsyncIterable<Edges> {
  for (const { prefix, counts } of inputs) {
    const count = counts['edges'] ?? 0;
    for (let from = 0; from < count; from += PIECE) {
      const to = Math.min(from + PIECE, count);
      const words = (first: number) =>
        readWords(storage, `${prefix}/${EDGES}`, { start: (first + from) * 4, end: (first + to) * 4 });
      const range = { start: from * 8, end: to * 8 };
      const [documents, kept, similarities] = await Promise.all([
        words(0),
        words(count),
        readRange(storage, `${prefix}/${SIMILARITIES}`, range),
      ]);
      yield { documents, kept, similarity: new Float64Array(similarities.buffer) };
    }
  }
}
