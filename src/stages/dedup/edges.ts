/** Verified pairs: each document goes for a more preferred one that stays. */
export interface Edges {
  documents: Uint32Array;
  kept: Uint32Array;
  /** In millionths. */
  similarity: Uint32Array;
}

/** Similarities of edges are whole numbers of millionths: what is reported, in half of the memory. */
export const MILLION = 1e6;

/** Collects edges in growing arrays. */
export function createEdges() {
  let size = 1024;
  let edges = allocate(size);
  let count = 0;
  return {
    add(document: number, kept: number, similarity: number): void {
      if (count === size) {
        size *= 2;
        const larger = allocate(size);
        larger.documents.set(edges.documents);
        larger.kept.set(edges.kept);
        larger.similarity.set(edges.similarity);
        edges = larger;
      }
      edges.documents[count] = document;
      edges.kept[count] = kept;
      edges.similarity[count++] = Math.round(similarity * MILLION);
    },
    /** Views of what was added. */
    all: (): Edges => ({
      documents: edges.documents.subarray(0, count),
      kept: edges.kept.subarray(0, count),
      similarity: edges.similarity.subarray(0, count),
    }),
  };
}

const allocate = (size: number): Edges => ({
  documents: new Uint32Array(size),
  kept: new Uint32Array(size),
  similarity: new Uint32Array(size),
});
