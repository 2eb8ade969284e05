import { entryKey } from '../../stages/dedup/collection/postings.ts';
import { idKey, readRow } from '../../stages/dedup/collection/rows.ts';
import { lookUp } from './look-up.ts';
import { idColumn, openSegments, readNames, readRows, type Segment } from './segment.ts';
import { advanceState, afterForgetting, type CollectionPlace, type CollectionState, readState } from './state.ts';

/**
 * Forgets documents by id: from now on nothing is removed for them, and the next merge leaves them out. Returns the ids
 * that were there. Runs made before go on with what was pinned for them.
 */
export async function forgetDocuments(place: CollectionPlace, ids: readonly string[]): Promise<string[]> {
  const forgotten = new Set<string>();
  for (;;) {
    const state = await readState(place);
    const found = await findIds(place, state, ids);
    if (found.size === 0) return [...forgotten].sort();
    const names = [...new Set([...found.values()].flatMap((documents) => [...documents.values()]))];
    await advanceState(place, (now) => {
      // Another writer was faster: look for them again in what it wrote.
      if (now.number !== state.number) return undefined;
      return {
        ...now,
        content: afterForgetting(now.content, names),
        segments: now.segments.map((ref) => ({
          ...ref,
          forgotten: [...ref.forgotten, ...(found.get(ref.id)?.keys() ?? [])].sort((a, b) => a - b),
        })),
      };
    });
    for (const name of names) forgotten.add(name);
  }
}

/** Segment → its documents with these ids, by number in it. */
async function findIds(
  place: CollectionPlace,
  state: CollectionState,
  ids: readonly string[],
): Promise<Map<string, Map<number, string>>> {
  const wanted = new Set(ids);
  const keys = [...wanted].map(idKey);
  const batch = {
    high: Uint32Array.from(keys, ([high]) => high),
    key: Uint32Array.from(keys, ([high, low]) => entryKey(high, low)),
    documents: Uint32Array.from(keys.keys()),
  };
  const found = new Map<string, Map<number, string>>();
  for (const segment of await openSegments(place, state.segments)) {
    const column = idColumn(segment.places.length - 2);
    const documents: number[] = [];
    for await (const match of lookUp(place, segment, column, batch))
      documents.push(...match.documents.map((document) => document - segment.first));
    const named = await nameAll(place, segment, documents);
    const own = new Map([...named].filter(([, id]) => wanted.has(id)));
    if (own.size > 0) found.set(segment.id, own);
  }
  return found;
}

async function nameAll(
  place: CollectionPlace,
  segment: Segment,
  documents: readonly number[],
): Promise<Map<number, string>> {
  const packed = await readRows(place, segment, documents);
  const names = await readNames(
    place,
    segment,
    documents.map((_, index) => readRow(packed, index)),
  );
  return new Map(documents.map((document, index) => [document, names[index]!.id]));
}
