import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEdges, MILLION, resolveEdges } from '../../../src/stages/dedup/edges.ts';

type Pair = [document: number, kept: number, similarity: number];

/** Documents 0 to 9, most preferred first, and pairs found by some jobs; so many documents resolved at a time. */
async function resolve(jobs: Pair[][], range = 10) {
  const { survivor, similarity, revived } = await resolveEdges(10, () => edgesOf(jobs), range);
  return {
    survivor: Array.from(survivor),
    similarity: Array.from(similarity, (value) => value / MILLION),
    revived: Array.from(revived),
  };
}

async function* edgesOf(jobs: Pair[][]) {
  for (const pairs of jobs) {
    const edges = createEdges();
    for (const pair of pairs) edges.add(...pair);
    yield edges.all();
  }
}

describe('resolveEdges', () => {
  it('removes for the most preferred that stays, whatever the order of jobs', async () => {
    const jobs: Pair[][] = [[[5, 3, 0.9]], [[5, 2, 0.8]]];
    for (const order of [jobs, [...jobs].reverse()]) {
      const found = await resolve(order);
      expect(found.survivor).toEqual([0, 1, 2, 3, 4, 2, 6, 7, 8, 9]);
      expect(found.similarity[5]).toBe(0.8);
      expect(found.revived).toEqual([]);
    }
  });

  it('removes nothing along chains: what is similar to a removed document alone stays, and is named', async () => {
    const { survivor, revived } = await resolve([[[4, 2, 0.9]], [[6, 4, 0.9]]]);
    expect(survivor).toEqual([0, 1, 2, 3, 2, 5, 6, 7, 8, 9]);
    expect(revived).toEqual([6]);
  });

  it('takes another that stays where the first went', async () => {
    const { survivor, similarity } = await resolve([[[4, 2, 0.9]], [[6, 4, 0.95]], [[6, 5, 0.85]]]);
    expect([survivor[6], similarity[6]]).toEqual([5, 0.85]);
  });

  it('holds the four most preferred of many, in any order', async () => {
    const pairs = [7, 1, 6, 0, 5, 2, 4].map((kept): Pair => [9, kept, kept / 10]);
    const chain: Pair[] = [
      [1, 0, 0.9],
      [2, 0, 0.9],
    ];
    for (const all of [pairs, [...pairs].reverse()]) {
      const found = await resolve([all, chain]);
      expect(found).toMatchObject({ similarity: [0, 0.9, 0.9, 0, 0, 0, 0, 0, 0, 0], revived: [] });
      expect(found.survivor[9]).toBe(0);
    }
    // 4 is the last of the four that are held: without it the document stays, and is compared anew.
    const gone: Pair[] = [4, 5, 6, 7].map((document) => [document, 3, 0.9]);
    const late = [8, 7, 6, 5, 4].map((kept): Pair => [9, kept, 0.9]);
    expect((await resolve([late, gone])).revived).toEqual([9]);
    expect((await resolve([late, gone.slice(1)])).survivor[9]).toBe(4);
  });

  it('takes the same pair from several jobs', async () => {
    expect((await resolve([[[5, 3, 0.9]], [[5, 3, 0.9]], []])).survivor[5]).toBe(3);
  });

  it('gives the same result however many documents are resolved at a time', async () => {
    const pair = fc
      .tuple(fc.nat(9), fc.nat(9), fc.integer({ min: 80, max: 99 }))
      .filter(([a, b]) => a !== b)
      .map(([a, b, value]): Pair => [Math.max(a, b), Math.min(a, b), value / 100]);
    // A pair has one similarity, whoever finds it.
    const pairs = fc.uniqueArray(pair, { selector: ([document, kept]) => document * 10 + kept });
    await fc.assert(
      fc.asyncProperty(pairs, fc.integer({ min: 1, max: 9 }), async (all, range) => {
        expect(await resolve([all, [...all].reverse()], range)).toEqual(await resolve([all]));
      }),
    );
  });
});

describe('createEdges', () => {
  it('holds more edges than it began with', () => {
    const edges = createEdges();
    for (let i = 0; i < 5000; i++) edges.add(i + 1, i, 1 / (i + 1));
    const { documents, kept, similarity } = edges.all();
    expect([documents.length, documents[4999], kept[4999], similarity[4999]]).toEqual([5000, 5000, 4999, 200]);
  });
});
