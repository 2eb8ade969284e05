import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeSegments } from '../../../src/runs/collections/merge.ts';
import { readState, serviceCollection } from '../../../src/runs/collections/state.ts';
import type { Storage } from '../../../src/storage/storage.ts';
import { trueJaccard } from '../../stages/dedup/oracle.ts';
import { finishTexts, mixedTexts, outcomes, planTexts, type Text, uploadTexts } from '../../support/collections.ts';
import { MemoryStorage } from '../../support/memory-storage.ts';

type Outcomes = Awaited<ReturnType<typeof outcomes>>;

/** What one run over all corpora says, and what runs over one after the other say that share a collection. */
async function bothWays(
  parts: readonly (readonly Text[])[],
  dedup: Record<string, unknown>,
  between: (storage: Storage, done: number) => Promise<void> = async () => undefined,
): Promise<{ one: Outcomes; many: Outcomes }> {
  const storage = new MemoryStorage();
  const corpora = [];
  for (const [index, part] of parts.entries()) corpora.push(await uploadTexts(storage, `c${index}`, part));
  const whole = await planTexts(storage, corpora, { ...dedup, survivor: 'first' });
  await finishTexts(storage, whole);
  const one = await outcomes(storage, whole.plan);
  const many: Outcomes = [];
  for (const [index, corpus] of corpora.entries()) {
    const named = { ...dedup, survivor: 'first', collection: { name: 'all' } };
    const planned = await planTexts(storage, [corpus], named);
    await finishTexts(storage, planned);
    many.push(...(await outcomes(storage, planned.plan)));
    await between(storage, index + 1);
  }
  return { one, many };
}

/** Who stays, and for whom the others go. */
const brief = (found: Outcomes): string[] =>
  found.map(({ id, kept, failure }) => `${id} ${kept} ${failure?.['survivor']} ${failure?.['value']}`);

const some = mixedTexts(23, 26);

/** Cuts the texts at these shares of their number; parts may be empty. */
function cutAt(shares: readonly number[]): Text[][] {
  const cuts = [...shares].sort((a, b) => a - b).map((share) => Math.floor(share * some.length));
  return [0, ...cuts]
    .map((from, index) => some.slice(from, cuts[index] ?? some.length))
    .filter((part) => part.length > 0);
}

describe('corpora added one after the other', () => {
  it('keep the same documents as one run over all of them, whatever the cuts, merges and parameters', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 4 }),
        fc.record({
          threshold: fc.constantFrom(0.5, 0.8, 0.95),
          exact: fc.boolean(),
          shingleUnit: fc.constantFrom('auto', 'characters'),
          editSimilarity: fc.constantFrom(null, 0.8),
          bands: fc.constantFrom(3, 20),
        }),
        fc.array(fc.nat(3), { minLength: 5, maxLength: 5 }),
        async (shares, dedup, merges) => {
          const { one, many } = await bothWays(cutAt(shares), dedup, async (storage, done) => {
            const place = serviceCollection(storage, 'all');
            const { segments } = await readState(place);
            // None, or as many of the youngest as this says.
            if ((merges[done] ?? 0) > 0) await mergeSegments(place, segments.slice(-merges[done]!));
          });
          expect(brief(many)).toEqual(brief(one));
        },
      ),
      { numRuns: 25 },
    );
  }, 120_000);

  it.each(['best', 'longest'])(
    'keep what the collection has where a later document is better by %s',
    async (survivor) => {
      const storage = new MemoryStorage();
      const [text] = mixedTexts(2, 1);
      const longer = `${text!.text} and some more`;
      const kept = [];
      for (const [name, own] of [
        ['early', [text!]],
        ['late', [{ ...text!, text: longer }]],
      ] as const) {
        const corpus = await uploadTexts(storage, name, own);
        const planned = await planTexts(storage, [corpus], { survivor, collection: { name: 'all' } });
        await finishTexts(storage, planned);
        kept.push(...(await outcomes(storage, planned.plan)).map((one) => one.kept));
      }
      expect(kept).toEqual([true, false]);
    },
  );

  it('name the earlier document, where it is, and the true similarity', async () => {
    const texts = mixedTexts(5, 80);
    const { many } = await bothWays([texts.slice(0, 120), texts.slice(120)], {});
    const byId = new Map(many.map(({ id, text }) => [id, text]));
    const earlier = many.flatMap(({ text, failure }) => (failure?.['collection'] ? [{ text, failure }] : []));
    const near = earlier.filter(({ failure }) => failure['rule'] === 'near-in-collection');
    const exact = earlier.filter(({ failure }) => failure['rule'] === 'exact-in-collection');
    expect(near.length).toBeGreaterThan(5);
    expect(exact.length).toBeGreaterThan(5);
    for (const { text, failure } of near) {
      const similarity = trueJaccard(text, byId.get(String(failure['survivor'])) ?? '');
      expect(similarity).toBeGreaterThanOrEqual(0.8);
      expect(failure).toMatchObject({ collection: 'all', corpus: 'c0', limit: 0.8 });
      expect(failure['value']).toBeCloseTo(similarity, 6);
    }
    for (const { text, failure } of exact) {
      expect(byId.get(String(failure['survivor']))).toBe(text);
      expect(failure).toMatchObject({ collection: 'all', corpus: 'c0', value: 1 });
    }
  });
});
