import { readWords } from '../../src/runs/words.ts';
import type { Edges } from '../../src/stages/dedup/edges.ts';
import type { Storage } from '../../src/storage/storage.ts';
import type { Input, Sink } from './files.ts';

/**
 * File of a compare output, 32-bit words: numbers over all parts of documents, those of the documents they are similar
 * to, and how similar, in millionths.
 */
export const EDGES = 'edges.bin';

export async function writeEdges(file: Sink, { documents, kept, similarity }: Edges): Promise<void> {
  for (const { buffer, byteOffset, byteLength } of [documents, kept, similarity])
    await file.write(new Uint8Array(buffer, byteOffset, byteLength));
}

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
      const [documents, kept, similarity] = await Promise.all([words(0), words(count), words(2 * count)]);
      yield { documents, kept, similarity };
    }
  }
}
