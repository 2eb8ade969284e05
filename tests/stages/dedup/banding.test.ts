import { describe, expect, it } from 'vitest';
import { bucketShares, columnCount, dedupBucketJobs, matchProbability } from '../../../src/stages/dedup/banding.ts';
import { makePermutations, minhash } from '../../../src/stages/dedup/minhash.ts';
import { dedupParameters } from '../../../src/stages/dedup/parameters.ts';
import { dedupPresets } from '../../../src/stages/dedup/presets.ts';
import { bandKeys } from '../../../src/stages/dedup/sketch.ts';
import { presetNames } from '../../../src/stages/preset.ts';
import { seeded } from './oracle.ts';

describe('bands', () => {
  it('are each in one job, the hash of the text after them', () => {
    for (const bands of [1, 7, 8, 20, 450]) {
      const covered = dedupBucketJobs({ bands }).flatMap(({ from, to }) =>
        Array.from({ length: to - from }, (_, i) => from + i),
      );
      expect(covered).toEqual([...Array(columnCount({ bands })).keys()]);
    }
  });

  it('are shared so that each column and slice of values is in one job, more of them the more bytes there are', () => {
    const jobs = [0, 2 ** 30 - 1, 2 ** 30, 2 ** 33, 2 ** 36].map((bytes) => {
      const shares = bucketShares({ bands: 20 }, bytes);
      const covered = shares.flatMap(({ from, to, slice, slices }) =>
        Array.from({ length: to - from }, (_, i) => `${from + i} ${slice}/${slices}`),
      );
      const { slices } = shares[0]!;
      const all = Array.from({ length: 21 * slices }, (_, i) => `${Math.floor(i / slices)} ${i % slices}/${slices}`);
      expect(covered.sort()).toEqual(all.sort());
      return shares.length;
    });
    expect(jobs).toEqual([1, 1, 3, 6, 84]);
  });

  it('of the default find pairs at .8 and .75 as often as promised', () => {
    const parameters = dedupParameters.parse({});
    expect(matchProbability(0.8, parameters)).toBeGreaterThanOrEqual(0.99);
    expect(matchProbability(0.75, parameters)).toBeGreaterThanOrEqual(0.97);
  });

  it('of the presets are those of their papers', () => {
    const of = (name: (typeof presetNames)[number]) => dedupParameters.parse(dedupPresets[name]);
    expect(presetNames.map((name) => `${name} ${of(name).bands}×${of(name).rows} of ${of(name).shingleSize}`)).toEqual([
      'default 20×6 of 5',
      'massivetext 20×6 of 13',
      'gpt3 10×1 of 5',
      'lee2022 450×20 of 5',
      'fineweb 14×8 of 5',
    ]);
    // Lee et al. 2022, appendix A.
    expect(matchProbability(0.75, of('lee2022'))).toBeCloseTo(0.76, 2);
    expect(matchProbability(0.8, of('lee2022'))).toBeCloseTo(0.995, 3);
  });

  it('match as often as the formula says, at several similarities', () => {
    const random = seeded(11);
    const parameters = { bands: 20, rows: 6 };
    const permutations = makePermutations(120, 1);
    const signatures = [new Uint32Array(120), new Uint32Array(120)] as const;
    const keys = [new Uint32Array(40), new Uint32Array(40)] as const;
    const pairs = 2000;
    for (const similarity of [0.5, 0.6, 0.7, 0.8]) {
      // 200 shingles in all, `shared` of them in both sets.
      const shared = Math.round(200 * similarity);
      let matched = 0;
      for (let pair = 0; pair < pairs; pair++) {
        const all = Int32Array.from({ length: 200 }, () => random() * 2 ** 32);
        const own = Math.floor((200 - shared) / 2);
        const a = all.subarray(0, shared + own);
        const b = Int32Array.from([...all.subarray(0, shared), ...all.subarray(shared + own)]);
        for (const [i, set] of [a, b].entries()) {
          minhash(set, set.length, permutations, signatures[i]!);
          bandKeys(signatures[i]!, 20, 6, keys[i]!);
        }
        let equal = false;
        for (let k = 0; k < 40; k += 2) equal ||= keys[0][k] === keys[1][k] && keys[0][k + 1] === keys[1][k + 1];
        if (equal) matched += 1;
      }
      // Four standard deviations of 2,000 pairs are at most .045.
      expect(Math.abs(matched / pairs - matchProbability(similarity, parameters)), `at ${similarity}`).toBeLessThan(
        0.045,
      );
    }
  });
});

describe('minhash', () => {
  it('with more permutations begins with the same values', () => {
    const hashes = Int32Array.from([1, 5, 77, -3]);
    const few = new Uint32Array(3);
    const many = new Uint32Array(9);
    minhash(hashes, 4, makePermutations(3, 42), few);
    minhash(hashes, 4, makePermutations(9, 42), many);
    expect(Array.from(many.subarray(0, 3))).toEqual(Array.from(few));
  });
  it('depends on the seed', () => {
    expect(makePermutations(4, 1).a).not.toEqual(makePermutations(4, 2).a);
  });
});
