import { describe, expect, it } from 'vitest';
import { edited, randomWords, seeded, shingleSet, trueJaccard } from '../stages/dedup/oracle.ts';
import { temporaryStorage } from '../support/folder.ts';
import { type DedupResult, type Input, runDedup } from './dedup-run.ts';

/** Families of edited copies at every distance, in random order over three parts. */
function families(): Input[][] {
  const random = seeded(7);
  const inputs: Input[] = [];
  for (let family = 0; family < 40; family++) {
    const base = randomWords(random, 60 + Math.floor(random() * 300));
    const copies = 1 + Math.floor(random() * 6);
    for (let copy = 0; copy < copies; copy++) {
      const words = copy === 0 ? base : edited(random, base, random() * 0.06);
      inputs.push({ id: `f${family}:${copy}`, text: words.join(' '), quality: Math.floor(random() * 4) / 4 });
    }
  }
  inputs.sort((a, b) => (trueOrder(a.id) < trueOrder(b.id) ? -1 : 1));
  return [inputs.slice(0, 50), inputs.slice(50, 51), inputs.slice(51)];
}
const trueOrder = (id: string): string => [...id].reverse().join('');

const byId = (result: DedupResult) => new Map(result.parts.flat().map((line) => [line.id, line]));

describe('dedup jobs', () => {
  // One job over all columns, and shared among 3 jobs, 12 and 168.
  it.each([0, 1, 2, 8])(
    'remove exactly what has a kept document at or above the threshold, with its true Jaccard: %i slices',
    async (slices) => {
      const parts = families();
      const result = await runDedup(await temporaryStorage(), parts, {}, { slices });
      const texts = new Map(parts.flat().map(({ id, text }) => [id, text]));
      const lines = byId(result);
      expect(lines.size).toBe(texts.size);
      const kept = [...lines.values()].filter(({ verdict }) => verdict === 'keep').map(({ id }) => id);
      let dropped = 0;
      for (const { id, verdict, failures } of lines.values()) {
        const text = texts.get(id) ?? '';
        if (verdict === 'keep') {
          for (const other of kept)
            if (other !== id) expect(trueJaccard(text, texts.get(other) ?? ''), `${id} ${other}`).toBeLessThan(0.8);
          continue;
        }
        dropped += 1;
        const [failure] = failures;
        expect(kept).toContain(failure?.survivor);
        expect(failure?.limit).toBe(0.8);
        const similarity = trueJaccard(text, texts.get(failure?.survivor ?? '') ?? '');
        expect(failure?.value).toBeCloseTo(similarity, 6);
        expect(similarity).toBeGreaterThanOrEqual(0.8);
      }
      expect(dropped).toBeGreaterThan(20);
      expect(result.done.counts).toMatchObject({ dropped, looked: texts.size, documents: texts.size });
    },
  );

  it('keep the same documents whatever the order of parts, documents and jobs', async () => {
    const parts = families();
    const outcome = (result: DedupResult) =>
      result.parts
        .flat()
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .map((line) => JSON.stringify(line));
    const first = await runDedup(await temporaryStorage(), parts);
    const again = await runDedup(
      await temporaryStorage(),
      parts.map((part) => [...part].reverse()).reverse(),
      {},
      { reverseJobs: true },
    );
    expect(outcome(again)).toEqual(outcome(first));
    expect(again.clusters).toEqual(first.clusters);
  });

  it('keep the same documents however the work is shared, in any order of jobs', async () => {
    const parts = families();
    const alone = await runDedup(await temporaryStorage(), parts);
    for (const slices of [1, 3]) {
      const shared = await runDedup(await temporaryStorage(), parts, {}, { slices, reverseJobs: true });
      expect(shared.parts).toEqual(alone.parts);
      expect(shared.clusters).toEqual(alone.clusters);
    }
  });

  it('keep the best quality, then the longest, then the smallest id', async () => {
    const words = randomWords(seeded(3), 200).join(' ');
    const other = randomWords(seeded(4), 200).join(' ');
    const third = randomWords(seeded(5), 200).join(' ');
    const result = await runDedup(await temporaryStorage(), [
      [
        { id: 'q1', text: words, quality: 0.2 },
        { id: 'q2', text: words, quality: 0.9 },
        { id: 'l1', text: `${other} more`, quality: 0.5 },
        { id: 'l0', text: other, quality: 0.5 },
        { id: 'i2', text: third },
        { id: 'i1', text: third },
      ],
    ]);
    const kept = result.parts.flat().filter(({ verdict }) => verdict === 'keep');
    expect(kept.map(({ id }) => id)).toEqual(['q2', 'l1', 'i1']);
    expect(kept.map(({ measures }) => measures['cluster-size'])).toEqual([2, 2, 2]);
  });

  it('do not remove along chains: C, near B but not near A, stays when B goes for A', async () => {
    const words = randomWords(seeded(9), 400);
    const a = words.join(' ');
    const b = [...words.slice(0, 370), ...randomWords(seeded(10), 30)].join(' ');
    const c = [...words.slice(0, 340), ...randomWords(seeded(11), 30), ...randomWords(seeded(10), 30)].join(' ');
    expect(trueJaccard(a, b)).toBeGreaterThan(0.8);
    expect(trueJaccard(b, c)).toBeGreaterThan(0.8);
    expect(trueJaccard(a, c)).toBeLessThan(0.8);
    const result = await runDedup(await temporaryStorage(), [
      [
        { id: 'a', text: a, quality: 0.9 },
        { id: 'b', text: b, quality: 0.5 },
        { id: 'c', text: c, quality: 0.1 },
      ],
    ]);
    const lines = byId(result);
    expect(lines.get('b')?.failures[0]?.survivor).toBe('a');
    expect(lines.get('c')?.verdict).toBe('keep');
  });

  it('pass over documents that an earlier stage dropped, and still write their line', async () => {
    const text = randomWords(seeded(1), 100).join(' ');
    const result = await runDedup(await temporaryStorage(), [
      [
        { id: 'a', text, dropped: true },
        { id: 'b', text },
        { id: 'c', text, dropped: true },
        { id: 'd', text },
      ],
    ]);
    expect(result.parts[0]?.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
      'a keep',
      'b keep',
      'c keep',
      'd drop',
    ]);
    expect(result.parts[0]?.[3]?.failures).toEqual([{ rule: 'exact-duplicate', value: 1, limit: 0.8, survivor: 'b' }]);
  });

  it('compare texts too short for a shingle exactly', async () => {
    const result = await runDedup(await temporaryStorage(), [
      [
        { id: '1', text: 'Hello there' },
        { id: '2', text: ' hello  THERE\n' },
        { id: '3', text: 'hello there!' },
        { id: '4', text: '' },
        { id: '5', text: '  ' },
        { id: '6', text: 'C++' },
        { id: '7', text: 'C#' },
      ],
    ]);
    const dropped = result.parts.flat().filter(({ verdict }) => verdict === 'drop');
    expect(dropped.map(({ id, failures }) => `${id} ${failures[0]?.survivor}`)).toEqual(['1 2', '4 5']);
  });

  it('give the copies of a removed document to its survivor, with its similarity', async () => {
    const words = randomWords(seeded(21), 300);
    const near = [...words.slice(0, 290), 'other', 'end'].join(' ');
    const result = await runDedup(await temporaryStorage(), [
      [
        { id: 'a', text: near },
        { id: 'b', text: near },
      ],
      [{ id: 'c', text: words.join(' ') }],
    ]);
    const value = Math.round(trueJaccard(near, words.join(' ')) * 1e6) / 1e6;
    for (const id of ['a', 'b'])
      expect(byId(result).get(id)?.failures).toEqual([{ rule: 'near-duplicate', value, limit: 0.8, survivor: 'c' }]);
    expect(result.clusters).toEqual([
      {
        survivor: 'c',
        size: 3,
        members: [
          { id: 'a', rule: 'near-duplicate', similarity: value },
          { id: 'b', rule: 'near-duplicate', similarity: value },
        ],
      },
    ]);
  });

  it('ask for edit similarity too where the recipe does: a reordered text is no copy', async () => {
    const words = randomWords(seeded(2), 400);
    const swapped = [...words.slice(200), ...words.slice(0, 200)];
    expect(trueJaccard(words.join(' '), swapped.join(' '))).toBeGreaterThan(0.9);
    const parts = [
      [
        { id: 'a', text: words.join(' ') },
        { id: 'b', text: swapped.join(' ') },
        { id: 'c', text: [...words, 'end'].join(' ') },
      ],
    ];
    const keptOf = (result: DedupResult) =>
      result.parts.flat().flatMap(({ id, verdict }) => (verdict === 'keep' ? [id] : []));
    expect(keptOf(await runDedup(await temporaryStorage(), parts))).toEqual(['c']);
    expect(keptOf(await runDedup(await temporaryStorage(), parts, { editSimilarity: 0.8 }))).toEqual(['b', 'c']);
  });

  it('survive no documents at all', async () => {
    const result = await runDedup(await temporaryStorage(), [[]]);
    expect(result.parts).toEqual([[]]);
    expect((await runDedup(await temporaryStorage(), [])).parts).toEqual([]);
  });
});

it('the oracle of these tests shingles by words and by Han characters', () => {
  expect([...shingleSet('A b, C d_1 e f')]).toEqual(['a b c d_1 e', 'b c d_1 e f']);
  expect([...shingleSet('這是一個測試')]).toEqual(['這 是 一 個 測', '是 一 個 測 試']);
});

it('documents are preferred by any numbers as scores', async () => {
  const scores = [-2, -0.5, -0, 0, 1e-20, 0.3, 0.30001, 1, 7];
  const copies = scores.map((quality, i) => ({ id: `${i}`, text: 'the very same seven words of text', quality }));
  for (let count = 2; count <= scores.length; count++) {
    const inputs = copies.slice(0, count);
    const { clusters } = await runDedup(await temporaryStorage(), [[...inputs.slice(1), inputs[0]!]]);
    // Of both zeros the first by id stays.
    const expected = [...inputs].sort((a, b) => b.quality - a.quality || (a.id < b.id ? -1 : 1)).map(({ id }) => id);
    expect([clusters[0]?.survivor, ...(clusters[0]?.members ?? []).map(({ id }) => id)]).toEqual(expected);
  }
});
