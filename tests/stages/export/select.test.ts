import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportParameters } from '../../../src/stages/export/parameters.ts';
import {
  createScoreCounts,
  createSelect,
  placeShare,
  shufflePlace,
  wantedShares,
} from '../../../src/stages/export/select.ts';

const selectBy = (input: object, scores: [number, number][] = []) =>
  createSelect(exportParameters.parse(input), new Map(scores));
const ids = Array.from({ length: 4000 }, (_, index) => `0123456789abcdef:${index * 977}`);

describe('epochs', () => {
  it.each([
    [0, 0, 0],
    [0.44, 0, 1],
    [1, 1, 1],
    [2.9, 2, 3],
    [3, 3, 3],
  ])('of %d give a document %i or %i copies, and that many on average', (wanted, fewest, most) => {
    const select = selectBy({ epochs: { sources: { wiki: wanted } } });
    const copies = ids.map((id) => select({ id, source: 'wiki', score: undefined }).copies);
    expect(Math.min(...copies)).toBe(fewest);
    expect(Math.max(...copies)).toBe(most);
    expect(copies.reduce((sum, one) => sum + one, 0) / ids.length).toBeCloseTo(wanted, 1);
  });

  it('of a source not named are the default', () => {
    const select = selectBy({ epochs: { default: 2, sources: { wiki: 3 } } });
    expect(select({ id: 'a', source: 'web', score: undefined }).copies).toBe(2);
    expect(select({ id: 'a', source: 'wiki', score: undefined }).copies).toBe(3);
    expect(select({ id: 'a', source: 'constructor', score: undefined }).copies).toBe(2);
  });

  it('drop what they do not draw, with draw and limit', () => {
    const select = selectBy({ epochs: { sources: { web: 0.44 } } });
    const dropped = ids.map((id) => select({ id, source: 'web', score: undefined })).find(({ copies }) => copies === 0);
    expect(dropped?.annotation.verdict).toBe('drop');
    const [failure] = dropped?.annotation.failures ?? [];
    expect(failure).toMatchObject({ rule: 'epochs', limit: 0.44 });
    expect(failure?.value).toBeGreaterThan(0.44);
  });

  it('of a source are multiplied by the factor of the highest quality band that a score reaches', () => {
    const epochs = {
      sources: { wiki: 2 },
      quality: [
        [0.9, 3],
        [0.5, 1.5],
      ],
    };
    const select = selectBy({ epochs }, [
      [0.5, 0.4],
      [0.9, 0.8],
    ]);
    expect(select({ id: 'a', source: 'wiki', score: 0.8 })).toMatchObject({ copies: 6, band: 0.9 });
    expect(select({ id: 'a', source: 'wiki', score: 0.799999 })).toMatchObject({ copies: 3, band: 0.5 });
    expect(select({ id: 'a', source: 'wiki', score: 0.399999 })).toMatchObject({ copies: 2, band: undefined });
  });

  it('draw otherwise than Pareto sampling does with the same seed', () => {
    const select = selectBy({ epochs: { default: 0.5 } });
    const other = selectBy({ epochs: { default: 0.5, seed: 2 } });
    const differs = ids.filter((id) => {
      const candidate = { id, source: 'web', score: undefined };
      return select(candidate).copies !== other(candidate).copies;
    });
    expect(differs.length / ids.length).toBeCloseTo(0.5, 1);
  });
});

describe('the top share', () => {
  it('keeps the score at its limit and drops the one below', () => {
    const select = selectBy({ topShare: 0.25 }, [[0.75, 0.6]]);
    expect(select({ id: 'a', source: 's', score: 0.6 }).annotation.verdict).toBe('keep');
    expect(select({ id: 'a', source: 's', score: 0.599999 }).annotation.failures).toEqual([
      { rule: 'quality-top-share', value: 0.599999, limit: 0.6 },
    ]);
  });

  it('keeps all of equal scores rather than none', () => {
    const counts = createScoreCounts();
    for (let index = 0; index < 100; index++) counts.add(0.5);
    expect(counts.scoresAt([0.75])).toEqual([[0.75, 0.5]]);
  });

  it('is at the rank that sorting finds, for any scores', () => {
    const millionths = fc.integer({ min: 0, max: 1_000_000 }).map((score) => score / 1_000_000);
    fc.assert(
      fc.property(
        fc.array(millionths, { minLength: 1 }),
        fc.array(fc.double({ min: 0, max: 0.999, noNaN: true })),
        (all, wanted) => {
          const counts = createScoreCounts();
          for (const score of all) counts.add(score);
          const sorted = [...all].sort((a, b) => a - b);
          for (const [share, score] of counts.scoresAt([...wanted].sort((a, b) => a - b)))
            expect(score).toBe(sorted[Math.floor(share * all.length)]);
        },
      ),
    );
  });

  it('is looked for only where a recipe asks for it', () => {
    expect(wantedShares(exportParameters.parse({ epochs: { sources: { a: 2 } } }))).toEqual([]);
    expect(wantedShares(exportParameters.parse({ topShare: 0.25, epochs: { quality: [[0.9, 2]] } }))).toEqual([
      0.75, 0.9,
    ]);
  });
});

describe('a place in the shuffled order', () => {
  it('sorts as text as it does as a number, and spreads evenly', () => {
    const places = ids.flatMap((id) => [0, 1].map((copy) => shufflePlace(7, id, copy)));
    const byText = [...places].sort();
    const byNumber = [...places].sort((a, b) => placeShare(a) - placeShare(b));
    expect(byText).toEqual(byNumber);
    const counts = new Array<number>(10).fill(0);
    for (const place of places) counts[Math.floor(placeShare(place) * 10)]! += 1;
    for (const count of counts) expect(count / places.length).toBeCloseTo(0.1, 1);
  });

  it('differs by seed and by copy', () => {
    expect(new Set([shufflePlace(1, 'a', 0), shufflePlace(2, 'a', 0), shufflePlace(1, 'a', 1)]).size).toBe(3);
  });
});
