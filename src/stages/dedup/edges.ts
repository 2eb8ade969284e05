/** Verified pairs: each document is similar to a more preferred one, which whoever compared them kept. */
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

export interface Resolved {
  /** The document kept for each document: itself where it stays. */
  survivor: Uint32Array;
  /** Jaccard similarity with the survivor, in millionths. */
  similarity: Uint32Array;
  /** Documents that stay although they have edges: all that they are known to be similar to went. */
  revived: Uint32Array;
}

/** Edges held of each document: the most preferred it is similar to. */
const HELD = 4;
const NONE = 0xffffffff;
/** Documents resolved at a time. */
const RANGE = 1 << 20;

/**
 * Goes through documents 0 to `count` − 1, most preferred first, and removes each that has an edge to one that stays, for
 * the most preferred of those. `edges` hands out the same edges, between those documents, whenever it is called; in any
 * order and more than once each. Memory: 8 bytes a document, and 32 for each of a range of them; the edges are gone
 * through once a range.
 */
export async function resolveEdges(count: number, edges: () => AsyncIterable<Edges>, range = RANGE): Promise<Resolved> {
  const survivor = Uint32Array.from({ length: count }, (_, document) => document);
  const similarity = new Uint32Array(count);
  const revived: number[] = [];
  const targets = new Uint32Array(Math.min(range, count) * HELD);
  const similarities = new Uint32Array(targets.length);

  /** Holds an edge of the document whose edges begin at `first`, unless it is there or `HELD` better ones are. */
  const hold = (first: number, kept: number, value: number): void => {
    const last = first + HELD;
    let at = first;
    while (at < last && targets[at]! < kept) at += 1;
    if (at === last || targets[at] === kept) return;
    for (let to = last - 1; to > at; to--) {
      targets[to] = targets[to - 1]!;
      similarities[to] = similarities[to - 1]!;
    }
    targets[at] = kept;
    similarities[at] = value;
  };

  for (let from = 0; from < count; from += range) {
    const to = Math.min(from + range, count);
    targets.fill(NONE);
    for await (const { documents, kept, similarity: values } of edges())
      for (let i = 0; i < documents.length; i++)
        if (documents[i]! >= from && documents[i]! < to) hold((documents[i]! - from) * HELD, kept[i]!, values[i]!);
    for (let document = from; document < to; document++) {
      const first = (document - from) * HELD;
      let at = first;
      while (at < first + HELD && targets[at] !== NONE && survivor[targets[at]!] !== targets[at]) at += 1;
      if (at < first + HELD && targets[at] !== NONE) {
        survivor[document] = targets[at]!;
        similarity[document] = similarities[at]!;
      } else if (at > first) revived.push(document);
    }
  }
  return { survivor, similarity, revived: Uint32Array.from(revived) };
}
