import { describe, expect, it } from 'vitest';
import { createEdges, createResolver } from '../../../src/stages/dedup/edges.ts';

/** Documents 0 to 9, most preferred first, and pairs [document, kept, similarity] found by some jobs. */
function resolve(...jobs: [number, number, number][][]) {
  const resolver = createResolver(10);
  for (const [document, kept, similarity] of jobs.flat()) resolver.add(document, kept, similarity * 1e6);
  const { survivor, similarity, revived } = resolver.resolve();
  return { survivor: Array.from(survivor), similarity: Array.from(similarity), revived: Array.from(revived) };
}

describe('createResolver', () => {
  it('removes for the most preferred that stays, whatever the order of jobs', () => {
    const [one, other]: [number, number, number][][] = [[[5, 3, 0.9]], [[5, 2, 0.8]]];
    for (const found of [resolve(one!, other!), resolve(other!, one!)]) {
      expect(found.survivor).toEqual([0, 1, 2, 3, 4, 2, 6, 7, 8, 9]);
      expect(found.similarity[5]).toBe(0.8);
      expect(found.revived).toEqual([]);
    }
  });

  it('removes nothing along chains: what is similar to a removed document alone stays, and is named', () => {
    const { survivor, revived } = resolve([[4, 2, 0.9]], [[6, 4, 0.9]]);
    expect(survivor).toEqual([0, 1, 2, 3, 2, 5, 6, 7, 8, 9]);
    expect(revived).toEqual([6]);
  });

  it('takes another that stays where the first went', () => {
    const { survivor, similarity } = resolve([[4, 2, 0.9]], [[6, 4, 0.95]], [[6, 5, 0.85]]);
    expect([survivor[6], similarity[6]]).toEqual([5, 0.85]);
  });

  it('holds the four most preferred of many, in any order', () => {
    const pairs = [7, 1, 6, 0, 5, 2, 4].map((kept): [number, number, number] => [9, kept, kept / 10]);
    const chain: [number, number, number][] = [
      [1, 0, 0.9],
      [2, 0, 0.9],
    ];
    for (const all of [pairs, [...pairs].reverse()]) {
      expect(resolve(all, chain)).toMatchObject({ similarity: [0, 0.9, 0.9, 0, 0, 0, 0, 0, 0, 0], revived: [] });
      expect(resolve(all, chain).survivor[9]).toBe(0);
    }
    // 4 is the last of the four that are held: without it the document stays, and is compared anew.
    const gone: [number, number, number][] = [
      [4, 3, 0.9],
      [5, 3, 0.9],
      [6, 3, 0.9],
      [7, 3, 0.9],
    ];
    const late = [8, 7, 6, 5, 4].map((kept): [number, number, number] => [9, kept, 0.9]);
    expect(resolve(late, gone)).toMatchObject({ revived: [9] });
    expect(resolve(late, gone.slice(1)).survivor[9]).toBe(4);
  });

  it('takes the same pair from several jobs', () => {
    expect(resolve([[5, 3, 0.9]], [[5, 3, 0.9]], []).survivor[5]).toBe(3);
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
