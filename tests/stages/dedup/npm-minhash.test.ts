import { Minhash } from 'minhash';
import { expect, it } from 'vitest';
import { createCharacters } from '../../../src/stages/dedup/characters.ts';
import { createKernel } from '../../../src/stages/dedup/kernel/kernel.ts';
import { makePermutations } from '../../../src/stages/dedup/minhash.ts';
import { createNormaliser } from '../../../src/stages/dedup/normalise.ts';
import { dedupParameters } from '../../../src/stages/dedup/parameters.ts';
import { edited, randomWords, seeded, shingleSet, trueJaccard } from './oracle.ts';

const HASHES = 256;

it("signatures estimate Jaccard similarity as npm's minhash does, both within their error of the true one", () => {
  const parameters = dedupParameters.parse({});
  const characters = createCharacters(parameters.normalisation);
  const { whole } = createNormaliser(characters, false);
  const kernel = createKernel(parameters, characters, makePermutations(HASHES, 1));
  const own = (text: string): Uint32Array => {
    const found = kernel.shingles(text, whole);
    if (found === undefined) throw new Error('does not fit');
    return kernel.signature(found.set.lane1, found.set.count).slice(0, HASHES);
  };
  const peer = (text: string): Minhash => {
    const sketch = new Minhash({ numPerm: HASHES, seed: 1 });
    for (const shingle of shingleSet(text)) sketch.update(shingle);
    return sketch;
  };
  const random = seeded(12);
  for (const rate of [0, 0.005, 0.02, 0.05, 0.1, 0.2]) {
    const words = randomWords(random, 250);
    const [a, b] = [words.join(' '), edited(random, words, rate).join(' ')];
    const truth = trueJaccard(a, b);
    // Five standard deviations of a share of 256.
    const error = 5 * Math.sqrt((truth * (1 - truth)) / HASHES) + 1e-9;
    const other = own(b);
    const equal = own(a).filter((value, i) => value === other[i]).length / HASHES;
    expect(Math.abs(equal - truth), `ours at ${truth}`).toBeLessThanOrEqual(error);
    expect(Math.abs(peer(a).jaccard(peer(b)) - truth), `npm's at ${truth}`).toBeLessThanOrEqual(error);
  }
});
