import { describe, expect, it } from 'vitest';
import { trueJaccard } from '../../stages/dedup/oracle.ts';
import { finishTexts, mixedTexts, outcomes, planTexts, uploadTexts } from '../../support/collections.ts';
import { MemoryStorage } from '../../support/memory-storage.ts';

describe('a collection', () => {
  it('keeps the same documents when corpora are added one after the other as one run over all keeps', async () => {
    const storage = new MemoryStorage();
    const texts = mixedTexts(5, 40);
    const parts = [texts.slice(0, 30), texts.slice(30, 31), texts.slice(31, 90), texts.slice(90)];
    const corpora = [];
    for (const [index, part] of parts.entries()) corpora.push(await uploadTexts(storage, `c${index}`, part));
    const whole = await planTexts(storage, corpora, { survivor: 'first' });
    await finishTexts(storage, whole);
    const one = await outcomes(storage, whole.plan);
    const many = [];
    for (const corpus of corpora) {
      const planned = await planTexts(storage, [corpus], { survivor: 'first', collection: { name: 'all' } });
      await finishTexts(storage, planned);
      many.push(...(await outcomes(storage, planned.plan)));
    }
    expect(many.map(({ id, kept }) => `${id} ${kept}`)).toEqual(one.map(({ id, kept }) => `${id} ${kept}`));
    expect(many.map(({ failure }) => failure?.['survivor'])).toEqual(one.map(({ failure }) => failure?.['survivor']));
    expect(many.map(({ failure }) => failure?.['value'])).toEqual(one.map(({ failure }) => failure?.['value']));
    const byCollection = many.filter(({ failure }) => failure?.['collection'] === 'all');
    expect(byCollection.length).toBeGreaterThan(10);
    const texts2 = new Map(one.map(({ id, text }) => [id, text]));
    for (const { text, failure } of byCollection)
      if (failure?.['rule'] === 'near-in-collection')
        expect(failure['value']).toBeCloseTo(trueJaccard(text, texts2.get(String(failure['survivor'])) ?? ''), 6);
  });
});
