import { type Cursor, damaged } from './cursor.ts';

const LABEL_PREFIX = '__label__';
const WORD = 0;

export interface Dictionary {
  /** Words are the rows 0 to `words` - 1 of the input. */
  words: number;
  /** Names without their prefix, in the order of the output's rows. */
  labels: string[];
  /** How often each label was met in training. */
  labelCounts: number[];
  /** Where n-grams were pruned: bucket → row behind the words. */
  pruned: ReadonlyMap<number, number> | undefined;
  /** Row of the word that `bytes` hold from `start` to `end`, whose hash is given; -1 for one that is not known. */
  find(bytes: Uint8Array, start: number, end: number, hash: number): number;
  /** Whether these bytes are a label, which is no word. */
  isLabel(bytes: Uint8Array, start: number, end: number): boolean;
}

/** fastText's hash of bytes: FNV-1a, each byte taken as a signed number. */
export function hashBytes(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let index = start; index < end; index++) hash = Math.imul(hash ^ ((bytes[index]! << 24) >> 24), 0x01000193);
  return hash;
}

const prefixBytes = Uint8Array.from(LABEL_PREFIX, (character) => character.charCodeAt(0));

export function readDictionary(cursor: Cursor): Dictionary {
  const { bytes } = cursor;
  const size = cursor.int();
  const words = cursor.int();
  const labelCount = cursor.int();
  cursor.skip(8); // tokens met in training
  const prunedCount = cursor.long();
  // An entry is at least ten bytes: an end, a count, a kind.
  if (size < 0 || words < 0 || size !== words + labelCount || size * 10 > bytes.length) throw damaged('a wrong count');
  const starts = new Float64Array(words);
  const ends = new Float64Array(words);
  const labels: string[] = [];
  const labelCounts: number[] = [];
  const decoder = new TextDecoder();
  for (let entry = 0; entry < size; entry++) {
    const start = cursor.position;
    const end = bytes.indexOf(0, start);
    if (end < 0) throw damaged('a word without an end');
    cursor.skip(end + 1 - start);
    const count = cursor.long();
    if (bytes[cursor.skip(1)] === WORD) {
      if (entry >= words) throw damaged('a word among the labels');
      starts[entry] = start;
      ends[entry] = end;
    } else {
      const label = decoder.decode(bytes.subarray(start, end));
      labels.push(label.startsWith(LABEL_PREFIX) ? label.slice(LABEL_PREFIX.length) : label);
      labelCounts.push(count);
    }
  }
  if (labels.length !== labelCount || labelCount === 0) throw damaged('no labels');
  return { words, labels, labelCounts, pruned: readPruned(cursor, prunedCount), ...createFind(bytes, starts, ends) };
}

function readPruned(cursor: Cursor, count: number): Map<number, number> | undefined {
  if (count < 0) return undefined;
  const pruned = new Map<number, number>();
  for (let index = 0; index < count; index++) {
    const bucket = cursor.int();
    pruned.set(bucket, cursor.int());
  }
  return pruned;
}

/** An open table of words by hash; their bytes stay in the file. */
function createFind(file: Uint8Array, starts: Float64Array, ends: Float64Array): Pick<Dictionary, 'find' | 'isLabel'> {
  const mask = 2 ** Math.ceil(Math.log2(Math.max(16, starts.length * 2))) - 1;
  const table = new Int32Array(mask + 1).fill(-1);
  const hashes = new Int32Array(starts.length);
  for (let word = 0; word < starts.length; word++) {
    const hash = hashBytes(file, starts[word]!, ends[word]!);
    hashes[word] = hash;
    let slot = hash & mask;
    while (table[slot] !== -1) slot = (slot + 1) & mask;
    table[slot] = word;
  }
  const equal = (word: number, bytes: Uint8Array, start: number, length: number): boolean => {
    const from = starts[word]!;
    if (ends[word]! - from !== length) return false;
    for (let index = 0; index < length; index++) if (file[from + index] !== bytes[start + index]) return false;
    return true;
  };
  return {
    find(bytes, start, end, hash) {
      for (let slot = hash & mask; table[slot] !== -1; slot = (slot + 1) & mask) {
        const word = table[slot]!;
        if (hashes[word] === hash && equal(word, bytes, start, end - start)) return word;
      }
      return -1;
    },
    isLabel: (bytes, start, end) =>
      end - start >= prefixBytes.length && prefixBytes.every((byte, index) => bytes[start + index] === byte),
  };
}
