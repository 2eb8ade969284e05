import { astralClass, charClasses, LETTER, SURROGATE, SYMBOL } from './char-classes.ts';
import { createSpanTable, type SpanTable } from './span-table.ts';
import { countPairs, type SplitText } from './split-text.ts';
import { emptyWords, splitWords, type Words } from './words.ts';

/** Base of the polynomial hash over the words' code units: odd, so that powers never vanish mod 2^32. */
export const HASH_BASE = 0x01000193;

/** What every rule reads of one text: made once a document, valid until the next call of the function that made it. */
export interface Analysis extends SplitText {
  text: string;
  /** All words' code units one after another; word i is `squeezed[offsets[i], offsets[i + 1])`. */
  squeezed: Uint16Array;
  offsets: Int32Array;
  /** `prefix[k]`: polynomial hash of the first k squeezed code units. */
  prefix: Int32Array;
  /** Code points before word i. */
  pointOffsets: Int32Array;
  /** Word i is the same string as word `ids[i]` ≤ i, the first of its kind. */
  ids: Int32Array;
  /** Words with a character that is not in datatrove's punctuation set, and their code points together. */
  plainWords: number;
  plainWordPoints: number;
  /** Words with a letter. */
  alphabeticWords: number;
  /** Words that differ. */
  distinctWords: number;
}

/** Takes a text apart; `words` instead of our own are for checks against another tokenizer. */
export type Analyse = (text: string, words?: Words) => Analysis;

/** Texts above this keep no buffers behind: 4 M code units, 60 MB of arrays. */
const KEPT_LENGTH = 1 << 22;

/** Makes an `Analyse` that uses its buffers again and again. */
export function createAnalyse(): Analyse {
  let buffers = createBuffers(1 << 14);
  const table = createSpanTable();

  return (text, givenWords) => {
    if (text.length > buffers.capacity) {
      const larger = createBuffers(Math.max(text.length, buffers.capacity * 2));
      if (text.length > KEPT_LENGTH) return analyse(text, larger, createSpanTable(), givenWords);
      buffers = larger;
    }
    return analyse(text, buffers, table, givenWords);
  };
}

interface Buffers {
  capacity: number;
  codes: Uint16Array;
  /** The bytes of `codes`. */
  bytes: Buffer;
  squeezed: Uint16Array;
  prefix: Int32Array;
  words: Words;
  offsets: Int32Array;
  pointOffsets: Int32Array;
  ids: Int32Array;
}

function createBuffers(capacity: number): Buffers {
  const codes = new Uint16Array(capacity);
  return {
    capacity,
    codes,
    bytes: Buffer.from(codes.buffer),
    squeezed: new Uint16Array(capacity),
    prefix: new Int32Array(capacity + 1),
    words: emptyWords(),
    offsets: new Int32Array(0),
    pointOffsets: new Int32Array(0),
    ids: new Int32Array(0),
  };
}

function analyse(text: string, buffers: Buffers, table: SpanTable, givenWords: Words | undefined): Analysis {
  const { codes, squeezed, prefix } = buffers;
  const length = text.length;
  // a copy in native code: a loop over charCodeAt takes a hundred times as long
  buffers.bytes.write(text, 'utf16le');
  const words = givenWords ?? buffers.words;
  if (givenWords === undefined) splitWords(codes, length, words);
  if (buffers.offsets.length <= words.count) {
    buffers.offsets = new Int32Array(words.starts.length + 1);
    buffers.pointOffsets = new Int32Array(words.starts.length + 1);
    buffers.ids = new Int32Array(words.starts.length);
  }
  const { offsets, pointOffsets, ids } = buffers;
  const { count, starts, ends } = words;

  table.reset(squeezed, count);
  let offset = 0;
  let points = 0;
  let hash = 0;
  let plainWords = 0;
  let plainWordPoints = 0;
  let alphabeticWords = 0;
  let distinctWords = 0;
  let met = 0;
  for (let word = 0; word < count; word++) {
    const end = ends[word]!;
    const first = offset;
    let any = 0;
    let all = -1;
    let wordHash = 0;
    for (let index = starts[word]!; index < end; index++) {
      const code = codes[index]!;
      squeezed[offset] = code;
      hash = (Math.imul(hash, HASH_BASE) + code) | 0;
      wordHash = Math.imul(wordHash ^ code, HASH_BASE);
      offset += 1;
      prefix[offset] = hash;
      const flags = charClasses[code]!;
      any |= flags;
      all &= flags;
    }
    met |= any;
    let wordPoints = offset - first;
    let plain = (all & SYMBOL) === 0;
    let alphabetic = (any & LETTER) !== 0;
    if ((any & SURROGATE) !== 0) {
      const astral = astralWord(squeezed, first, offset);
      wordPoints = astral.points;
      plain = astral.plain;
      alphabetic = astral.alphabetic;
    }
    if (plain) {
      plainWords += 1;
      plainWordPoints += wordPoints;
    }
    if (alphabetic) alphabeticWords += 1;
    offsets[word] = first;
    pointOffsets[word] = points;
    points += wordPoints;
    const same = table.add(first, offset, wordHash, word);
    if (same === -1) distinctWords += 1;
    ids[word] = same === -1 ? word : same;
  }
  offsets[count] = offset;
  pointOffsets[count] = points;
  // all that is not white space is in a word, unless the words were given
  const pairs = givenWords !== undefined || (met & SURROGATE) !== 0 ? countPairs(codes, length) : 0;
  return {
    text,
    codes,
    length,
    codePoints: length - pairs,
    astral: pairs > 0,
    words,
    squeezed,
    offsets,
    prefix,
    pointOffsets,
    ids,
    plainWords,
    plainWordPoints,
    alphabeticWords,
    distinctWords,
  };
}

function astralWord(
  codes: Uint16Array,
  start: number,
  end: number,
): { points: number; plain: boolean; alphabetic: boolean } {
  let points = 0;
  let plain = false;
  let alphabetic = false;
  for (let index = start; index < end; index++) {
    const code = codes[index]!;
    let flags = charClasses[code]!;
    if ((code & 0xfc00) === 0xd800 && index + 1 < end && (codes[index + 1]! & 0xfc00) === 0xdc00) {
      index += 1;
      flags = astralClass(0x10000 + ((code - 0xd800) << 10) + (codes[index]! - 0xdc00));
    }
    points += 1;
    if ((flags & SYMBOL) === 0) plain = true;
    if ((flags & LETTER) !== 0) alphabetic = true;
  }
  return { points, plain, alphabetic };
}
