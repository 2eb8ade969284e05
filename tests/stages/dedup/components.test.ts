import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createComponents, shareOut } from '../../../src/stages/dedup/components.ts';

const always = (): boolean => true;

/** Joins each bucket of documents 0 to `count` − 1. */
function joined(count: number, buckets: readonly number[][], mayMatch: (a: number, b: number) => boolean = always) {
  const components = createComponents(count);
  for (const bucket of buckets) components.join(Uint32Array.from(bucket), bucket.length, mayMatch);
  return components;
}

/** Smallest document that can be reached from each over pairs of a bucket that may match. */
function reached(count: number, buckets: readonly number[][], mayMatch: (a: number, b: number) => boolean): number[] {
  const smallest = Array.from({ length: count }, (_, document) => document);
  for (let changed = true; changed; ) {
    changed = false;
    for (const bucket of buckets)
      for (const a of bucket)
        for (const b of bucket)
          if (a !== b && mayMatch(a, b) && smallest[a]! < smallest[b]!) {
            smallest[b] = smallest[a]!;
            changed = true;
          }
  }
  return smallest;
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

describe('components', () => {
  it('join what may match in a bucket, directly or through others, and nothing else', () => {
    const bucket = fc.uniqueArray(fc.nat(19), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(bucket, { maxLength: 12 }), fc.nat(6), (buckets, modulus) => {
        const mayMatch = (a: number, b: number): boolean => modulus === 0 || (a + b) % modulus !== 0;
        for (const order of [buckets, [...buckets].reverse().map((members) => [...members].reverse())]) {
          const { find } = joined(20, order, mayMatch);
          expect(numbers(20).map(find)).toEqual(reached(20, buckets, mayMatch));
        }
      }),
    );
  });

  it('say which documents were joined with another', () => {
    const components = joined(6, [[0, 2], [3], [4, 5]], (a) => a !== 5);
    expect(numbers(6).filter(components.joined)).toEqual([0, 2]);
  });

  it('join a large bucket whole, without looking at its pairs', () => {
    let asked = 0;
    const never = (): boolean => {
      asked += 1;
      return false;
    };
    expect(new Set(numbers(100_000).map(joined(100_000, [numbers(100_000)], never).find))).toEqual(new Set([0]));
    expect(asked).toBe(0);
  });
});

describe('shareOut', () => {
  const weights = (...values: number[]) => Uint32Array.from(values);
  it('fills a share with components until the next would be too much, in order of their smallest documents', () => {
    const components = joined(8, [
      [0, 5],
      [1, 2],
      [6, 7],
    ]);
    const { of, starts } = shareOut(components, weights(3, 1, 1, 9, 9, 3, 2, 2), 8);
    expect([0, 5, 1, 2, 6, 7].map(of)).toEqual([0, 0, 0, 0, 1, 1]);
    expect(starts).toEqual([0, 4, 6]);
  });
  it('gives a component that is too much a share of its own', () => {
    const components = joined(6, [
      [0, 1],
      [2, 3],
      [4, 5],
    ]);
    const { of } = shareOut(components, weights(1, 1, 50, 50, 1, 1), 10);
    expect([0, 2, 4].map(of)).toEqual([0, 1, 2]);
  });
  it('is one share without a bound, and none without candidates', () => {
    expect(shareOut(joined(4, [[0, 3]]), weights(1, 1, 1, 1), Number.POSITIVE_INFINITY).starts).toEqual([0, 2]);
    expect(shareOut(joined(4, []), weights(1, 1, 1, 1), 10).starts).toEqual([0]);
  });
});
