/** Members up to which each pair of a bucket is looked at; all of a larger bucket are joined. */
const PAIRED = 256;

/** Documents joined where they may be similar: whoever decides on one needs nothing from beyond its component. */
export interface Components {
  /** Joins the first `size` members of a bucket, but for pairs that cannot be similar. */
  join(members: Uint32Array, size: number, mayMatch: (a: number, b: number) => boolean): void;
  /** The smallest document of the component. */
  find(document: number): number;
  /** Whether the document was joined with another. */
  joined(document: number): boolean;
}

/** Memory: 5 bytes a document. Where buckets come in any order, the components are the same. */
export function createComponents(count: number): Components {
  const parent = Uint32Array.from({ length: count }, (_, document) => document);
  const marks = new Uint8Array(count);
  const find = (document: number): number => {
    let at = document;
    for (let up = parent[at]!; up !== at; up = parent[at]!) {
      parent[at] = parent[up]!;
      at = parent[at]!;
    }
    return at;
  };
  const unite = (a: number, b: number): void => {
    marks[a] = 1;
    marks[b] = 1;
    const [one, other] = [find(a), find(b)];
    if (one < other) parent[other] = one;
    else parent[one] = other;
  };
  return {
    find,
    joined: (document) => marks[document] === 1,
    join(members, size, mayMatch) {
      if (size > PAIRED) {
        for (let i = 1; i < size; i++) unite(members[0]!, members[i]!);
        return;
      }
      for (let i = 1; i < size; i++) {
        const document = members[i]!;
        let root = find(document);
        for (let j = 0; j < i; j++) {
          const other = members[j]!;
          if (find(other) === root || !mayMatch(document, other)) continue;
          unite(document, other);
          root = find(document);
        }
      }
    },
  };
}

/** 32-bit words that the shingles and tokens of a share may take: all are held at a time when it is compared. */
export const SHARE_WORDS = 1 << 25;

/** Components put together into shares, in order of their smallest documents, until the next would be too much. */
export interface Shares {
  /** Share of a document that was joined with another. */
  of(document: number): number;
  /** Documents before each share, and of all of them. */
  starts: number[];
}

/**
 * Shares out components by weight; one heavier than `capacity` is a share of its own. Memory: 4 bytes a document, of
 * `weights`, which is used for it.
 */
export function shareOut({ find, joined }: Components, weights: Uint32Array, capacity: number): Shares {
  const count = weights.length;
  const most = 0xffffffff;
  for (let document = 0; document < count; document++) {
    const root = find(document);
    if (root !== document) weights[root] = Math.min(most, weights[root]! + weights[document]!);
  }
  let filled = 0;
  let shares = 0;
  for (let document = 0; document < count; document++) {
    if (!joined(document) || find(document) !== document) continue;
    if (shares === 0 || filled + weights[document]! > capacity) {
      shares += 1;
      filled = 0;
    }
    filled += weights[document]!;
    weights[document] = shares - 1;
  }
  const of = (document: number): number => weights[find(document)]!;
  const starts = new Array<number>(shares + 1).fill(0);
  for (let document = 0; document < count; document++) if (joined(document)) starts[of(document) + 1]! += 1;
  for (let share = 0; share < shares; share++) starts[share + 1]! += starts[share]!;
  return { of, starts };
}
