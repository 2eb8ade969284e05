import { createScan } from '../../src/stages/safety/harm/features.ts';
import { mix, wordFeatures } from '../../src/stages/safety/harm/hash.ts';
import { codeUnits } from '../../src/text/code-units.ts';
import { words } from './vocabulary.ts';

/** Texts as lists of feature hashes: text i has `hashes[offsets[i], offsets[i + 1])`. */
export interface Collected {
  hashes: Int32Array;
  offsets: Int32Array;
  /** 1 where a feature is about a group of people. */
  about: Uint8Array;
}

export function collect(texts: readonly string[]): Collected {
  let hashes = new Int32Array(1 << 22);
  let about = new Uint8Array(1 << 22);
  let length = 0;
  const offsets = new Int32Array(texts.length + 1);
  const own = new Int32Array(256);
  const push = (hash: number, isAbout: number): void => {
    if (length === hashes.length) {
      const larger = new Int32Array(length * 2);
      larger.set(hashes);
      hashes = larger;
      const largerAbout = new Uint8Array(length * 2);
      largerAbout.set(about);
      about = largerAbout;
    }
    hashes[length] = mix(hash);
    about[length] = isAbout;
    length += 1;
  };
  const scan = createScan(words, {
    word: (hash, codes, size) => {
      const count = wordFeatures(hash, codes, size, own);
      for (let index = 0; index < count; index++) push(own[index]!, 0);
    },
    feature: (hash) => push(hash, 0),
    about: (hash) => push(hash, 1),
  });
  for (const [index, text] of texts.entries()) {
    scan(codeUnits(text), 0, text.length);
    offsets[index + 1] = length;
  }
  return { hashes: hashes.slice(0, length), offsets, about: about.slice(0, length) };
}
