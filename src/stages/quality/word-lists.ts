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
  let flagsOfWord = new Uint8Array(1 << 11);

  return (analysis) => {
    const { codes, words, ids, hashes } = analysis;
    if (words.count > flagsOfWord.length) flagsOfWord = new Uint8Array(words.count * 2);
    let stop = 0;
    let functions = 0;
    for (let word = 0; word < words.count; word++) {
      const first = ids[word]!;
      let own: number;
      if (first === word) {
        const found = table.findHashed(hashes[word]!, codes, words.starts[word]!, words.ends[word]!);
        own = found === -1 ? 0 : values[found]!;
        flagsOfWord[word] = own;
        if ((own & STOP) !== 0) stop += 1;
      } else own = flagsOfWord[first]!;
      if ((own & FUNCTION) !== 0) functions += 1;
    }
    return { stopWords: stop, functionWords: functions };
  };
}
