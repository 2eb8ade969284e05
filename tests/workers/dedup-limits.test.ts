import { describe, expect, it } from 'vitest';
import { dedupStage } from '../../src/stages/dedup/dedup.ts';
import { dedupParameters } from '../../src/stages/dedup/parameters.ts';
import { SHINGLES, SIGNATURES } from '../../workers/dedup/files.ts';
import { orderByPreference } from '../../workers/dedup/ranks.ts';
import { createSignatureWriter } from '../../workers/dedup/signature.ts';
import { type CreateFile, dedupSigned } from '../../workers/dedup/whole.ts';
import { MemoryStorage } from '../support/memory-storage.ts';

const signal = new AbortController().signal;

/** Collects what is written for one object. */
function sink() {
  const pieces: Uint8Array[] = [];
  return { write: (bytes: Uint8Array) => void pieces.push(bytes), bytes: () => Buffer.concat(pieces) };
}

/** Makes files of a storage. */
const memoryFiles =
  (storage: MemoryStorage): CreateFile =>
  (prefix, name) => {
    const { write, bytes } = sink();
    return { write, close: async () => void (await storage.put(`${prefix}/${name}`, bytes())) };
  };

describe('at their limits, dedup jobs', () => {
  it('keep one of two million identical documents', async () => {
    const parameters = dedupParameters.parse({ bands: 1, rows: 1 });
    const documents = 2_000_000;
    const storage = new MemoryStorage();
    const files = { signatures: sink(), shingles: { write: () => undefined }, tokens: undefined, addresses: undefined };
    const writer = createSignatureWriter(parameters, files);
    const sketch = dedupStage.create(parameters, new Map())('the very same words again and again');
    for (let index = 0; index < documents; index++)
      if (writer.add({ index, length: 35, quality: 0 }, sketch, false)) await writer.drain();
    await writer.finish();
    await storage.put(`part/${SIGNATURES}`, files.signatures.bytes());
    async function* ids() {
      for (let first = 0; first < documents; first += 10_000)
        yield Array.from({ length: 10_000 }, (_, i) => JSON.stringify(String(first + i).padStart(7, '0')));
    }
    const part = { prefix: 'part', ids, first: 0, documents, looked: documents };
    const parts = [part];
    const order = await orderByPreference(storage, parts, parameters);
    const signed = { parts, preference: () => [order], addresses: [] };
    const verdicts = await dedupSigned(storage, memoryFiles(storage), signed, parameters, signal);
    expect(verdicts.counts).toMatchObject({ exact: documents - 1, clusters: 1, largest: documents, compared: 0 });
    expect(verdicts.of(0)).toMatchObject({ verdict: 'keep', measures: { 'cluster-size': documents } });
    expect(verdicts.of(documents - 1).failures).toEqual([
      { rule: 'exact-duplicate', value: 1, limit: 0.8, survivor: '0000000' },
    ]);
    expect(await storage.head(`part/${SHINGLES}`)).toBeUndefined();
  }, 120_000);

  it('read a text of fifty million characters to its end', () => {
    const sketch = dedupStage.create(dedupParameters.parse({}), new Map());
    const lines = 1_050_000;
    const text = Array.from({ length: lines }, (_, n) => `line ${n} of a very long list of many other lines\n`).join(
      '',
    );
    expect(text.length).toBeGreaterThan(50_000_000);
    const { tokens, set } = sketch(text);
    expect(tokens).toBe(lines * 11);
    // Five shingles hold a line's number, in the first line two; six hold none and are the same everywhere.
    expect(set.count).toBe((lines - 1) * 5 + 2 + 6);
  }, 120_000);
});
