/** Values of one column over all documents: `words[w][i]` is word `w` of document `documents[i]`. */
export interface Column {
  words: Uint32Array[];
  documents: Uint32Array;
}

/** Positions that one hash table groups: their keys and the table stay in a processor's own cache. */
const RUN = 1 << 12;
/** Most runs, as a power of two, into which positions are spread: more cost more than they save. */
const MOST_RUN_BITS = 13;

/**
 * Groups documents with equal values: spread by the first bits of the first word into runs, then by a hash table each.
 * The result is packed: the size of each group of two or more, then its documents in ascending order. Memory: 8 bytes a
 * document beyond the column itself and the result.
 */
export function groupEqual({ words, documents }: Column): Uint32Array {
  const [first, ...rest] = words;
  const count = documents.length;
  if (first === undefined || count < 2) return new Uint32Array(0);
  const { starts, values, positions } = spread(first.subarray(0, count));
  // Every group is of two or more, so sizes add at most half a word a document.
  const packed = new Uint32Array(Math.floor(count * 1.5));
  let length = 0;
  let heads = new Uint32Array(RUN * 4);
  let nexts = new Uint32Array(RUN * 2);
  let tails = new Uint32Array(RUN * 2);
  let sizes = new Uint32Array(RUN * 2);
  const equalRest = (a: number, b: number): boolean => {
    for (const word of rest) if (word[a] !== word[b]) return false;
    return true;
  };
  for (let run = 0; run + 1 < starts.length; run++) {
    const start = starts[run]!;
    const size = starts[run + 1]! - start;
    if (size < 2) continue;
    const slots = 2 ** (32 - Math.clz32(size * 2 - 1));
    if (slots > heads.length) {
      heads = new Uint32Array(slots);
      [nexts, tails, sizes] = [new Uint32Array(size), new Uint32Array(size), new Uint32Array(size)];
    } else heads.fill(0, 0, slots);
    let repeated = false;
    for (let i = 0; i < size; i++) {
      const value = values[start + i]!;
      sizes[i] = 1;
      tails[i] = i;
      // The low bits: the high ones are the same in a run.
      let slot = value & (slots - 1);
      for (let entry = heads[slot]!; ; entry = heads[slot]!) {
        if (entry === 0) {
          heads[slot] = i + 1;
          break;
        }
        const head = entry - 1;
        if (values[start + head] === value && equalRest(positions[start + head]!, positions[start + i]!)) {
          nexts[tails[head]!] = i;
          tails[head] = i;
          sizes[head]! += 1;
          sizes[i] = 0;
          repeated = true;
          break;
        }
        slot = (slot + 1) & (slots - 1);
      }
    }
    if (!repeated) continue;
    for (let head = 0; head < size; head++) {
      if (sizes[head]! < 2) continue;
      packed[length++] = sizes[head]!;
      for (let left = sizes[head]!, i = head; left > 0; left--, i = nexts[i]!)
        packed[length++] = documents[positions[start + i]!]!;
    }
  }
  return packed.slice(0, length);
}

/** Positions of a column and their values, by the first bits of these: run `r` is `starts[r]` up to `starts[r + 1]`. */
function spread(word: Uint32Array): { starts: Uint32Array; values: Uint32Array; positions: Uint32Array } {
  const count = word.length;
  const bits = Math.min(MOST_RUN_BITS, Math.max(0, 32 - Math.clz32(Math.ceil(count / RUN) - 1)));
  const shift = 32 - bits;
  const runOf = (value: number): number => (bits === 0 ? 0 : value >>> shift);
  const starts = new Uint32Array(2 ** bits + 1);
  for (let i = 0; i < count; i++) starts[runOf(word[i]!) + 1]! += 1;
  for (let run = 0; run < 2 ** bits; run++) starts[run + 1]! += starts[run]!;
  const next = starts.slice();
  const values = new Uint32Array(count);
  const positions = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const value = word[i]!;
    const at = next[runOf(value)]!++;
    values[at] = value;
    positions[at] = i;
  }
  return { starts, values, positions };
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
