import { describe, expect, it } from 'vitest';
import { type Candidates, clusterDocuments } from '../../../src/stages/dedup/cluster.ts';
import type { Compared } from '../../../src/stages/dedup/similarity.ts';
import { SKETCH_WORDS } from '../../../src/stages/dedup/sketch.ts';
import { seeded } from './oracle.ts';

const compared = (shingles: readonly number[]): Compared => {
  const lane = Int32Array.from(shingles);
  return { set: { lane1: lane, lane2: lane, count: lane.length }, coarse: { lane1: lane, lane2: lane, count: 0 } };
};

/** Candidates from sets of shingles and buckets of documents, with sketches that hold nothing back. */
function candidates(sets: readonly number[][], buckets: readonly number[][]): Candidates {
  const lists = sets.map((_, document) =>
    buckets.flatMap((members, bucket) => (members.includes(document) ? [bucket] : [])),
  );
  const starts = new Uint32Array(sets.length + 1);
  for (const [i, list] of lists.entries()) starts[i + 1] = starts[i]! + list.length;
  return {
    shingles: Uint32Array.from(sets, ({ length }) => length),
    compact: new Uint32Array(sets.length * SKETCH_WORDS),
    starts,
    buckets: Uint32Array.from(lists.flat()),
    bucketCount: buckets.length,
  };
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

describe('clusterDocuments', () => {
  it('removes at the threshold and keeps just below it', async () => {
    // 8 of 10 shared, and 7 of 10.
    const sets = [range(0, 9), range(1, 10), range(100, 109), [...range(101, 108), 200]];
    const { survivor, similarity } = await clusterDocuments(candidates(sets, [range(0, 4)]), {
      threshold: 0.8,
      load: async () => (document) => compared(sets[document]!),
    });
    expect(Array.from(survivor)).toEqual([0, 0, 2, 3]);
    expect(similarity[1]).toBe(0.8);
  });

  it('compares only documents of a common bucket', async () => {
    const sets = [range(0, 10), range(0, 10), range(0, 10)];
    const { survivor } = await clusterDocuments(candidates(sets, [[0, 2], [1]]), {
      threshold: 0.8,
      load: async () => (document) => compared(sets[document]!),
    });
    expect(Array.from(survivor)).toEqual([0, 1, 0]);
  });

  it('names the most preferred kept document that is near, not a removed one', async () => {
    const base = range(0, 100);
    const sets = [base, [...range(0, 95), 500], [...range(0, 90), 501, 502], [...range(0, 85), 503, 504]];
    const { survivor, compared: pairs } = await clusterDocuments(candidates(sets, [range(0, 4)]), {
      threshold: 0.8,
      load: async () => (document) => compared(sets[document]!),
    });
    expect(Array.from(survivor)).toEqual([0, 0, 0, 0]);
    expect(pairs).toBe(3);
  });

  it('gives the same result whatever fits in memory at a time', async () => {
    const random = seeded(5);
    const sets = Array.from({ length: 200 }, (_, i) => {
      const family = Math.floor(random() * 30) * 1000;
      return range(family, family + 60).map((x) => (random() < 0.05 ? x + 100_000 + i * 1000 : x));
    });
    const buckets = [range(0, 200)];
    const load = async (wanted: Uint32Array) => {
      const held = new Map(Array.from(wanted, (document) => [document, compared(sets[document]!)]));
      // A document that was not asked for is a bug.
      return (document: number) => held.get(document)!;
    };
    const whole = await clusterDocuments(candidates(sets, buckets), { threshold: 0.7, load });
    const pieces = await clusterDocuments(candidates(sets, buckets), { threshold: 0.7, load, budget: 500 });
    expect(new Set(whole.survivor).size).toBeLessThan(100);
    expect(pieces).toEqual(whole);
  });

  it('passes over pairs whose sketches or sizes are too far apart, without reading them', async () => {
    const sets = [range(0, 100), range(0, 70), range(0, 100)];
    const given = candidates(sets, [range(0, 3)]);
    given.compact.fill(0x12345678, 2 * SKETCH_WORDS);
    const { compared: pairs } = await clusterDocuments(given, {
      threshold: 0.8,
      load: async () => (document) => compared(sets[document]!),
    });
    expect(pairs).toBe(0);
  });

  it('stops when it is told to', async () => {
    const sets = [range(0, 10), range(0, 10)];
    const stopped = clusterDocuments(candidates(sets, [[0, 1]]), {
      threshold: 0.8,
      load: async () => (document) => compared(sets[document]!),
      signal: AbortSignal.abort(new Error('cancelled')),
    });
    await expect(stopped).rejects.toThrow('cancelled');
  });

  it('compares mixed texts in both readings, and takes the smaller similarity', async () => {
    const mixed = (words: number[]): Compared => ({ ...compared(range(0, 100)), coarse: compared(words).set });
    const documents = [mixed(range(0, 10)), mixed([...range(0, 5), ...range(90, 95)]), mixed(range(0, 9))];
    const { survivor, similarity } = await clusterDocuments(
      candidates([range(0, 100), range(0, 100), range(0, 100)], [[0, 1, 2]]),
      {
        threshold: 0.8,
        load: async () => (document) => documents[document]!,
      },
    );
    expect(Array.from(survivor)).toEqual([0, 1, 0]);
    expect(similarity[2]).toBe(0.9);
  });
});
