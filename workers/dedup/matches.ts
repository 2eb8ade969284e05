import type { Storage } from '../../src/storage/storage.ts';
import { EXACT, type GroupFile, type Input } from './files.ts';
import { readPacked } from './packed.ts';

/** Documents of the run and of a collection that share a bucket; views, valid until the next. */
export interface Matches {
  probes: Uint32Array;
  documents: Uint32Array;
}

/** Each match in a file of all lookup outputs, in the order in which they were written. */
export async function* readMatches(
  storage: Storage,
  lookups: readonly Input[],
  name: GroupFile,
): AsyncIterable<Matches> {
  for (const { prefix, counts } of lookups) {
    const bytes = (counts[name === EXACT ? 'exactWords' : 'words'] ?? 0) * 4;
    const lengthAt = (words: Uint32Array, at: number): number => 2 + words[at]! + words[at + 1]!;
    for await (const words of readPacked(storage, `${prefix}/${name}`, bytes, lengthAt))
      for (let at = 0; at < words.length; at += lengthAt(words, at)) {
        const middle = at + 2 + words[at]!;
        yield { probes: words.subarray(at + 2, middle), documents: words.subarray(middle, middle + words[at + 1]!) };
      }
  }
}
