import type { Analysis } from '../../text/analysis.ts';
import { createWordTable } from '../../text/word-table.ts';

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
  const table = createWordTable(listed);
  const values = Uint8Array.from(listed, (word) => flags.get(word)!);

  return ({ codes, words, hashes, distinct, distinctWords, times }) => {
    let stop = 0;
    let functions = 0;
    for (let index = 0; index < distinctWords; index++) {
      const word = distinct[index]!;
      const found = table.findHashed(hashes[word]!, codes, words.starts[word]!, words.ends[word]!);
      if (found === -1) continue;
      const flags = values[found]!;
      if ((flags & STOP) !== 0) stop += 1;
      if ((flags & FUNCTION) !== 0) functions += times[word]!;
    }
    return { stopWords: stop, functionWords: functions };
  };
}
