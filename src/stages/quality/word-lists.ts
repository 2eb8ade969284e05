import type { Analysis } from '../../text/analysis.ts';
import { hashOfWord } from '../../text/kernel/kernel.ts';

/** What a text has of two lists of words. */
export interface ListedWords {
  /** Different stop words. */
  stopWords: number;
  /** Function words, each time one is met. */
  functionWords: number;
}

export type CountListed = (analysis: Analysis) => ListedWords;

const STOP = 1;
const FUNCTION = 2;

/** Case counts, as in datatrove: `The` is not `the`. */
export function createCountListed(stopWords: readonly string[], functionWords: readonly string[]): CountListed {
  const flags = new Map<string, number>();
  for (const word of stopWords) flags.set(word, STOP);
  for (const word of functionWords) flags.set(word, (flags.get(word) ?? 0) | FUNCTION);
  const listed = [...flags.keys()];
  // by hash, open-addressed: number of the word, from 1
  let size = 16;
  while (size < listed.length * 4) size *= 2;
  const mask = size - 1;
  const slots = new Uint16Array(size);
  for (const [index, word] of listed.entries()) {
    let slot = slotOf(hashOfWord(word)) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = index + 1;
  }
  const values = Uint8Array.from(listed, (word) => flags.get(word)!);
  let flagsOfWord = new Uint8Array(1 << 11);

  const flagsOf = ({ codes, words }: Analysis, word: number, hash: number): number => {
    for (let slot = slotOf(hash) & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const index = slots[slot]! - 1;
      if (isSame(codes, words.starts[word]!, words.ends[word]!, listed[index]!)) return values[index]!;
    }
    return 0;
  };

  return (analysis) => {
    const { words, ids, hashes } = analysis;
    if (words.count > flagsOfWord.length) flagsOfWord = new Uint8Array(words.count * 2);
    let stop = 0;
    let functions = 0;
    for (let word = 0; word < words.count; word++) {
      const first = ids[word]!;
      let own: number;
      if (first === word) {
        own = flagsOf(analysis, word, hashes[word]!);
        flagsOfWord[word] = own;
        if ((own & STOP) !== 0) stop += 1;
      } else own = flagsOfWord[first]!;
      if ((own & FUNCTION) !== 0) functions += 1;
    }
    return { stopWords: stop, functionWords: functions };
  };
}

const slotOf = (hash: number): number => hash ^ (hash >>> 15);

function isSame(codes: Uint16Array, start: number, end: number, word: string): boolean {
  if (end - start !== word.length) return false;
  for (let index = 0; index < word.length; index++) if (codes[start + index] !== word.charCodeAt(index)) return false;
  return true;
}
