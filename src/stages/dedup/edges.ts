/** Verified pairs: each document is similar to a more preferred one, which whoever compared them kept. */
export interface Edges {
  documents: Uint32Array;
  kept: Uint32Array;
  similarity: Float64Array;
}

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
      edges.similarity[count++] = similarity;
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
  similarity: new Float64Array(size),
});

export interface Resolved {
  /** The document kept for each document: itself where it stays. */
  survivor: Uint32Array;
  /** Jaccard similarity with the survivor. */
  similarity: Float64Array;
  /** Documents that stay although they have edges: all that they are known to be similar to went. */
  revived: Uint32Array;
}

/**
 * Goes through documents 0 to `count` − 1, most preferred first, and removes each that has an edge to one that stays,
 * for the most preferred of those. `rankOf` turns the edges' numbers into these.
 */
export function resolveEdges(
  count: number,
  lists: readonly Edges[],
  rankOf: (document: number) => number | undefined,
): Resolved {
  const starts = new Uint32Array(count + 1);
  const each = (visit: (rank: number, kept: number, similarity: number) => void): void => {
    for (const { documents, kept, similarity } of lists)
      for (let i = 0; i < documents.length; i++) {
        const [rank, to] = [rankOf(documents[i]!), rankOf(kept[i]!)];
        if (rank !== undefined && to !== undefined) visit(rank, to, similarity[i]!);
      }
  };
  each((rank) => {
    starts[rank + 1]! += 1;
  });
  for (let rank = 0; rank < count; rank++) starts[rank + 1]! += starts[rank]!;
  const targets = new Uint32Array(starts[count]!);
  const similarities = new Float64Array(starts[count]!);
  const next = starts.slice();
  each((rank, kept, similarity) => {
    const at = next[rank]!++;
    targets[at] = kept;
    similarities[at] = similarity;
  });
  const survivor = Uint32Array.from({ length: count }, (_, rank) => rank);
  const similarity = new Float64Array(count);
  const revived: number[] = [];
  for (let rank = 0; rank < count; rank++) {
    let best = rank;
    for (let at = starts[rank]!; at < starts[rank + 1]!; at++) {
      const target = targets[at]!;
      if (survivor[target] !== target || target >= best) continue;
      best = target;
      similarity[rank] = similarities[at]!;
    }
    survivor[rank] = best;
    if (best === rank && starts[rank + 1]! > starts[rank]!) revived.push(rank);
  }
  return { survivor, similarity, revived: Uint32Array.from(revived) };
}
