import { maxBlocks, maxElements } from '../kernel/layout.ts';
import { createHashTable, type HashTable } from './hash-table.ts';

/** Sums over the blocks inside each element, and what each element knows of the chain above it. */
export interface Containers {
  /** Characters of the page. */
  total: number;
  /** The element with the highest paragraph score. */
  top: number;
  /** Token values of `html` and `body`: themes write there what kind of page it is. 7-bit buckets. */
  pageClassMin: number;
  pageClassMax: number;
  pageClassSum: number;
  readonly text: Int32Array;
  readonly link: Int32Array;
  readonly blocks: Int32Array;
  readonly paragraphText: Int32Array;
  readonly headings: Int32Array;
  readonly score: Float64Array;
  /** The nearest ancestor that holds more text. */
  readonly wider: Int32Array;
  /** Siblings of the same shape that hold text, and the most of one shape among an element's children. */
  readonly repeats: Int32Array;
  readonly mostRepeated: Int32Array;
  /** Group of siblings of one shape, by element; sums by group. */
  readonly group: Int32Array;
  readonly groupSize: Int32Array;
  readonly groupText: Int32Array;
  readonly groupLink: Int32Array;
  readonly groupParagraph: Int32Array;
  readonly groupBlocks: Int32Array;
  readonly groupHeadings: Int32Array;
  readonly groupImages: Int32Array;
  readonly groupFirst: Int32Array;
  /** Features of a group, at its number + 1; at 0 those of no group. */
  readonly groupSizeBucket: Uint8Array;
  readonly groupShareBucket: Uint8Array;
  readonly groupLinkBucket: Uint8Array;
  readonly groupTextBucket: Uint8Array;
  readonly groupParagraphBucket: Uint8Array;
  readonly groupBlocksBucket: Uint8Array;
  readonly groupHeadingsBucket: Uint8Array;
  readonly groupImagesBucket: Uint8Array;
  /** Nearest element at or above that is one of `minRows` or more of a shape, and the one whose group holds most text; 0: none. */
  readonly row: Int32Array;
  readonly bigRow: Int32Array;
  /** Whether the element lies in `top`. */
  readonly inTop: Uint8Array;
  /** Features of an element, computed once: 7-bit buckets. */
  readonly linkShare: Uint8Array;
  readonly paragraphShare: Uint8Array;
  readonly textBucket: Uint8Array;
  readonly pageShare: Uint8Array;
  readonly scoreBucket: Uint8Array;
  readonly bestScore: Uint8Array;
  readonly headingBucket: Uint8Array;
  readonly blocksBucket: Uint8Array;
  readonly wrapperMin: Uint8Array;
  readonly wrapperSum: Uint8Array;
  readonly chainMin: Uint8Array;
  readonly chainMax: Uint8Array;
  readonly chainSum: Uint8Array;
  readonly near: Uint8Array;
  /** Whether a block reads as a paragraph. */
  readonly isParagraph: Uint8Array;
  readonly table: HashTable;
  readonly work: Work;
}

/** Values that only flow down the tree. */
interface Work {
  readonly best: Float64Array;
  readonly wrapperMin: Float32Array;
  readonly wrapperSum: Float32Array;
  readonly chainMin: Float32Array;
  readonly chainMax: Float32Array;
  readonly chainSum: Float32Array;
  readonly near: Float32Array;
}

export function createContainers(): Containers {
  const ints = () => new Int32Array(maxElements);
  const small = () => new Uint8Array(maxElements);
  const floats = () => new Float32Array(maxElements);
  return {
    total: 0,
    top: 0,
    pageClassMin: 0,
    pageClassMax: 0,
    pageClassSum: 0,
    text: ints(),
    link: ints(),
    blocks: ints(),
    paragraphText: ints(),
    headings: ints(),
    score: new Float64Array(maxElements),
    wider: ints(),
    repeats: ints(),
    mostRepeated: ints(),
    group: ints(),
    groupSize: ints(),
    groupText: ints(),
    groupLink: ints(),
    groupParagraph: ints(),
    groupBlocks: ints(),
    groupHeadings: ints(),
    groupImages: ints(),
    groupFirst: ints(),
    groupSizeBucket: small(),
    groupShareBucket: small(),
    groupLinkBucket: small(),
    groupTextBucket: small(),
    groupParagraphBucket: small(),
    groupBlocksBucket: small(),
    groupHeadingsBucket: small(),
    groupImagesBucket: small(),
    row: ints(),
    bigRow: ints(),
    inTop: small(),
    linkShare: small(),
    paragraphShare: small(),
    textBucket: small(),
    pageShare: small(),
    scoreBucket: small(),
    bestScore: small(),
    headingBucket: small(),
    blocksBucket: small(),
    wrapperMin: small(),
    wrapperSum: small(),
    chainMin: small(),
    chainMax: small(),
    chainSum: small(),
    near: small(),
    isParagraph: new Uint8Array(maxBlocks),
    table: createHashTable(1 << 18),
    work: {
      best: new Float64Array(maxElements),
      wrapperMin: floats(),
      wrapperSum: floats(),
      chainMin: floats(),
      chainMax: floats(),
      chainSum: floats(),
      near: floats(),
    },
  };
}
