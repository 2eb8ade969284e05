import { beforeAll, describe, expect, it } from 'vitest';
import { addPlanned } from '../../../src/runs/collections/add.ts';
import { describeCollection } from '../../../src/runs/collections/describe.ts';
import { forgetDocuments } from '../../../src/runs/collections/forget.ts';
import { mergeCollection, mergeSegments } from '../../../src/runs/collections/merge.ts';
import { openReader } from '../../../src/runs/collections/query.ts';
import { openSegments, readAllRows, readNames } from '../../../src/runs/collections/segment.ts';
import {
  type CollectionState,
  readState,
  serviceCollection,
  stateSchema,
} from '../../../src/runs/collections/state.ts';
import { sweepCollection } from '../../../src/runs/collections/sweep.ts';
import { ROW_WORDS, readRow } from '../../../src/stages/dedup/collection/rows.ts';
import { readBytes, type Storage } from '../../../src/storage/storage.ts';
import { runJob } from '../../../workers/job.ts';
import { finishTexts, mixedTexts, outcomes, planTexts, type Text, uploadTexts } from '../../support/collections.ts';
import { type Fault, FaultyStorage } from '../../support/faulty-storage.ts';
import { MemoryStorage } from '../../support/memory-storage.ts';

const texts = mixedTexts(31, 12);
const first = texts.slice(0, 15);
const second = texts.slice(15, 30);
// Few bands: fewer operations, each of which is made to fail.
const dedup = { survivor: 'first', bands: 3, rows: 3, collection: { name: 'all' } };
const context = { signal: new AbortController().signal, progress: () => undefined };
const faults: Fault[] = ['once', 'for-good', 'dies-after'];
/** A storage that is gone for good leaves what one leaves that died: some operations will do. */
const stepOf = (fault: Fault): number => (fault === 'for-good' ? 5 : 1);

async function copyOf(storage: MemoryStorage): Promise<MemoryStorage> {
  const copy = new MemoryStorage();
  for await (const { key } of storage.list('')) await copy.put(key, await readBytes(storage, key));
  return copy;
}

async function add(storage: Storage, corpus: string, some: readonly Text[]) {
  const planned = await planTexts(storage, [await uploadTexts(storage, corpus, some)], dedup);
  await finishTexts(storage, planned);
  return planned;
}

/** Everything a collection's readers see: contents, and the bytes of the files that its state refers to. */
async function contentsOf(storage: Storage): Promise<{ state: CollectionState; files: Record<string, string> }> {
  const state = await readState(serviceCollection(storage, 'all'));
  const files: Record<string, string> = {};
  for (const { id } of state.segments)
    for (const path of [`segments/${id}/`, `shingles/${id}`])
      for await (const { key } of storage.list(`collections/all/${path}`))
        files[key] = (await readBytes(storage, key)).toString('base64');
  return { state, files };
}

describe('a collection whose storage fails', () => {
  let base: MemoryStorage;
  let before: Awaited<ReturnType<typeof contentsOf>>;

  beforeAll(async () => {
    base = new MemoryStorage();
    await add(base, 'first', first);
    before = await contentsOf(base);
  });

  it.each(faults)(
    'at any operation (%s) of a run holds all that the run adds or nothing, and all of it when the run is taken up again',
    async (fault) => {
      const ready = await copyOf(base);
      const planned = await planTexts(ready, [await uploadTexts(ready, 'second', second)], dedup);
      // What comes before the collection's own jobs has its own test.
      for (const job of planned.plan.parts.flatMap(({ jobs }) => jobs)) await runJob(job, ready, context);
      const undisturbed = await copyOf(ready);
      const counting = new FaultyStorage(undisturbed, Number.POSITIVE_INFINITY, 'once');
      const on = (storage: Storage) => ({ ...planned, place: serviceCollection(storage, 'all') });
      await finishTexts(counting, on(counting));
      const after = await contentsOf(undisturbed);
      expect(after.state.additions).toHaveLength(2);
      const lines = await outcomes(undisturbed, planned.plan);
      for (let at = 1; at <= counting.operations; at += stepOf(fault)) {
        const storage = await copyOf(ready);
        const faulty = new FaultyStorage(storage, at, fault);
        await finishTexts(faulty, on(faulty)).catch(() => undefined);
        const now = await contentsOf(storage);
        expect([before, after], `operation ${at}`).toContainEqual(now);
        // Another run may have moved on meanwhile: this one goes on with what it was pinned to.
        await finishTexts(storage, on(storage));
        expect(await contentsOf(storage), `operation ${at}`).toEqual(after);
        if (at % 20 === 0) expect(await outcomes(storage, planned.plan)).toEqual(lines);
      }
    },
    300_000,
  );

  it.each(faults)(
    'at any operation (%s) of a merge, a forgetting and a sweep loses and doubles nothing',
    async (fault) => {
      const ready = new MemoryStorage();
      for (let part = 0; part < 4; part += 1) await add(ready, `c${part}`, texts.slice(part * 8, part * 8 + 8));
      const some = (await describeNames(ready)).filter((_, index) => index % 3 === 0);
      const change = async (storage: Storage): Promise<void> => {
        const place = serviceCollection(storage, 'all');
        await forgetDocuments(place, some);
        await mergeCollection(place);
        await sweepCollection(place, [], 0);
      };
      const undisturbed = await copyOf(ready);
      const counting = new FaultyStorage(undisturbed, Number.POSITIVE_INFINITY, 'once');
      await change(counting);
      const names = await describeNames(undisturbed);
      const kept = await describeNames(ready);
      expect(names).toEqual(kept.filter((name) => !some.includes(name)));
      for (let at = 1; at <= counting.operations; at += stepOf(fault)) {
        const storage = await copyOf(ready);
        await change(new FaultyStorage(storage, at, fault)).catch(() => undefined);
        expect([kept, names], `operation ${at}`).toContainEqual(await describeNames(storage));
        await change(storage);
        expect(await describeNames(storage), `operation ${at}`).toEqual(names);
        expect((await contentsOf(storage)).state.content).toBe((await contentsOf(undisturbed)).state.content);
      }
    },
    300_000,
  );
});

/** Ids of all documents of the collection that are not forgotten. */
async function describeNames(storage: Storage): Promise<string[]> {
  const place = serviceCollection(storage, 'all');
  const names: string[] = [];
  for (const segment of await openSegments(place, (await readState(place)).segments))
    for await (const packed of readAllRows(place, segment)) {
      const rows = Array.from({ length: packed.length / ROW_WORDS }, (_, index) => readRow(packed, index));
      const found = await readNames(place, segment, rows);
      names.push(...found.flatMap(({ id }, index) => (segment.forgotten.has(index) ? [] : [id])));
    }
  return names;
}

describe('several writers of a collection at once', () => {
  it('two runs that started from the same state both add all that they keep', async () => {
    const storage = new MemoryStorage();
    await add(storage, 'first', first);
    const planned = [];
    for (const [name, some] of [
      ['a', second],
      ['b', texts.slice(30)],
    ] as const)
      planned.push(await planTexts(storage, [await uploadTexts(storage, name, some)], dedup));
    await Promise.all(planned.map((one) => finishTexts(storage, one)));
    const { additions } = await readState(serviceCollection(storage, 'all'));
    expect(additions.map(({ corpora }) => corpora[0]).sort()).toEqual(['a', 'b', 'first']);
    const kept = [];
    for (const { plan } of planned) kept.push((await outcomes(storage, plan)).filter((one) => one.kept).length);
    expect(
      additions
        .slice(1)
        .map(({ documents }) => documents)
        .sort(),
    ).toEqual(kept.sort());
  });

  it('many that add, merge, forget and sweep lose nothing, double nothing and break no query', async () => {
    const storage = new MemoryStorage();
    const place = serviceCollection(storage, 'all');
    await add(storage, 'first', first);
    const planned = [];
    for (let part = 0; part < 8; part += 1) {
      const own = mixedTexts(100 + part, 4);
      planned.push(await planTexts(storage, [await uploadTexts(storage, `c${part}`, own)], { ...dedup }));
    }
    const reader = await openReader(place);
    const ids = (
      await outcomes(
        storage,
        (
          await planTexts(storage, [await uploadTexts(storage, 'first', first)], { survivor: 'first' })
        ).plan,
      )
    ).map(({ id }) => id);
    let finished = false;
    const disturb = async (work: () => Promise<unknown>): Promise<void> => {
      while (!finished) {
        await work();
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const others = [
      disturb(() => mergeCollection(place)),
      disturb(async () => {
        const refs = (await readState(place)).segments.slice(-2);
        if (refs.length < 2) return;
        await mergeSegments(place, refs);
      }),
      disturb(() => sweepCollection(place, [], 1000)),
      disturb(() => reader.query(first[0]!.text, { limit: 3, least: 0 })),
    ];
    await Promise.all([
      // Each is finished by two workers at once, as when a lease was lost.
      ...planned.flatMap((one) => [finishTexts(storage, one), finishTexts(storage, one)]),
      forgetDocuments(place, ids.slice(0, 3)),
      forgetDocuments(place, ids.slice(2, 5)),
    ]);
    finished = true;
    await Promise.all(others);
    for (const { plan } of planned) await addPlanned(storage, plan, place, null);
    // However the others were scheduled: at least one merge has happened.
    const last = (await readState(place)).segments.slice(-2);
    if (last.length === 2) await mergeSegments(place, last);
    const { additions, documents, segments } = await describeCollection(place);
    expect(additions.map(({ corpora }) => corpora[0]).sort()).toEqual(
      ['first', ...planned.map((_, part) => `c${part}`)].sort(),
    );
    expect(new Set(additions.map(({ segment }) => segment)).size).toBe(9);
    const gone = (await forgetDocuments(place, ids.slice(0, 5))).length;
    expect(gone).toBe(0);
    const added = additions.reduce((sum, addition) => sum + addition.documents, 0);
    expect(added - documents).toBeLessThanOrEqual(5);
    expect(added - documents).toBeGreaterThan(0);
    expect(segments.length).toBeLessThan(9);
    for (const { plan } of planned)
      for (const { text, kept } of await outcomes(storage, plan))
        if (kept) expect((await reader.query(text, { limit: 1, least: 1 })).nearest).toHaveLength(1);
  }, 120_000);

  it('a writer that was overtaken by more states than are kept still adds', async () => {
    const storage = new MemoryStorage();
    const place = serviceCollection(storage, 'all');
    const slow = await planTexts(storage, [await uploadTexts(storage, 'slow', first)], dedup);
    let overtaking: Promise<unknown> | undefined;
    const stalled = new Proxy(storage, {
      get(target, name, receiver) {
        if (name !== 'create' || overtaking !== undefined) return Reflect.get(target, name, receiver);
        return async (key: string, body: string) => {
          // Between its look at the last state and its writing of the next, others write forty.
          overtaking = (async () => {
            for (let number = 0; number < 40; number += 1) {
              const state = await readState(place);
              const next = stateSchema.parse({ ...state, number: state.number + 1 });
              await storage.put(
                `collections/all/states/${String(next.number).padStart(10, '0')}.json`,
                JSON.stringify(next),
              );
              await storage.delete(`collections/all/states/${String(next.number - 1).padStart(10, '0')}.json`);
            }
          })();
          await overtaking;
          return target.create(key, body);
        };
      },
    });
    await finishTexts(stalled, { ...slow, place: serviceCollection(stalled, 'all') });
    const state = await readState(place);
    expect(state.number).toBeGreaterThan(40);
    expect(state.additions.map(({ corpora }) => corpora)).toEqual([['slow']]);
  });
});
