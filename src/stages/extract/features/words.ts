import { lookUp, mixToken, unknownToken } from '../model/token-table.ts';
import { letterByte } from '../scan/byte-classes.ts';
import type { Page } from '../scan/page.ts';

/** Words of a block that are looked up in the table; later ones say little. */
const tableWords = 12;
/** Blocks of up to this many words are also looked up whole: "Read more", "Leave a comment". */
const wholeBlockWords = 6;
/** Blocks longer than this are not compared with title and description. */
export const maxMatchedWords = 40;
const maxReadBytes = 2000;
const titleSlots = 512;
const descriptionSlots = 2048;
const pairSalt = 0x51ed270b;
const wholeSalt = 0x2c1b3c6d;
/** All numbers are one word. */
const numberHash = 0x6e756d;

/** Set of word hashes, open addressing, 0 is empty. */
interface WordSet {
  readonly slots: Int32Array;
  size: number;
}

export interface Words {
  readonly title: WordSet;
  readonly description: WordSet;
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
    title: { slots: new Int32Array(titleSlots), size: 0 },
    description: { slots: new Int32Array(descriptionSlots), size: 0 },
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

const isHan = (byte: number) => byte >= 0xe4 && byte <= 0xe9;

function fill(set: WordSet, bytes: Uint8Array, start: number, end: number): void {
  const { slots } = set;
  const mask = slots.length - 1;
  if (set.size > 0) slots.fill(0);
  set.size = 0;
  const stop = Math.min(end, start + maxReadBytes);
  for (let at = start; at < stop && set.size < slots.length >> 2; ) {
    const byte = bytes[at]!;
    if (letterByte[byte] === 0) {
      at++;
      continue;
    }
    let hash = 17;
    if (isHan(byte)) {
      hash = Math.imul((byte << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!, 31) | 1;
      at += 3;
    } else {
      while (at < stop && letterByte[bytes[at]!] === 1 && !isHan(bytes[at]!)) {
        hash = (Math.imul(hash, 31) + (bytes[at]! | 32)) | 0;
        at++;
      }
      hash |= 1;
    }
    let slot = (mixToken(hash) >>> 14) & mask;
    while (slots[slot] !== 0 && slots[slot] !== hash) slot = (slot + 1) & mask;
    if (slots[slot] === 0) {
      slots[slot] = hash;
      set.size++;
    }
  }
}

/** Takes in the page's title and description; blocks are compared with them. */
export function readTitle(words: Words, page: Page): void {
  fill(words.title, page.bytes, page.titleStart, page.titleEnd);
  fill(words.description, page.bytes, page.descriptionStart, page.descriptionEnd);
}

/** Sees each token that a block is looked up by; the trainer listens here. */
export type TokenListener = (mixed: number) => void;

/** Looks a block's words up in the table; compares short blocks with title and description. Results in `words`. */
export function matchBlock(words: Words, page: Page, block: number, table: Int32Array, listen?: TokenListener): void {
  const { bytes, firstRun, runStart, runEnd } = page;
  const titleSet = words.title.slots;
  const descriptionSet = words.description.slots;
  const hasDescription = words.description.size > 0;
  const isShort = page.blockWords[block]! <= maxMatchedWords;
  const maxWords = isShort ? Number.POSITIVE_INFINITY : tableWords;
  let count = 0;
  let inTitle = 0;
  let inDescription = 0;
  let known = 0;
  let sum = 0;
  let min = 127;
  let max = -127;
  let first = unknownToken;
  let pair = unknownToken;
  let sequence = 0;
  for (let run = firstRun[block]!, lastRun = firstRun[block + 1]!; run < lastRun && count < maxWords; run++) {
    const end = runEnd[run]!;
    for (let at = runStart[run]!; at < end && count < maxWords; ) {
      const byte = bytes[at]!;
      if (letterByte[byte] === 0) {
        at++;
        continue;
      }
      let hash = 17;
      if (byte >= 0xe4 && byte <= 0xe9) {
        hash = Math.imul((byte << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!, 31) | 1;
        at += 3;
      } else {
        let next = byte;
        do {
          hash = (Math.imul(hash, 31) + (next | 32)) | 0;
          next = bytes[++at]!;
        } while (letterByte[next] === 1 && !(next >= 0xe4 && next <= 0xe9));
        hash |= 1;
      }
      const mixed = mixToken(hash);
      if (count < tableWords) {
        const isNumber = byte >= 0x30 && byte <= 0x39;
        const word = isNumber ? mixToken(numberHash) : mixed;
        sequence = (Math.imul(sequence, 31) + word) | 0;
        const value = lookUp(table, word);
        if (listen !== undefined) listen(word);
        if (value !== unknownToken) {
          known++;
          sum += value;
          if (value < min) min = value;
          if (value > max) max = value;
          if (count === 0) first = value;
        }
        if (count === 1) {
          const both = mixToken(sequence ^ pairSalt);
          pair = lookUp(table, both);
          if (listen !== undefined) listen(both);
        }
      }
      count++;
      let slot = (mixed >>> 14) & (titleSlots - 1);
      while (titleSet[slot] !== 0 && titleSet[slot] !== hash) slot = (slot + 1) & (titleSlots - 1);
      if (titleSet[slot] === hash) inTitle++;
      if (hasDescription) {
        slot = (mixed >>> 14) & (descriptionSlots - 1);
        while (descriptionSet[slot] !== 0 && descriptionSet[slot] !== hash) slot = (slot + 1) & (descriptionSlots - 1);
        if (descriptionSet[slot] === hash) inDescription++;
      }
    }
  }
  words.whole = unknownToken;
  if (count <= wholeBlockWords && count > 0) {
    const all = mixToken(sequence ^ wholeSalt);
    words.whole = lookUp(table, all);
    if (listen !== undefined) listen(all);
  }
  words.count = count;
  words.inTitle = isShort ? inTitle : 0;
  words.inDescription = isShort ? inDescription : 0;
  words.known = known;
  words.sum = sum;
  words.min = known > 0 ? min : 0;
  words.max = known > 0 ? max : 0;
  words.first = first === unknownToken ? 0 : first;
  words.pair = pair === unknownToken ? 0 : pair;
  if (words.whole === unknownToken) words.whole = 0;
}
