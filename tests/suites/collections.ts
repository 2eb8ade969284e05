import { beforeAll, describe, expect, it } from 'vitest';
import { describeCollection } from '../../src/runs/collections/describe.ts';
import { forgetDocuments } from '../../src/runs/collections/forget.ts';
import { chooseMerge, mergeCollection, mergeSegments } from '../../src/runs/collections/merge.ts';
import { openReader } from '../../src/runs/collections/query.ts';
import { openSegments } from '../../src/runs/collections/segment.ts';
import { type CollectionPlace, readState, serviceCollection } from '../../src/runs/collections/state.ts';
import { sweepCollection } from '../../src/runs/collections/sweep.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { trueJaccard } from '../stages/dedup/oracle.ts';
import { finishTexts, mixedTexts, outcomes, planTexts, type Text, uploadTexts } from '../support/collections.ts';

const keysUnder = async (storage: Storage, prefix: string): Promise<string[]> => {
  const keys: string[] = [];
  for await (const { key } of storage.list(prefix)) keys.push(key);
  return keys;
};

/** What a collection promises, on any storage; `open` gives an empty one. */
export function describeCollections(name: string, open: () => Promise<Storage>): void {
  describe(`a collection on ${name}`, () => {
    let storage: Storage;
    let place: CollectionPlace;
    const texts = mixedTexts(11, 24);
    const parts = [texts.slice(0, 20), texts.slice(20, 35), texts.slice(35, 55), texts.slice(55)];
    const ids = new Map<string, string>();
    const kept: { id: string; text: string }[] = [];

    async function run(corpus: string, some: readonly Text[], add = true) {
      const uploaded = await uploadTexts(storage, corpus, some);
      const planned = await planTexts(storage, [uploaded], {
        survivor: 'first',
        bands: 8,
        rows: 3,
        collection: { name: 'all', add },
      });
      await finishTexts(storage, planned);
      return outcomes(storage, planned.plan);
    }

    beforeAll(async () => {
      storage = await open();
      place = serviceCollection(storage, 'all');
      for (const [index, part] of parts.entries())
        for (const { id, text, kept: stays } of await run(`c${index}`, part)) {
          ids.set(text, id);
          if (stays) kept.push({ id, text });
        }
    }, 120_000);

    it('says what was added to it, and what it takes', async () => {
      const described = await describeCollection(place);
      expect(described).toMatchObject({ name: 'all', documents: kept.length, forgotten: 0 });
      expect(described.additions.map(({ corpora }) => corpora)).toEqual(parts.map((_, index) => [`c${index}`]));
      expect(described.additions.reduce((sum, { documents }) => sum + documents, 0)).toBe(kept.length);
      expect(described.bytes.rows).toBe(80 * kept.length);
      expect(described.bytes.shingles).toBeGreaterThan(kept.length * 8);
    });

    it('answers a text with its nearest documents, by their true similarity', async () => {
      const reader = await openReader(place);
      for (const { text } of texts.slice(0, 20)) {
        const { nearest } = await reader.query(text, { limit: 5, least: 0.5 });
        const words = text.split(' ').length;
        const expected = kept
          .map((one) => ({
            id: one.id,
            similarity: words < 5 ? Number(one.text === text) : trueJaccard(text, one.text),
          }))
          .filter(({ similarity }) => similarity >= 0.8);
        for (const { id, similarity } of expected)
          expect(nearest.find((one) => one.id === id)?.similarity).toBeCloseTo(similarity, 5);
        expect(nearest.map(({ similarity }) => similarity)).toEqual(
          nearest.map(({ similarity }) => similarity).sort((a, b) => b - a),
        );
      }
      const [first] = (await reader.query(kept[15]!.text, { limit: 1, least: 0 })).nearest;
      expect(first).toEqual({ id: kept[15]!.id, corpus: expect.stringMatching(/^c\d$/), similarity: 1, exact: true });
      expect(
        (await reader.query('nothing of the kind was ever added here at all', { limit: 5, least: 0 })).nearest,
      ).toEqual([]);
      expect((await reader.query('', { limit: 5, least: 0 })).nearest).toEqual([]);
    });

    it('checks and adds nothing where a run only asks', async () => {
      const before = await readState(place);
      const found = await run('again', texts, false);
      expect(found.every(({ kept: stays }) => !stays)).toBe(true);
      expect(await readState(place)).toEqual(before);
    });

    it('is the same after its segments are merged: to runs, to queries and by its content', async () => {
      const before = await readState(place);
      const reader = await openReader(place);
      const ask = () => Promise.all(texts.slice(0, 12).map(({ text }) => reader.query(text, { limit: 5, least: 0.5 })));
      const answers = await ask();
      const others = mixedTexts(11, 30).map((text, index) => ({ ...text, text: `${text.text} ${index % 3}` }));
      const outcome = await run('other', others, false);
      expect(chooseMerge(before)).toHaveLength(4);
      expect(await mergeCollection(place)).toBe(1);
      const after = await readState(place);
      expect(after.segments).toHaveLength(1);
      expect(after).toMatchObject({ content: before.content, additions: before.additions });
      expect(await ask()).toEqual(answers);
      expect(await (await openReader(place)).query(texts[3]!.text, { limit: 5, least: 0.5 })).toEqual(answers[3]);
      // The same plan: its jobs are named after the content, so it is planned to other outputs for this once.
      for (const kind of ['lookup', 'known', 'clusters'])
        for (const key of await keysUnder(storage, `outputs/${kind}/`)) await storage.delete(key);
      expect(await run('other', others, false)).toEqual(outcome);
      expect((await describeCollection(place)).documents).toBe(kept.length);
    });

    it('removes what a merge has replaced when nobody reads it any more', async () => {
      const { retired, segments } = await readState(place);
      expect(retired).toHaveLength(4);
      expect(await sweepCollection(place, [])).toEqual([]);
      const pinned = { id: retired[0]!.path.split('/')[1]!, documents: 0, forgotten: [] };
      expect(await sweepCollection(place, [pinned], 0)).toHaveLength(3);
      expect(await sweepCollection(place, [], 0)).toEqual([retired[0]!.path]);
      const left = await keysUnder(storage, 'collections/all/segments/');
      expect(new Set(left.map((key) => key.split('/')[3]))).toEqual(new Set([segments[0]!.id]));
      expect((await readState(place)).retired).toEqual([]);
      await expect(openSegments(place, [pinned])).rejects.toThrow('make the run again');
    });

    it('forgets documents: nothing is removed for them, and a merge leaves them out', async () => {
      const reader = await openReader(place);
      const gone = kept.filter((_, index) => index % 7 === 3);
      const asked = kept.slice(0, 12);
      const before = await readState(place);
      expect(await forgetDocuments(place, [...gone.map(({ id }) => id), 'nobody:0'])).toEqual(
        gone.map(({ id }) => id).sort(),
      );
      expect(await forgetDocuments(place, [gone[0]!.id])).toEqual([]);
      const after = await readState(place);
      expect(after.content).not.toBe(before.content);
      const outcomesOf = async () => {
        const exact = [];
        for (const { text } of asked) exact.push((await reader.query(text, { limit: 1, least: 1 })).nearest.length > 0);
        return exact;
      };
      const expected = asked.map((one) => !gone.includes(one));
      expect(await outcomesOf()).toEqual(expected);
      const shingles = (await describeCollection(place)).bytes.shingles;
      await mergeSegments(place, after.segments);
      expect(await describeCollection(place)).toMatchObject({ documents: kept.length - gone.length, forgotten: 0 });
      expect((await describeCollection(place)).bytes.shingles).toBeLessThan(shingles);
      expect((await readState(place)).content).toBe(after.content);
      expect(await outcomesOf()).toEqual(expected);
      const readded = await run('gone', gone);
      expect(readded.filter(({ kept: stays }) => stays).length).toBeGreaterThan(0);
    });
  });
}
