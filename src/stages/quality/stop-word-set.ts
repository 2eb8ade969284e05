import type { Analysis } from '../../text/analysis.ts';

/** How many different words of a list a text has. */
export type StopWords = (analysis: Analysis) => number;

/** Case counts, as in datatrove: `The` is not `the`. */
export function createStopWords(list: readonly string[]): StopWords {
  const words = new Set(list);
  const heads = new Set(list.map((word) => headOf(word.charCodeAt(0), word.length)));
  const longest = Math.max(0, ...list.map((word) => word.length));

  return ({ text, words: spans, ids, codes }) => {
    let found = 0;
    for (let word = 0; word < spans.count; word++) {
      if (ids[word] !== word) continue;
      const start = spans.starts[word]!;
      const length = spans.ends[word]! - start;
      if (length > longest || !heads.has(headOf(codes[start]!, length))) continue;
      if (words.has(text.slice(start, start + length))) found += 1;
    }
    return found;
  };
}

function headOf(code: number, length: number): number {
  return code * 64 + Math.min(length, 63);
}
