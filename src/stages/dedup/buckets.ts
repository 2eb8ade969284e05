/** Values of one column over all documents: `words[w][i]` is word `w` of document `documents[i]`. */
export interface Column {
  words: Uint32Array[];
  documents: Uint32Array;
}

/**
 * Groups documents with equal values by radix sort. The result is packed: the size of each group of two or more, then
 * its documents in ascending order. Memory: 12 bytes a document beyond the column itself and the result.
 */
export function groupEqual({ words, documents }: Column): Uint32Array {
  const [first, ...rest] = words;
  if (first === undefined || documents.length < 2) return new Uint32Array(0);
  const order = sortByWord(Uint32Array.from(documents.keys()), first);
  // Every group is of two or more, so sizes add at most half a word a document.
  const packed = new Uint32Array(Math.floor(order.length * 1.5));
  let length = 0;
  const equal = (a: number, b: number): boolean => rest.every((word) => word[a] === word[b]);
  const emit = (run: Uint32Array): void => {
    packed[length++] = run.length;
    for (let i = 0; i < run.length; i++) packed[length++] = documents[run[i]!]!;
  };
  for (let start = 0; start < order.length; ) {
    const word = first[order[start]!];
    let end = start + 1;
    let same = true;
    for (; end < order.length && first[order[end]!] === word; end++) same &&= equal(order[start]!, order[end]!);
    const run = order.subarray(start, end);
    if (run.length > 1) {
      if (same) emit(run);
      else for (const group of splitRun(run, rest)) emit(group);
    }
    start = end;
  }
  return packed.slice(0, length);
}

/** Groups of two or more in a run whose first words agree and whose other words do not all. */
function splitRun(run: Uint32Array, words: readonly Uint32Array[]): Uint32Array[] {
  const order = (a: number, b: number): number => {
    for (const word of words) if (word[a] !== word[b]) return word[a]! - word[b]!;
    return a - b;
  };
  const sorted = run.slice().sort(order);
  const groups: Uint32Array[] = [];
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1;
    while (end < sorted.length && words.every((word) => word[sorted[start]!] === word[sorted[end]!])) end += 1;
    if (end - start > 1) groups.push(sorted.subarray(start, end));
    start = end;
  }
  return groups;
}

const DIGIT = 11;
const RADIX = 1 << DIGIT;

/** A stable radix sort of positions by a 32-bit word, in three passes of 11 bits; `order` is used for it. */
export function sortByWord(order: Uint32Array<ArrayBuffer>, word: Uint32Array): Uint32Array<ArrayBuffer> {
  let from = order;
  let to = new Uint32Array(order.length);
  for (let shift = 0; shift < 32; shift += DIGIT) {
    const starts = new Uint32Array(RADIX + 1);
    for (let i = 0; i < from.length; i++) starts[((word[from[i]!]! >>> shift) & (RADIX - 1)) + 1]! += 1;
    for (let digit = 0; digit < RADIX; digit++) starts[digit + 1]! += starts[digit]!;
    for (let i = 0; i < from.length; i++) {
      const position = from[i]!;
      const digit = (word[position]! >>> shift) & (RADIX - 1);
      to[starts[digit]!++] = position;
    }
    [from, to] = [to, from];
  }
  return from;
}
