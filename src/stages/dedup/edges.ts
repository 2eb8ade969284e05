/** Verified pairs: each document is similar to a more preferred one, which whoever compared them kept. */
export interface Edges {
  documents: Uint32Array;
  kept: Uint32Array;
  /** In millionths: what is reported, in half of the memory. */
  similarity: Uint32Array;
}

const MILLION = 1e6;

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

export interface Resolved {
  /** The document kept for each document: itself where it stays. */
  survivor: Uint32Array;
  /** Jaccard similarity with the survivor. */
  similarity: Float64Array;
  /** Documents that stay although they have edges: all that they are known to be similar to went. */
  revived: Uint32Array;
}

/** Edges held of each document: the most preferred it is similar to. */
const HELD = 4;
const NONE = 0xffffffff;

/**
 * Takes edges between documents 0 to `count` − 1, most preferred first, in any order and more than once. `resolve` then
 * goes through the documents and removes each that has an edge to one that stays, for the most preferred of those.
 * Similarities are in millionths. Memory: 44 bytes a document.
 */
export function createResolver(count: number): {
  add(document: number, kept: number, similarity: number): void;
  resolve(): Resolved;
} {
  const targets = new Uint32Array(count * HELD).fill(NONE);
  const similarities = new Uint32Array(count * HELD);
  return {
    add(document, kept, similarity) {
      const first = document * HELD;
      let at = first;
      while (at < first + HELD && targets[at]! < kept) at += 1;
      if (at === first + HELD || targets[at] === kept) return;
      for (let to = first + HELD - 1; to > at; to--) {
        targets[to] = targets[to - 1]!;
        similarities[to] = similarities[to - 1]!;
      }
      targets[at] = kept;
      similarities[at] = similarity;
    },
    resolve() {
      const survivor = Uint32Array.from({ length: count }, (_, document) => document);
      const similarity = new Float64Array(count);
      const revived: number[] = [];
      for (let document = 0; document < count; document++) {
        const first = document * HELD;
        let at = first;
        while (at < first + HELD && targets[at] !== NONE && survivor[targets[at]!] !== targets[at]) at += 1;
        if (at < first + HELD && targets[at] !== NONE) {
          survivor[document] = targets[at]!;
          similarity[document] = similarities[at]! / MILLION;
        } else if (at > first) revived.push(document);
      }
      return { survivor, similarity, revived: Uint32Array.from(revived) };
    },
  };
}
