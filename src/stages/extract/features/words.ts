import { scratch } from '../kernel/kernel.ts';
import { lookUp, mixToken, type TokenTable, unknownToken } from '../model/token-table.ts';
import { wordByteClass as importedClass } from '../scan/byte-classes.ts';
import type { Page } from '../scan/page.ts';

// Re-bound: V8 folds a module's own constants into machine code, but reads imported ones through a cell on every use.
const { bytes } = scratch;
const wordByteClass = importedClass;
const unknown = unknownToken;
const letter = 1;
const han = 2;

/** Words of a block that are looked up in the table; later ones say little. */
const tableWords = 12;
/** Blocks of up to this many words are also looked up whole: "Read more", "Leave a comment". */
const wholeBlockWords = 6;
/** Blocks longer than this are not compared with title and description. */
export const maxMatchedWords = 40;
const allWords = 1 << 30;
const maxReadBytes = 2000;
const headSlots = 2048;
/** Words that are taken from title and description each; the set stays half empty. */
const maxHeadWords = 400;
const inTitleBit = 1;
const inDescriptionBit = 2;
const pairSalt = 0x51ed270b;
const wholeSalt = 0x2c1b3c6d;
/** All numbers are one word. */
const numberHash = 0x6e756d;

export interface Words {
  /** Words of title and description: a set of hashes (open addressing, 0 is empty), and which of both they are in. */
  readonly headHashes: Int32Array;
  readonly headBits: Uint8Array;
  titleWords: number;
  /** Results of `matchBlock`. */
  count: number;
  inTitle: number;
  inDescription: number;
  known: number;
  sum: number;
  min: number;
  max: number;
  first: number;
  pair: number;
  whole: number;
}

export function createWords(): Words {
  return {
    headHashes: new Int32Array(headSlots),
    headBits: new Uint8Array(headSlots),
    titleWords: 0,
    count: 0,
    inTitle: 0,
    inDescription: 0,
    known: 0,
    sum: 0,
    min: 0,
    max: 0,
    first: 0,
    pair: 0,
    whole: 0,
  };
}

/** One behind the word that `hashWord` read. */
let wordEnd = 0;

/** Hash of the word that starts at `from`, never 0: a Han character, or letters whatever their case. Sets `wordEnd`. */
function hashWord(from: number): number {
  const first = bytes[from]!;
  if (wordByteClass[first] === han) {
    wordEnd = from + 3;
    return Math.imul((first << 16) | (bytes[from + 1]! << 8) | bytes[from + 2]!, 31) | 1;
  }
  let at = from;
  let hash = 17;
  let byte = first;
  do {
    hash = (Math.imul(hash, 31) + (byte | 32)) | 0;
    byte = bytes[++at]!;
  } while (wordByteClass[byte] === letter);
  wordEnd = at;
  return hash | 1;
}

/** Where a hash is in the set, or belongs. */
function slotOf(headHashes: Int32Array, hash: number, mixed: number): number {
  let slot = (mixed >>> 14) & (headSlots - 1);
  while (headHashes[slot] !== 0 && headHashes[slot] !== hash) slot = (slot + 1) & (headSlots - 1);
  return slot;
}

/** Adds the words of a byte range to the set; returns how many different ones. */
function addHeadWords(words: Words, start: number, end: number, bit: number): number {
  const { headHashes, headBits } = words;
  const stop = Math.min(end, start + maxReadBytes);
  let added = 0;
  for (let at = start; at < stop && added < maxHeadWords; ) {
    if (wordByteClass[bytes[at]!] === 0) {
      at++;
      continue;
    }
    const hash = hashWord(at);
    at = wordEnd;
    const slot = slotOf(headHashes, hash, mixToken(hash));
    headHashes[slot] = hash;
    if ((headBits[slot]! & bit) === 0) added++;
    headBits[slot]! |= bit;
  }
  return added;
}

/** Takes in the page's title and description; blocks are compared with them. */
export function readTitle(words: Words, page: Page): void {
  words.headHashes.fill(0);
  words.headBits.fill(0);
  words.titleWords = addHeadWords(words, page.titleStart, page.titleEnd, inTitleBit);
  addHeadWords(words, page.descriptionStart, page.descriptionEnd, inDescriptionBit);
}

/** Sees each token that a block is looked up by; the trainer listens here. */
export type TokenListener = (mixed: number) => void;

/** Looks a block's words up in the table; compares short blocks with title and description. Results in `words`. */
export function matchBlock(words: Words, page: Page, block: number, table: TokenTable, listen?: TokenListener): void {
  const { firstRun, runStart, runEnd } = page;
  const { headHashes, headBits } = words;
  const { buckets, shift } = table;
  const isShort = page.blockWords[block]! <= maxMatchedWords;
  const maxWords = isShort ? allWords : tableWords;
  let count = 0;
  let inTitle = 0;
  let inDescription = 0;
  let known = 0;
  let sum = 0;
  let min = 127;
  let max = -127;
  let first = unknown;
  let pair = unknown;
  let sequence = 0;
  for (let run = firstRun[block]!, lastRun = firstRun[block + 1]!; run < lastRun && count < maxWords; run++) {
    const end = runEnd[run]!;
    for (let at = runStart[run]!; at < end && count < maxWords; ) {
      const byte = bytes[at]!;
      if (wordByteClass[byte] === 0) {
        at++;
        continue;
      }
      const hash = hashWord(at);
      at = wordEnd;
      const mixed = mixToken(hash);
      if (count < tableWords) {
        const isNumber = byte >= 0x30 && byte <= 0x39;
        const word = isNumber ? mixToken(numberHash) : mixed;
        sequence = (Math.imul(sequence, 31) + word) | 0;
        const value = lookUp(buckets, shift, word);
        if (listen !== undefined) listen(word);
        if (value !== unknown) {
          known++;
          sum += value;
          if (value < min) min = value;
          if (value > max) max = value;
          if (count === 0) first = value;
        }
        if (count === 1) {
          const both = mixToken(sequence ^ pairSalt);
          pair = lookUp(buckets, shift, both);
          if (listen !== undefined) listen(both);
        }
      }
      count++;
      const bits = headBits[slotOf(headHashes, hash, mixed)]!;
      inTitle += bits & inTitleBit;
      inDescription += bits >> 1;
    }
  }
  words.whole = unknown;
  if (count <= wholeBlockWords && count > 0) {
    const all = mixToken(sequence ^ wholeSalt);
    words.whole = lookUp(buckets, shift, all);
    if (listen !== undefined) listen(all);
  }
  words.count = count;
  words.inTitle = isShort ? inTitle : 0;
  words.inDescription = isShort ? inDescription : 0;
  words.known = known;
  words.sum = sum;
  words.min = known > 0 ? min : 0;
  words.max = known > 0 ? max : 0;
  words.first = first === unknown ? 0 : first;
  words.pair = pair === unknown ? 0 : pair;
  if (words.whole === unknown) words.whole = 0;
}
