import type { Analysis } from '../../text/analysis.ts';

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
  const heads = new Set(listed.map((word) => headOf(word.charCodeAt(0), word.length)));
  const longest = Math.max(0, ...listed.map((word) => word.length));
  let flagsOfWord = new Uint8Array(1 << 11);

  return ({ text, words, ids, codes }) => {
    if (words.count > flagsOfWord.length) flagsOfWord = new Uint8Array(words.count * 2);
    const found: ListedWords = { stopWords: 0, functionWords: 0 };
    for (let word = 0; word < words.count; word++) {
      if (ids[word] === word) {
        const start = words.starts[word]!;
        const length = words.ends[word]! - start;
        const candidate = length <= longest && heads.has(headOf(codes[start]!, length));
        const own = candidate ? (flags.get(text.slice(start, start + length)) ?? 0) : 0;
        flagsOfWord[word] = own;
        if ((own & STOP) !== 0) found.stopWords += 1;
      }
      if ((flagsOfWord[ids[word]!]! & FUNCTION) !== 0) found.functionWords += 1;
    }
    return found;
  };
}

function headOf(code: number, length: number): number {
  return code * 64 + Math.min(length, 63);
}
