import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCharacters } from '../../../src/stages/dedup/characters.ts';
import { createKernel } from '../../../src/stages/dedup/kernel/kernel.ts';
import { makePermutations, minhash } from '../../../src/stages/dedup/minhash.ts';
import { createNormaliser } from '../../../src/stages/dedup/normalise.ts';
import { type DedupParameters, dedupParameters } from '../../../src/stages/dedup/parameters.ts';
import { createShingler, type Shingles } from '../../../src/stages/dedup/shingle.ts';
import { randomWords, seeded } from './oracle.ts';

/** The kernel and the plain functions side by side. */
function both(parameters: DedupParameters, permutations = makePermutations(120, 1)) {
  const characters = createCharacters(parameters.normalisation);
  const { normalise, whole } = createNormaliser(characters, parameters.normalisation.digits === 'fold');
  const shingle = createShingler(parameters);
  const kernel = createKernel(parameters, characters, permutations);
  const signature = new Uint32Array(permutations.a.length);
  return {
    kernel: (text: string) => {
      const found = kernel.shingles(text, whole);
      if (found === undefined) return undefined;
      const { lane1, count } = found.set;
      return { ...values(found), signature: Array.from(kernel.signature(lane1, count).subarray(0, signature.length)) };
    },
    plain: (text: string) => {
      const found = shingle(normalise(text));
      minhash(found.set.lane1, found.set.count, permutations, signature);
      return { ...values(found), signature: Array.from(signature) };
    },
  };
}
const values = ({ token1, token2, tokens, set, coarse, text }: Shingles) => ({
  tokens: [Array.from(token1.subarray(0, tokens)), Array.from(token2.subarray(0, tokens))],
  set: [Array.from(set.lane1.subarray(0, set.count)), Array.from(set.lane2.subarray(0, set.count))],
  coarse: [Array.from(coarse.lane1.subarray(0, coarse.count)), Array.from(coarse.lane2.subarray(0, coarse.count))],
  text,
});

const word = fc.constantFrom(
  'a',
  'b',
  'the',
  'Straße',
  '中文',
  '中',
  'かな',
  'ไทย',
  '1',
  '22',
  '٣',
  'e\u0301',
  '½',
  '😀',
  '𠀀',
  '.',
  '_x',
  '\ud800',
  'Σ',
);
const texts = fc.oneof(
  fc.array(word, { maxLength: 60 }).map((all) => all.join(' ')),
  fc.array(word, { maxLength: 60 }).map((all) => all.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme-ascii', maxLength: 200 }),
);

describe('the kernel computes what the plain functions do', () => {
  it.each<Parameters<typeof dedupParameters.parse>[0]>([
    {},
    { shingleSize: 1 },
    { shingleSize: 13, normalisation: { digits: 'fold', marks: 'strip' } },
    { shingleUnit: 'characters' },
    { shingleUnit: 'words', normalisation: { punctuation: 'keep', lowercase: false, form: 'none' } },
  ])('with parameters %j', (given) => {
    const { kernel, plain } = both(dedupParameters.parse(given));
    fc.assert(
      fc.property(texts, (text) => {
        expect(kernel(text)).toEqual(plain(text));
      }),
      { numRuns: 300, seed: 2 },
    );
  });

  it('on a long text, with any number of permutations', () => {
    const text = randomWords(seeded(1), 20_000).join(' ');
    for (const count of [1, 16, 17, 250]) {
      const { kernel, plain } = both(dedupParameters.parse({}), makePermutations(count, 5));
      expect(kernel(text)).toEqual(plain(text));
    }
  });

  it('and leaves what does not fit to them', () => {
    const { kernel, plain } = both(dedupParameters.parse({}));
    const longest = 'a '.repeat(1 << 21);
    expect(kernel(longest)).toEqual(plain(longest));
    expect(kernel('a '.repeat((1 << 21) + 1))).toBeUndefined();
    // U+FDFA becomes 18 characters.
    expect(kernel('\ufdfa'.repeat(1 << 18))).toBeUndefined();
  });

  it('in pieces, where there are more hashes than fit', () => {
    const permutations = makePermutations(16, 1);
    const random = seeded(8);
    const hashes = Int32Array.from({ length: (1 << 22) + 1000 }, () => random() * 2 ** 32);
    const parameters = dedupParameters.parse({});
    const kernel = createKernel(parameters, createCharacters(parameters.normalisation), permutations);
    const expected = new Uint32Array(16);
    minhash(hashes, hashes.length, permutations, expected);
    expect(Array.from(kernel.signature(hashes, hashes.length))).toEqual(Array.from(expected));
  });
});
