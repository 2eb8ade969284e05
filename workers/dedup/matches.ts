import { readWords } from '../../src/runs/words.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { EXACT, type GROUPS, type Input } from './files.ts';

const PIECE = 1 << 22;

/** Documents of the run and of a collection that share a bucket; views, valid until the next. */
export interface Matches {
  probes: Uint32Array;
  documents: Uint32Array;
}

/** Each match in a file of all lookup outputs, in the order in which they were written. */
export async function* readMatches(
  storage: Storage,
  lookups: readonly Input[],
  name: typeof EXACT | typeof GROUPS,
): AsyncIterable<Matches> {
  for (const { prefix, counts } of lookups) {
    const total = (counts[name === EXACT ? 'exactWords' : 'words'] ?? 0) * 4;
    let rest: Uint32Array = new Uint32Array(0);
    for (let start = 0; start < total; start += PIECE) {
      const read = await readWords(storage, `${prefix}/${name}`, { start, end: Math.min(start + PIECE, total) });
      const words = new Uint32Array(rest.length + read.length);
      words.set(rest);
      words.set(read, rest.length);
      let at = 0;
      while (at + 2 <= words.length) {
        const middle = at + 2 + words[at]!;
        const end = middle + words[at + 1]!;
        if (end > words.length) break;
        yield { probes: words.subarray(at + 2, middle), documents: words.subarray(middle, end) };
        at = end;
      }
      rest = words.subarray(at);
    }
  }
}
